// Reads the tables that mechanisms declare: for the whole market, a platform, a segment, a brand or
// a strategy.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

class MechanismReader {
 public:
  MechanismReader(FieldReader& fields, Scenario& scenario)
      : fields_(fields), scenario_(scenario), words_(*scenario.vocabulary) {}

  /// Where a mechanism's table stands, and so what it may say.
  struct Level {
    enum class Of : std::uint8_t { market, platform, segment, brand, strategy } of = Of::market;
    std::size_t number = 0;  ///< of the platform, segment, brand or strategy
    std::string path;        ///< of the table's owner: "brand.harbour"; empty for the market
  };

  /// One member of the market's, a brand's ... table, which ought to be a mechanism's table.
  /// `own_words` are what may stand beside mechanisms there, for "did you mean".
  void read(const Member&, const Level&, const std::vector<std::string>& own_words);

  /// All members of such a table but `own_words`.
  void read_all(const Node&, const Level&, const std::vector<std::string>& own_words);

  /// Whether something that may have been said of this parameter stands under another name or in
  /// another place, so that nobody knows what was meant. (A value that was refused is kept.)
  bool in_doubt(const std::string& mechanism, const std::string& parameter) const {
    return in_doubt_.contains(mechanism) || in_doubt_.contains(mechanism + "." + parameter);
  }

 private:
  using Mechanism = Vocabulary::Word;
  void read_parameter(const Member&, const Mechanism&, const Level&, const std::string& label);
  bool may_stand_here(const Member&, const Mechanism&, const Parameter&, const Level&,
                      const std::string& label);
  void read_switch(const Member&, const Mechanism&, const Level&, const std::string& label);
  /// A table with one value for each platform, or for each segment.
  void read_one_by_one(const Member&, const Parameter&, const Level&, Given given,
                       const std::string& label);
  void read_value(const Node&, const Parameter&, const Level&, Given given,
                  const std::string& label);
  void complain_unknown(const Member&, const Mechanism&, const std::string& label);

  FieldReader& fields_;
  Scenario& scenario_;
  const Vocabulary& words_;
  std::set<std::string> in_doubt_;  ///< mechanisms, and "mechanism.parameter"
};

}  // namespace rapport
