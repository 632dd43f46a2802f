// What a value drawn from a prior decides in a model: which parameter of whom, and by what
// arithmetic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport::sensitivity {

/// How a drawn value becomes a parameter's. Both rise with it.
enum class Conversion : std::uint8_t {
  value,     ///< as it is
  half_life  ///< x is kept from one unit of time to the next: ln .5 / ln x units until half is left
};

/// The numbers of a model that a drawn value x decides: times * conversion(x) / over.
struct Move {
  std::string path;  ///< as the file says it: "costs.wage", "strategy.living.staff.voices"
  std::string mechanism;
  std::string parameter;
  std::optional<std::size_t> brand;     ///< of this brand alone; none: of all alike
  std::optional<std::size_t> strategy;  ///< of who follows it; none: of all
  double times = 1;
  Conversion as = Conversion::value;
  std::string over_mechanism;  ///< of the parameter that is divided by; empty: by 1
  std::string over_parameter;

  /// What the parameter becomes; x above 0 and below 1 where it is a share that is kept.
  double of(double x, double over) const;
  /// The x that makes this of it. 0 or less has none as a half-life: 0 is the answer.
  double from(double value, double over) const;
};

/// "x", "52 x / need.per_year", "ln .5 / ln x": what a drawn value x becomes.
std::string formula(const Move&);

/// Between which a drawn value must be.
struct Bounds {
  double low = 0;
  double high = 0;
};

/// Where a parameter's cells are: who follows a strategy while the focal brand follows `followed`.
bool moves_brand(const Move&, const Scenario&, std::size_t brand, std::size_t followed);

/// Whether both decide some number.
bool overlap(const Move&, const Move&);

/// Reads the `moves` of [prior.NAME] and complains of what is wrong with each. `model` has the
/// scenario's mechanisms and numbers.
class MoveReader {
 public:
  MoveReader(FieldReader& fields, const Scenario& scenario, Model& model)
      : fields_(fields), scenario_(scenario), model_(model) {}

  std::optional<Move> read(const Node&, const std::string& label);
  /// Whether the scenario has the mechanism on.
  bool is_on(const Move& move) const { return model_.find(move.mechanism, move.parameter); }
  /// Which x make a value that may stand there, in all its cells; of a mechanism that is on.
  Bounds bounds(const Move&) const;
  /// "must be from 0 to 1": what may stand there.
  std::string allowed_values(const Move&) const;

 private:
  const Parameter* parameter_of(const Node&, std::string_view mechanism, std::string_view name,
                                std::string_view path);
  bool read_path(const Node&, Move&, const std::string& label);
  bool read_owner(const Node&, std::string_view kind, const std::string& name, const Parameter&,
                  Move&);
  bool read_over(const Node&, Move&, const std::string& label);

  FieldReader& fields_;
  const Scenario& scenario_;
  Model& model_;
};

}  // namespace rapport::sensitivity
