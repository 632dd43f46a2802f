// Looks things up in a dataset description and refuses one that no file could hold.
#include "sim/record/dataset.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <type_traits>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool identifier(std::string_view name) {
  return !name.empty() && letter(name.front()) && std::ranges::all_of(name, [](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

bool reserved(std::string_view name) {
  constexpr std::array names = {"CLASS",          "NAME",          "DIMENSION_LIST",
                                "REFERENCE_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates",
                                "_NCProperties",  "_nc3_strict",   "DIMENSION_LABELS",
                                "coordinates"};
  return std::ranges::find(names, name) != names.end();
}

// netCDF and C stop at a zero byte; the rest would be lost in silence.
bool has_zero_byte(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

bool whole(double value) {
  return std::floor(value) == value;
}

bool whole(const Attribute& attribute) {
  if (const auto* number = std::get_if<double>(&attribute.value)) {
    return whole(*number);
  }
  if (const auto* numbers = std::get_if<std::vector<double>>(&attribute.value)) {
    return std::ranges::all_of(*numbers, [](double value) { return whole(value); });
  }
  return true;
}

void check_attribute(const Attribute& attribute, const std::string& where) {
  const std::string what = where + "@" + attribute.name;
  RAPPORT_CHECK(!attribute.name.empty() && !has_zero_byte(attribute.name) &&
                    attribute.name.find('/') == std::string::npos,
                what + " has no proper attribute name");
  RAPPORT_CHECK(!reserved(attribute.name), what + " is written by the file format itself");
  if (const auto* text = std::get_if<std::string>(&attribute.value)) {
    RAPPORT_CHECK(!has_zero_byte(*text), what + " has a zero byte in its text");
  }
  if (const auto* numbers = std::get_if<std::vector<double>>(&attribute.value)) {
    RAPPORT_CHECK(!numbers->empty(), what + " has no values");
  }
}

void check_attributes(std::span<const Attribute> attributes, const std::string& where) {
  std::set<std::string_view> seen;
  for (const Attribute& attribute : attributes) {
    check_attribute(attribute, where);
    RAPPORT_CHECK(seen.insert(attribute.name).second, where + "@" + attribute.name + " twice");
  }
}

template <class Variant>
void check_texts(const Variant& data, const std::string& where) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&data)) {
    RAPPORT_CHECK(std::ranges::none_of(*texts, [](auto& text) { return has_zero_byte(text); }),
                  where + " has a zero byte in a text");
  }
}

void check_dimension(const Dimension& dimension, const std::string& where) {
  const std::size_t size = std::visit(
      [&dimension](const auto& values) {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) {
          return dimension.size;
        } else {
          return values.size();
        }
      },
      dimension.values);
  RAPPORT_CHECK(size == dimension.size, where + " has another size than values");
  RAPPORT_CHECK(
      !std::holds_alternative<std::monostate>(dimension.values) || dimension.attributes.empty(),
      where + " has attributes but no values to remark on");
  check_texts(dimension.values, where);
  check_attributes(dimension.attributes, where);
}

void check_fill_value(const Variable& variable, const std::string& where) {
  const Attribute* fill = find_attribute(variable.attributes, "_FillValue");
  if (fill == nullptr) {
    return;
  }
  RAPPORT_CHECK(!std::holds_alternative<std::vector<std::string>>(variable.data),
                where + " is text and cannot have a _FillValue");
  RAPPORT_CHECK(std::holds_alternative<double>(fill->value) ||
                    std::holds_alternative<std::int64_t>(fill->value),
                where + "@_FillValue is not one number");
}

void check_variable(const Variable& variable, const DimensionScope& scope,
                    const std::string& where) {
  std::size_t expected = 1;
  std::set<std::string_view> seen;
  for (const std::string& name : variable.dimensions) {
    const Dimension* dimension = scope.find(name);
    RAPPORT_CHECK(dimension != nullptr, where + " has an unknown dimension '" + name + "'");
    RAPPORT_CHECK(seen.insert(name).second, where + " has the dimension '" + name + "' twice");
    expected *= dimension->size;
  }
  const std::size_t count = element_count(variable.data);
  RAPPORT_CHECK(count == expected, where + " has " + std::to_string(count) +
                                       " values where its dimensions make " +
                                       std::to_string(expected));
  check_texts(variable.data, where);
  check_attributes(variable.attributes, where);
  check_fill_value(variable, where);
  const bool real = std::holds_alternative<std::vector<double>>(variable.data) ||
                    std::holds_alternative<std::vector<float>>(variable.data);
  for (const Attribute& attribute : variable.attributes) {
    const bool typed = attribute.name == "_FillValue" || attribute.name == "flag_values" ||
                       attribute.name.starts_with("valid_");
    RAPPORT_CHECK(real || !typed || whole(attribute),
                  where + "@" + attribute.name + " is not whole, but the data are");
  }
}

