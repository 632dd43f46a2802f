#include "sim/app/dictionary.hpp"

#include <algorithm>
#include <string_view>

namespace rapport::app {
namespace {

constexpr std::string_view kinds_of_uses[] = {"counter", "stock", "level"};

/// Notes that a mechanism declares the measure of this name.
void own(std::vector<MeasureEntry>& measures, const Declared& owner, std::string_view name,
         std::string_view kind, std::string_view in_books = {}) {
  for (MeasureEntry& entry : measures) {
    if (entry.measure.about.name == name) {
      entry.kind = kind;
      entry.in_books = in_books;
      entry.owners.push_back(owner.name);
    }
  }
}

void own_all(std::vector<MeasureEntry>& measures, const Declared& declared) {
  for (const Declared::MeasureUse& use : declared.measures) {
    own(measures, declared, use.info.name, kinds_of_uses[static_cast<std::size_t>(use.what)]);
  }
  for (const RatioInfo& ratio : declared.ratios) {
    own(measures, declared, ratio.about.name, "ratio");
  }
  for (const QuantileInfo& quantile : declared.quantiles) {
    own(measures, declared, quantile.about.name, "quantile");
  }
  for (const Declared::EntryUse& use : declared.entries) {
    own(measures, declared, measure_name(use.info), "entry of the books", use.info.name);
  }
}

/// What a measure that no mechanism declares is made like.
std::string_view kind_of(Totals totals) {
  constexpr std::string_view kinds[] = {"sum", "level", "ratio", "quantile"};
  return kinds[static_cast<std::size_t>(totals)];
}

/// A column of a brand or a kind of mark with those who declare it in `uses`.
template <class Info, class Uses>
ColumnEntry entry_of(const Info& info, std::string of, const std::vector<Declared>& all,
                     const Uses& uses) {
  ColumnEntry entry{info.name, std::move(of), {}, info.meaning, {}, {}};
  for (const Declared& declared : all) {
    for (const auto& use : declared.*uses) {
      if (use.info.name == info.name) {
        (use.writes ? entry.writers : entry.readers).push_back(declared.name);
      }
    }
  }
  return entry;
}

std::vector<FieldEntry> settings() {
  std::vector<FieldEntry> all;
  const auto add = [&all](std::string_view table, std::span<const Field> fields,
                          const std::string& where = {}) {
    for (const Field& field : fields) {
      all.push_back({std::string(table), field, where});
    }
  };
  add("run", run_fields());
  add("run.replicates", stop_fields(), "instead of a number of replicates");
  add("market", market_fields());
  add("network", network_fields());
  add("network", network_file_fields(), "of a network in a file");
  for (const GeneratorFields& generator : generators()) {
    add("network", generator.fields, "of generator \"" + std::string(generator.name) + "\"");
  }
  add("strategies", strategies_fields());
  add("segment", segment_fields());
  add("brand", brand_fields());
  add("strategy", strategy_fields());
  return all;
}

}  // namespace

Dictionary::Dictionary(const std::shared_ptr<const Model>& model) {
  fields = settings();
  for (Measure& m : measures_of(model)) {
    measures.push_back({std::move(m), {}, {}, {}});
  }
  for (const Declared& declared : model->declared()) {
    own_all(measures, declared);
  }
  for (MeasureEntry& entry : measures) {
    if (entry.owners.empty()) {
      entry.kind = kind_of(entry.measure.totals);
    }
  }
  const Layout& layout = *model->layout();
  for (const ColumnInfo& column : layout.rows.columns) {
    columns.push_back({column.name,
                       column.of == Of::relation ? "each customer and brand" : "each customer",
                       column.unit, column.meaning, column.writers, column.readers});
  }
  for (const BrandColumnInfo& column : layout.brand_columns) {
    columns.push_back(entry_of(column, "each brand", model->declared(), &Declared::brand_columns));
    columns.back().unit = column.unit;
  }
  for (const MarkKindInfo& mark : layout.marks) {
    columns.push_back(
        entry_of(mark, "some customers, for a while", model->declared(), &Declared::marks));
  }
}

}  // namespace rapport::app
