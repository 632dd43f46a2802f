#include "sim/tick/model.hpp"

#include <algorithm>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

/// The place of an item of this name, appended if it is new.
template <class Item, class Same>
std::uint32_t enter(std::vector<Item>& items, const Item& item, std::string_view what,
                    const Same& same) {
  const auto found = std::ranges::find(items, item.name, &Item::name);
  if (found == items.end()) {
    items.push_back(item);
    return static_cast<std::uint32_t>(items.size() - 1);
  }
  RAPPORT_CHECK(same(*found, item),
                std::string(what) + " '" + item.name + "' is declared in two different ways");
  return static_cast<std::uint32_t>(found - items.begin());
}

bool hear_the_same(const Declared& a, const Declared& b) {
  return std::ranges::any_of(
      a.hears, [&](Kind kind) { return std::ranges::find(b.hears, kind) != b.hears.end(); });
}

/// Whether both have a hook in which brand columns are written. All open before any closes, so that
/// one who opens and one who closes are in order.
bool act_together(const Mechanism& a, const Mechanism& b) {
  return (a.opens && b.opens) || (a.closes && b.closes);
}

/// Throws where both mechanisms write one of these columns, and the one that acts later does not
/// state that it does.
template <class Use>
void refuse_unordered(const Declared& first, const std::vector<Use>& firsts, const Declared& second,
                      const std::vector<Use>& seconds, std::string_view where) {
  for (const Use& later : seconds) {
    const bool both = later.writes && std::ranges::any_of(firsts, [&](const Use& use) {
                        return use.writes && use.info.name == later.info.name;
                      });
    const bool stated = std::ranges::find(later.after, first.name) != later.after.end();
    RAPPORT_CHECK(!both || stated, "'" + first.name + "' and '" + second.name + "' both write '" +
                                       later.info.name + "' in " + std::string(where) +
                                       ", and neither states the order");
  }
}

}  // namespace

void Model::add(const CatalogueEntry& entry) {
  Declared& declared = declared_.emplace_back();
  declared.name = entry.name;
  declared.chapter = entry.chapter;
  declared.summary = entry.info->summary;
  declared.claims = entry.info->claims;
  mechanisms_.push_back(entry.info->make());
  Declaration declaration(declared, extent_);
  mechanisms_.back()->declare(declaration);
  for (const Constraint& constraint : declared.constraints) {
    for (const std::string& name : constraint.parameters) {
      RAPPORT_CHECK(find(declared.name, name) != nullptr, "'" + declared.name +
                                                              "' requires something of '" + name +
                                                              "', which is none of its parameters");
    }
  }
  if (mechanisms_.back()->feeds) {
    RAPPORT_CHECK(feed_ == nullptr, "one mechanism alone decides what is seen");
    feed_ = mechanisms_.back().get();
  }
  for (const auto& [kind, handler] : declared.handlers) {
    dispatch_[static_cast<std::size_t>(kind)].push_back(handler);
  }
}

void Model::finish() {
  Declared& engine = declared_.emplace_back();
  engine.name = "engine";
  engine.chapter = "tick";
  engine.summary = "what the engine itself counts";
  Declaration declaration(engine, extent_);
  declaration.counter(addressed,
                      {"copies_addressed", Ladder::operations, MeasureOf::brand_and_platform, "1",
                       "copies of messages about the brand addressed to people"});
  declaration.counter(shown, {"copies_shown", Ladder::operations, MeasureOf::brand_and_platform,
                              "1", "of those, copies that stand in a feed at a log-in"});
  auto layout = std::make_shared<Layout>();
  lay_out_columns(*layout);
  layout->rows.pack(static_cast<std::uint32_t>(extent_.brands));
  for (Declared& declared : declared_) {
    for (const Declared::ColumnUse& use : declared.columns) {
      *use.offset =
          std::ranges::find(layout->rows.columns, use.info.name, &ColumnInfo::name)->offset;
    }
  }
  lay_out_brands(*layout);
  lay_out_marks(*layout);
  lay_out_measures(*layout);
  layout_ = std::move(layout);
  refuse_unordered_writers();
}

