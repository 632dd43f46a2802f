// Walks the rows of each table in row-major order; a column with fewer dimensions repeats.
#include "sim/record/export_csv.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <ostream>
#include <sstream>
#include <type_traits>

#include "sim/core/error.hpp"
#include "sim/record/shortest.hpp"

namespace rapport {
namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  std::string result = "\"";
  for (const char c : text) {
    result += c;
    if (c == '"') {
      result += c;
    }
  }
  return result + "\"";
}

std::string cell(const std::string& text) {
  return quoted(text);
}

template <class Number>
std::string cell(Number value) {
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(value)) {
      return std::isnan(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
    }
  }
  return shortest(value);
}

struct Flag {
  double value;
  std::string word;
};

std::vector<Flag> flags_of(const Variable& variable) {
  const Attribute* values = find_attribute(variable.attributes, "flag_values");
  const Attribute* meanings = find_attribute(variable.attributes, "flag_meanings");
  if (values == nullptr || meanings == nullptr ||
      !std::holds_alternative<std::vector<double>>(values->value) ||
      !std::holds_alternative<std::string>(meanings->value)) {
    return {};
  }
  std::vector<Flag> flags;
  std::istringstream words(std::get<std::string>(meanings->value));
  for (const double value : std::get<std::vector<double>>(values->value)) {
    Flag flag{value, {}};
    if (words >> flag.word) {
      flags.push_back(std::move(flag));
    }
  }
  return flags;
}

std::string variable_cell(const Variable& variable, const std::vector<Flag>& flags,
                          std::size_t index) {
  return std::visit(
      [&](const auto& values) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, std::vector<std::string>>) {
          const auto flag =
              std::ranges::find(flags, static_cast<double>(values[index]), &Flag::value);
          if (flag != flags.end()) {
            return cell(flag->word);
          }
        }
        return cell(values[index]);
      },
      variable.data);
}

std::string dimension_cell(const Dimension& dimension, std::size_t index) {
  return std::visit(
      [index](const auto& values) {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) {
          return cell(index);
        } else {
          return cell(values[index]);
        }
      },
      dimension.values);
}

struct Column {
  const Variable* variable;
  std::vector<std::size_t> strides;  // elements to step per axis of the table; 0 = repeats
  std::vector<Flag> flags;
};

Column column_of(const Variable& variable, const std::vector<const Dimension*>& axes) {
  Column column{&variable, std::vector<std::size_t>(axes.size(), 0), flags_of(variable)};
  std::size_t stride = 1;
  for (std::size_t i = variable.dimensions.size(); i-- > 0;) {
    const auto axis = std::ranges::find(axes, variable.dimensions[i], &Dimension::name);
    column.strides[static_cast<std::size_t>(axis - axes.begin())] = stride;
    stride *= (*axis)->size;
  }
  return column;
}

void add_tables(const Group& group, const std::string& path, const DimensionScope* parent,
                std::vector<CsvTable>& tables) {
  const DimensionScope scope(group, parent);
  std::vector<const std::vector<std::string>*> done;
  for (const Variable& variable : group.variables) {
    const auto same = [&](const auto* other) { return *other == variable.dimensions; };
    const bool in_other_tables = std::ranges::any_of(
        group.variables, [&](const Variable& other) { return labels(variable, other); });
    if (in_other_tables || std::ranges::any_of(done, same)) {
      continue;
    }
    done.push_back(&variable.dimensions);
    CsvTable table{path, {}, {}};
    for (const std::string& name : variable.dimensions) {
      table.dimensions.push_back(scope.find(name));
      table.name += (table.name.empty() ? "" : "_") + name;
    }
    if (table.dimensions.empty()) {
      table.name += table.name.empty() ? "single_values" : "_single_values";
    }
    for (const Variable& other : group.variables) {
      if (other.dimensions == variable.dimensions || labels(other, variable)) {
        table.columns.push_back(&other);
      }
    }
    tables.push_back(std::move(table));
  }
  for (const Group& inner : group.groups) {
    add_tables(inner, path + (path.empty() ? "" : "_") + inner.name, &scope, tables);
  }
}

void write_head(const CsvTable& table, std::ostream& out) {
  bool first = true;
  const auto name = [&](const std::string& text) {
    out << (first ? "" : ",") << text;
    first = false;
  };
  for (const Dimension* dimension : table.dimensions) {
    name(dimension->name);
  }
  for (const Variable* variable : table.columns) {
    name(variable->name);
  }
  out << '\n';
}

// Row by row, so that a table of millions of rows needs no memory of its own.
void write_rows(const CsvTable& table, const std::function<void(const std::string&)>& write) {
  std::vector<Column> columns;
  for (const Variable* variable : table.columns) {
    columns.push_back(column_of(*variable, table.dimensions));
  }
  std::size_t rows = 1;
  for (const Dimension* dimension : table.dimensions) {
    rows *= dimension->size;
  }
  std::vector<std::size_t> position(table.dimensions.size(), 0);
  std::string line;
  for (std::size_t row = 0; row < rows; ++row) {
    line.clear();
    std::size_t rest = row;
    for (std::size_t axis = position.size(); axis-- > 0;) {
      position[axis] = rest % table.dimensions[axis]->size;
      rest /= table.dimensions[axis]->size;
    }
    for (std::size_t axis = 0; axis < position.size(); ++axis) {
      line += dimension_cell(*table.dimensions[axis], position[axis]) + ",";
    }
    for (const Column& column : columns) {
      std::size_t index = 0;
      for (std::size_t axis = 0; axis < position.size(); ++axis) {
        index += position[axis] * column.strides[axis];
      }
      line += variable_cell(*column.variable, column.flags, index) + ",";
    }
    line.back() = '\n';
    write(line);
  }
}

}  // namespace

std::vector<CsvTable> csv_tables(const Group& root) {
  std::vector<CsvTable> tables;
  add_tables(root, "", nullptr, tables);
  return tables;
}

void write_csv(const CsvTable& table, std::ostream& out) {
  write_head(table, out);
  write_rows(table, [&out](const std::string& line) { out << line; });
}

std::vector<std::filesystem::path> export_csv(const Group& root,
                                              const std::filesystem::path& folder,
                                              Overwrite overwrite) {
  constexpr std::size_t buffer_bytes = std::size_t{1} << 16;
  const std::vector<CsvTable> tables = csv_tables(root);
  std::vector<std::filesystem::path> paths;
  for (const CsvTable& table : tables) {
    paths.push_back(folder / (table.name + ".csv"));
    RAPPORT_CHECK(std::ranges::count(paths, paths.back()) == 1,
                  "two tables would be called " + paths.back().string());
    check_can_create(paths.back(), overwrite);
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    WholeFile file(paths[i], overwrite);
    std::ostringstream head;
    write_head(tables[i], head);
    std::string buffer = head.str();
    const auto flush = [&] {
      file.write(std::as_bytes(std::span(buffer)));
      buffer.clear();
    };
    write_rows(tables[i], [&](const std::string& line) {
      buffer += line;
      if (buffer.size() >= buffer_bytes) {
        flush();
      }
    });
    flush();
    file.commit();
  }
  return paths;
}

}  // namespace rapport
