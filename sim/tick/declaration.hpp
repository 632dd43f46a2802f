// How a mechanism says what it needs: parameters, columns, measures, handlers. The model collects
// the declarations of all its mechanisms and lays out the world from them.
#pragma once

#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/core/parameters.hpp"
#include "sim/tick/mechanism.hpp"

namespace rapport {

/// One mechanism's declarations, with the handles to fill in once the layout is known.
struct Declared {
  std::string name;  ///< of the mechanism
  std::string chapter;
  std::string summary;
  std::string claims;
  std::vector<Parameter> parameters;
  std::vector<Constraint> constraints;
  std::string spends_allowance;  ///< the flag that decides whether it does; empty: it cannot
  std::vector<Kind> hears;
  struct ColumnUse {
    ColumnInfo info;
    bool writes = false;
    std::vector<std::string> after;  ///< writers that this one is known to follow
    std::uint32_t* offset = nullptr;
  };
  std::vector<ColumnUse> columns;
  struct BrandUse {
    BrandColumnInfo info;
    bool writes = false;
    std::vector<std::string> after;  ///< writers that this one is known to follow
    std::uint32_t* index = nullptr;
  };
  std::vector<BrandUse> brand_columns;
  struct ListUse {
    BrandListInfo info;
    bool writes = true;
    std::vector<std::string> after;  ///< writers that this one is known to follow
    std::uint32_t* index = nullptr;
  };
  std::vector<ListUse> lists;
  struct MarkUse {
    MarkKindInfo info;
    bool writes = false;
    std::vector<std::string> after;  ///< writers that this one is known to follow
    std::uint32_t* index = nullptr;
  };
  std::vector<MarkUse> marks;
  struct MeasureUse {
    enum class What : std::uint8_t { counter, stock, level } what = What::counter;
    MeasureInfo info;
    std::uint32_t* index = nullptr;
  };
  std::vector<MeasureUse> measures;
  std::vector<RatioInfo> ratios;
  std::vector<QuantileInfo> quantiles;
  struct EntryUse {
    EntryInfo info;
    std::uint32_t* index = nullptr;
  };
  std::vector<EntryUse> entries;
  std::vector<std::pair<Kind, Handler>> handlers;
};

class Declaration {
 public:
  Declaration(Declared& into, const Extent& extent) : into_(into), extent_(extent) {}

  std::size_t brand_count() const { return extent_.brands; }
  std::size_t platform_count() const { return extent_.platforms; }

  /// A real number.
  template <class V>
  void parameter(std::string_view name, V& values, const About& about) {
    add(name, values, V::scope, ValueKind::real, about, {});
  }
  /// A whole number.
  template <class V>
  void whole(std::string_view name, V& values, const About& about) {
    add(name, values, V::scope, ValueKind::whole, about, {});
  }
  /// true or false; stored as 1 or 0.
  template <class V>
  void flag(std::string_view name, V& values, const About& about) {
    About bounded = about;
    bounded.low = 0;
    bounded.high = 1;
    add(name, values, V::scope, ValueKind::flag, bounded, {});
  }
  /// One of some words; stored as the word's number.
  template <class V>
  void word(std::string_view name, V& values, std::initializer_list<std::string_view> words,
            const About& about) {
    About bounded = about;
    bounded.low = 0;
    bounded.high = static_cast<double>(words.size()) - 1;
    add(name, values, V::scope, ValueKind::word, bounded, {words.begin(), words.end()});
  }

  /// What must hold among parameters declared above besides their ranges; `rule` says it to whoever
  /// broke it, the names in quotes. `holds` is asked as it is written: of all at once, bool(); for
  /// each brand, bool(BrandId); each platform, bool(PlatformId); each segment, bool(SegmentId); or
  /// each brand and platform. A scenario that breaks it is refused; who sets numbers in a model
  /// without a scenario may break it.
  template <class Holds>
  void require(std::initializer_list<std::string_view> parameters, std::string_view rule,
               const Holds& holds) {
    Constraint& constraint = into_.constraints.emplace_back();
    constraint.parameters.assign(parameters.begin(), parameters.end());
    constraint.rule = rule;
    if constexpr (std::is_invocable_v<Holds, BrandId, PlatformId>) {
      constraint.scope = {.brand = true, .platform = true};
      constraint.holds = [holds](const Cell& cell) {
        return holds(static_cast<BrandId>(cell.brand), static_cast<PlatformId>(cell.platform));
      };
    } else if constexpr (std::is_invocable_v<Holds, BrandId>) {
      constraint.scope = {.brand = true};
      constraint.holds = [holds](const Cell& cell) {
        return holds(static_cast<BrandId>(cell.brand));
      };
    } else if constexpr (std::is_invocable_v<Holds, PlatformId>) {
      constraint.scope = {.platform = true};
      constraint.holds = [holds](const Cell& cell) {
        return holds(static_cast<PlatformId>(cell.platform));
      };
    } else if constexpr (std::is_invocable_v<Holds, SegmentId>) {
      constraint.scope = {.segment = true};
      constraint.holds = [holds](const Cell& cell) {
        return holds(static_cast<SegmentId>(cell.segment));
      };
    } else {
      constraint.holds = [holds](const Cell&) { return holds(); };
    }
  }