void Model::lay_out_columns(Layout& layout) {
  const auto same = [](const ColumnInfo& a, const ColumnInfo& b) {
    return a.of == b.of && a.stored == b.stored && a.initial_bits == b.initial_bits;
  };
  for (const Declared& declared : declared_) {
    for (const Declared::ColumnUse& use : declared.columns) {
      const std::uint32_t place = enter(layout.rows.columns, use.info, "column", same);
      ColumnInfo& column = layout.rows.columns[place];
      (use.writes ? column.writers : column.readers).push_back(declared.name);
    }
  }
}

void Model::lay_out_brands(Layout& layout) {
  for (const Declared& declared : declared_) {
    for (const Declared::BrandUse& use : declared.brand_columns) {
      *use.index = enter(layout.brand_columns, use.info, "brand column",
                         [](const BrandColumnInfo& a, const BrandColumnInfo& b) {
                           return a.initial == b.initial && a.unit == b.unit;
                         });
    }
    for (const Declared::ListUse& use : declared.lists) {
      *use.index = enter(layout.brand_lists, use.info, "list",
                         [](const BrandListInfo& a, const BrandListInfo& b) {
                           return a.item_bytes == b.item_bytes;
                         });
    }
  }
}

void Model::lay_out_marks(Layout& layout) {
  for (const Declared& declared : declared_) {
    for (const Declared::MarkUse& use : declared.marks) {
      *use.index = enter(
          layout.marks, use.info, "kind of mark",
          [](const MarkKindInfo& a, const MarkKindInfo& b) { return a.meaning == b.meaning; });
    }
  }
}

void Model::lay_out_measures(Layout& layout) {
  const auto same = [](const MeasureInfo& a, const MeasureInfo& b) {
    return a.unit == b.unit && a.of == b.of && a.ladder == b.ladder;
  };
  for (const Declared& declared : declared_) {
    for (const Declared::MeasureUse& use : declared.measures) {
      using What = Declared::MeasureUse::What;
      auto& list = use.what == What::counter ? layout.measures.counters
                   : use.what == What::stock ? layout.measures.stocks
                                             : layout.measures.levels;
      *use.index = enter(list, use.info, "measure", same);
    }
    for (const RatioInfo& ratio : declared.ratios) {
      layout.measures.ratios.push_back(ratio);
    }
    for (const QuantileInfo& quantile : declared.quantiles) {
      layout.measures.quantiles.push_back(quantile);
    }
    for (const Declared::EntryUse& use : declared.entries) {
      *use.index =
          enter(layout.entries, use.info, "entry", [](const EntryInfo& a, const EntryInfo& b) {
            return a.with == b.with && a.income == b.income;
          });
    }
  }
}

void Model::refuse_unordered_writers() const {
  for (std::size_t first = 0; first < declared_.size(); ++first) {
    for (std::size_t second = first + 1; second < declared_.size(); ++second) {
      const Declared& a = declared_[first];
      const Declared& b = declared_[second];
      if (hear_the_same(a, b)) {
        refuse_unordered(a, a.columns, b, b.columns, "one kind of happening");
        refuse_unordered(a, a.marks, b, b.marks, "one kind of happening");
      }
      if (second < mechanisms_.size() && act_together(*mechanisms_[first], *mechanisms_[second])) {
        refuse_unordered(a, a.brand_columns, b, b.brand_columns, "one hook of a brand");
        refuse_unordered(a, a.lists, b, b.lists, "one hook of a brand");
      }
    }
  }
}

Parameter* Model::find(std::string_view mechanism, std::string_view parameter) {
  const auto owner = std::ranges::find(declared_, mechanism, &Declared::name);
  if (owner == declared_.end()) {
    return nullptr;
  }
  const auto found = std::ranges::find(owner->parameters, parameter, &Parameter::name);
  return found == owner->parameters.end() ? nullptr : &*found;
}

}  // namespace rapport
