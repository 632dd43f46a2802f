// What rows find that is held to no number: what an analyst would conclude, and whether a
// conclusion stands in another market.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analysis/estimate/difference.hpp"

namespace rapport::validate {

/// An effect as somebody concludes it, per cent of what would have been without.
struct Told {
  estimate::Interval effect;  ///< the mean of many analysts of a market each, and its interval
  /// Half the 95 % interval that one of them would print; 0 where none of them has one.
  double alone = 0;
};

/// Whether one may conclude the same as in the market that it is compared with.
enum class Standing : std::uint8_t {
  stands,          ///< told from nothing, and of the same sign
  changes_sign,    ///< told from nothing, and of the other sign
  not_told,        ///< not told from nothing here, though it was there
  told_only_here,  ///< told from nothing here, though it was not there
  neither          ///< told from nothing in neither
};

/// "stands", "changes sign", "not told apart", "told here only", "told in neither".
std::string_view name_of(Standing);

/// What a conclusion is in another market, beside the one that it was drawn in.
struct Stand {
  estimate::Interval there;  ///< second less first strategy, where it was drawn
  estimate::Interval here;
  estimate::Interval shift;  ///< here less there, replicate by replicate

  Standing standing() const;
  /// How many standard errors here is from there; 0 where they are one.
  double z() const;
  /// Whether the shift is more than chance: its interval does not hold nothing.
  bool shifted() const { return shift.low > 0 || shift.high < 0; }
};

/// By replicate, second less first: the same replicates in both, the first ones where one has
/// fewer. At least two.
Stand stand_of(std::span<const double> there, std::span<const double> here);

}  // namespace rapport::validate