  /// Names a flag declared above: where it is true, this mechanism spends money that the study
  /// grants (Office::allowance). A scenario with money to spend and nothing that spends it is
  /// refused.
  void spends_allowance(std::string_view flag) { into_.spends_allowance = flag; }

  /// A column that this mechanism writes. Where another mechanism writes it in the same kind of
  /// happening, name that one in `after`: handlers run in catalogue order, and two writers whose
  /// order nobody stated are refused.
  template <class T>
  void own(Own<T>& handle, const Column<T>& column,
           std::initializer_list<std::string_view> after = {}) {
    use(column, true, &handle.offset, after);
  }
  template <class T>
  void reads(Reads<T>& handle, const Column<T>& column) {
    use(column, false, &handle.offset, {});
  }

  /// A brand's number that this mechanism writes, or adds to. Where another mechanism writes it in
  /// the same hook (both open, or both close), name that one in `after`, as for a column.
  void own(BrandOwn& handle, const BrandColumn& column,
           std::initializer_list<std::string_view> after = {}) {
    into_.brand_columns.push_back(
        {info_of(column), true, {after.begin(), after.end()}, &handle.index});
  }
  void reads(BrandReads& handle, const BrandColumn& column) {
    into_.brand_columns.push_back({info_of(column), false, {}, &handle.index});
  }
  /// A brand's list that this mechanism puts items on or takes them off; `after` as for a number.
  template <class T>
  void list(BrandList<T>& handle, std::string_view name,
            std::initializer_list<std::string_view> after = {}) {
    Declared::ListUse& use = into_.lists.emplace_back();
    use.info.name = name;
    use.info.item_bytes = sizeof(T);
    use.after.assign(after.begin(), after.end());
    use.index = &handle.index;
  }

  /// Marks that this mechanism puts on and takes off; `after` as for a column.
  void own(OwnMarks& handle, const MarkKind& kind,
           std::initializer_list<std::string_view> after = {}) {
    use(kind, true, handle.index, after);
  }
  void reads(ReadsMarks& handle, const MarkKind& kind) { use(kind, false, handle.index, {}); }

  void counter(Counter& handle, const SharedCounter& counter) {
    into_.measures.push_back({Declared::MeasureUse::What::counter,
                              {std::string(counter.name), counter.ladder, counter.of,
                               std::string(counter.unit), std::string(counter.meaning), true},
                              &handle.index});
  }
  void stock(Stock& handle, const MeasureInfo& info) {
    into_.measures.push_back({Declared::MeasureUse::What::stock, info, &handle.index});
    into_.measures.back().info.of = MeasureOf::brand;
  }
  void level(Level& handle, const MeasureInfo& info) {
    into_.measures.push_back({Declared::MeasureUse::What::level, info, &handle.index});
    into_.measures.back().info.of = MeasureOf::brand;
  }
  void ratio(const RatioInfo& info) { into_.ratios.push_back(info); }
  void quantile(const QuantileInfo& info) { into_.quantiles.push_back(info); }

  void entry(Entry& handle, const EntryInfo& info) {
    into_.entries.push_back({info, &handle.index});
  }

  /// Subscribes a method `void M::f(Turn&, const H&) const` to happenings of kind H.
  template <auto Method, class M>
  void on(const M& mechanism) {
    subscribe<Method>(mechanism, Method);
  }

 private:
  template <auto Method, class M, class H>
  void subscribe(const M& mechanism, void (M::*)(Turn&, const H&) const) {
    Handler handler;
    handler.mechanism = &mechanism;
    handler.call = [](const void* self, Turn& turn, const void* happening) {
      (static_cast<const M*>(self)->*Method)(turn, *static_cast<const H*>(happening));
    };
    into_.handlers.emplace_back(H::kind, handler);
    into_.hears.push_back(H::kind);
  }

  template <class T>
  void use(const Column<T>& column, bool writes, std::uint32_t* offset,
           std::initializer_list<std::string_view> after) {
    Declared::ColumnUse use;
    use.info.name = column.name;
    use.info.of = column.of;
    use.info.stored = stored_as<T>();
    use.info.unit = column.unit;
    use.info.low = column.low;
    use.info.high = column.high;
    use.info.meaning = column.meaning;
    std::memcpy(&use.info.initial_bits, &column.initial, sizeof(T));
    use.writes = writes;
    use.after.assign(after.begin(), after.end());
    use.offset = offset;
    into_.columns.push_back(std::move(use));
  }
  void use(const MarkKind& kind, bool writes, std::uint32_t& index,
           std::initializer_list<std::string_view> after) {
    into_.marks.push_back({{std::string(kind.name), std::string(kind.meaning)},
                           writes,
                           {after.begin(), after.end()},
                           &index});
  }
  static BrandColumnInfo info_of(const BrandColumn& column) {
    return {std::string(column.name), std::string(column.unit), column.initial,
            std::string(column.meaning)};
  }
  void add(std::string_view name, Values& values, Scope scope, ValueKind kind, const About& about,
           std::vector<std::string> words) {
    values.lay_out(scope, extent_, about.value);
    into_.parameters.push_back({std::string(name), about, scope, kind, std::move(words), &values});
  }

  Declared& into_;
  Extent extent_;
};

}  // namespace rapport
