// The first run's market as analysts see it, and as only a simulator can: the same luck with and
// without what they ask about.
//
// Every world goes on from one state at the switch to living. Beside the natural one there are
// worlds in which somebody from outside acts between ticks, and nothing else differs:
//   invited     a random half of the members who do not follow the brand are made followers
//   closed      nobody begins to follow who did not
//   withheld    what the desk answers does not reach a random half of customers
//   unanswered  ... or any customer; the desk works as ever, and its public words are read
//   existing    the brand does not switch
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/tick/run.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {

/// A customer by customer number.
using Flags = std::vector<std::uint8_t>;
using Numbers = std::vector<double>;

/// What a customer of the focal brand did in one world.
struct Lived {
  Numbers bought;         ///< units after the switch
  Numbers of_rival;       ///< the other brand's
  Flags follows;          ///< in the end
  Flags reached, missed;  ///< by an answer since the switch: it came, or it was withheld
};

/// One replicate: the same luck in all worlds.
struct Observation {
  Numbers before, of_rival_before;  ///< units before the switch, in as long a time as after it
  Flags followed;                   ///< at the switch
  Flags candidate, invited;         ///< a member who did not follow at the switch; and was invited
  Lived natural, invitation, closed, withheld, unanswered, existing;
};

Observation observe(const StudySpec&, std::uint32_t replicate);

/// Makes a customer follow a brand wherever it is a member.
void make_follow(World&, BrandId, std::uint32_t customer);

}  // namespace rapport::validate