void check_group(const Group& group, const DimensionScope* parent, const std::string& path) {
  const DimensionScope scope(group, parent);
  std::set<std::string_view> seen;
  const auto check_name = [&](const std::string& name) {
    RAPPORT_CHECK(identifier(name), path + name + " is not a name: letters, digits and _ only");
    RAPPORT_CHECK(seen.insert(name).second, path + name + " is there twice");
  };
  check_attributes(group.attributes, path);
  for (const Dimension& dimension : group.dimensions) {
    check_name(dimension.name);
    check_dimension(dimension, path + dimension.name);
  }
  for (const Variable& variable : group.variables) {
    check_name(variable.name);
    check_variable(variable, scope, path + variable.name);
  }
  for (const Group& inner : group.groups) {
    check_name(inner.name);
    check_group(inner, &scope, path + inner.name + "/");
  }
}

constexpr const char* type_name(double) {
  return "double";
}
constexpr const char* type_name(float) {
  return "float";
}
constexpr const char* type_name(std::int64_t) {
  return "int64";
}
constexpr const char* type_name(std::int32_t) {
  return "int32";
}
constexpr const char* type_name(std::int16_t) {
  return "int16";
}
constexpr const char* type_name(std::int8_t) {
  return "int8";
}
constexpr const char* type_name(const std::string&) {
  return "string";
}

template <class Variant>
std::string type_of(const Variant& data) {
  return std::visit(
      [](const auto& values) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) {
          return "-";
        } else {
          return type_name(typename std::decay_t<decltype(values)>::value_type{});
        }
      },
      data);
}

std::string text_or_dash(std::span<const Attribute> attributes, std::string_view name) {
  const Attribute* attribute = find_attribute(attributes, name);
  const auto* text = attribute == nullptr ? nullptr : std::get_if<std::string>(&attribute->value);
  return text == nullptr || text->empty() ? "-" : *text;
}

std::string line(const std::string& path, const std::string& type, const std::string& dimensions,
                 std::span<const Attribute> attributes) {
  return path + "  " + type + "  (" + dimensions + ")  " + text_or_dash(attributes, "units") +
         "  " + text_or_dash(attributes, "long_name");
}

void describe_group(const Group& group, const std::string& path, std::vector<std::string>& lines) {
  for (const Dimension& dimension : group.dimensions) {
    if (!std::holds_alternative<std::monostate>(dimension.values)) {
      lines.push_back(line(path + dimension.name, type_of(dimension.values), dimension.name,
                           dimension.attributes));
    }
  }
  for (const Variable& variable : group.variables) {
    std::string dimensions;
    for (const std::string& name : variable.dimensions) {
      dimensions += (dimensions.empty() ? "" : ", ") + name;
    }
    lines.push_back(
        line(path + variable.name, type_of(variable.data), dimensions, variable.attributes));
  }
  for (const Group& inner : group.groups) {
    describe_group(inner, path + inner.name + "/", lines);
  }
}

template <class Named>
const Named* find_named(std::span<const Named> all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Named::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Dimension* DimensionScope::find(std::string_view name) const {
  for (const DimensionScope* scope = this; scope != nullptr; scope = scope->parent_) {
    if (const auto* own = find_named<Dimension>(scope->group_->dimensions, name)) {
      return own;
    }
  }
  return nullptr;
}

const Variable* find_variable(const Group& group, std::string_view name) {
  return find_named<Variable>(group.variables, name);
}

const Group* find_group(const Group& group, std::string_view name) {
  return find_named<Group>(group.groups, name);
}

const Attribute* find_attribute(std::span<const Attribute> attributes, std::string_view name) {
  return find_named<Attribute>(attributes, name);
}

std::size_t element_count(const Variable::Data& data) {
  return std::visit([](const auto& values) { return values.size(); }, data);
}

bool labels(const Variable& coordinate, const Variable& variable) {
  return coordinate.coordinate && !variable.coordinate &&
         std::ranges::all_of(coordinate.dimensions, [&](const std::string& name) {
           return std::ranges::find(variable.dimensions, name) != variable.dimensions.end();
         });
}

void check_dataset(const Group& root) {
  check_group(root, nullptr, "/");
}

std::vector<std::string> describe(const Group& root) {
  std::vector<std::string> lines;
  describe_group(root, "/", lines);
  std::ranges::sort(lines);
  return lines;
}

}  // namespace rapport
