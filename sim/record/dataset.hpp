// What a self-describing file contains, as plain memory: groups of named dimensions, variables
// over them and attributes (the netCDF-4 data model, without its own types). Knows no files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rapport {

/// A named remark on a variable, a dimension or a group: units, long_name, flag_values, ...
struct Attribute {
  std::string
      name;  // HDF5's and netCDF's own (CLASS, DIMENSION_LIST, coordinates, ...) are refused
  std::variant<std::string, double, std::int64_t, std::vector<double>> value;
  bool operator==(const Attribute&) const = default;
};

/// An axis. With values it is a coordinate and becomes a variable of its own name in the file.
struct Dimension {
  using Values =
      std::variant<std::monostate,  // no coordinate: only a length
                   std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>>;
  std::string name;
  Values values;
  std::size_t size = 0;  // equals the number of values where there are any
  std::vector<Attribute> attributes = {};
  bool operator==(const Dimension&) const = default;
};

/// A table of numbers or words over dimensions, row-major (the last dimension runs fastest).
struct Variable {
  using Data = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>,
                            std::vector<std::int32_t>, std::vector<std::int16_t>,
                            std::vector<std::int8_t>, std::vector<std::string>>;
  std::string name;
  std::vector<std::string> dimensions = {};  // names in this group or above; none = one number
  Data data;
  /// _FillValue, missing_value, valid_min, valid_max, valid_range, flag_values and flag_masks are
  /// stored in the type of the data (CF 2.5.1, 3.5): for whole numbers give them as int64 or a
  /// vector of whole numbers.
  std::vector<Attribute> attributes = {};
  /// Labels positions (week number over time) rather than measures: readers offer it as a
  /// coordinate of every variable in the group that has all its dimensions.
  bool coordinate = false;
  bool operator==(const Variable&) const = default;
};

/// A folder inside the file; a file is its root group. Names begin with a letter and contain
/// letters, digits and '_' only, so that they are identifiers in Python, R and Julia.
struct Group {
  std::string name = {};  // empty for the root
  std::vector<Dimension> dimensions = {};
  std::vector<Variable> variables = {};
  std::vector<Attribute> attributes = {};
  std::vector<Group> groups = {};
  bool operator==(const Group&) const = default;
};

/// The dimensions in sight from a group: its own, then its parents'.
class DimensionScope {
 public:
  explicit DimensionScope(const Group& group, const DimensionScope* parent = nullptr)
      : group_(&group), parent_(parent) {}
  /// Null when no such dimension is in sight.
  const Dimension* find(std::string_view name) const;

 private:
  const Group* group_;
  const DimensionScope* parent_;
};

/// Null when there is none of that name.
const Variable* find_variable(const Group& group, std::string_view name);
const Group* find_group(const Group& group, std::string_view name);
const Attribute* find_attribute(std::span<const Attribute> attributes, std::string_view name);

/// Numbers or words in `data`.
std::size_t element_count(const Variable::Data& data);

/// True when `coordinate` labels positions of `variable`: it has the mark and no other dimensions.
bool labels(const Variable& coordinate, const Variable& variable);

/// Throws Contradiction, naming the culprit, when the description cannot be written: a bad or
/// double name, an unknown dimension, data of the wrong length, a reserved or unwritable attribute.
void check_dataset(const Group& root);

/// One line a variable (and a dimension with values), sorted: "path  type  (dimensions)  units
/// long_name", two blanks between, '-' where an attribute is missing.
std::vector<std::string> describe(const Group& root);

}  // namespace rapport
