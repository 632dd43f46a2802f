// What a model measures and what it remembers, by name, with the mechanisms that have to do with
// it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/scenario/vocabulary.hpp"
#include "sim/study/series.hpp"

namespace rapport::app {

/// A measure as `rapport explain` shows it.
struct MeasureEntry {
  Measure measure;                  ///< without values
  std::string kind;                 ///< "counter", "stock", "level", "ratio", "quantile", ...
  std::string in_books;             ///< what its entry of the books is called; empty: it is none
  std::vector<std::string> owners;  ///< mechanisms that declare it; empty: every study has it
};

/// A number that customers or brands bear through a run, or a mark that few customers bear.
struct ColumnEntry {
  std::string name;
  std::string of;    ///< "each customer", "each customer and brand", "each brand"
  std::string unit;  ///< empty for a mark
  std::string meaning;
  std::vector<std::string> writers;  ///< mechanisms
  std::vector<std::string> readers;
};

/// A setting of the scenario itself: of [run], [market], [network] or a strategy.
struct FieldEntry {
  std::string table;  ///< "run"
  Field field;
  std::string where;  ///< "with generator = \"holme_kim\""; empty: wherever the table stands
};

struct Dictionary {
  explicit Dictionary(const std::shared_ptr<const Model>&);

  std::vector<FieldEntry> fields;      ///< as a scenario says them
  std::vector<MeasureEntry> measures;  ///< in the order in which a study records them
  std::vector<ColumnEntry> columns;    ///< customers', brands', marks
};

}  // namespace rapport::app
