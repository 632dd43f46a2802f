// A configured model: mechanisms with their numbers, the dispatch table, and the layout of the
// world that they need. Immutable while worlds run; one model serves all replicates of a strategy.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tick/declaration.hpp"

namespace rapport {

class Model {
 public:
  /// Builds the mechanisms of the catalogue for which `on(entry)` holds. Throws Contradiction when
  /// two of them declare one name differently, or write one column in one kind of happening (or a
  /// brand's column in one hook) without a stated order.
  template <class On>
  Model(Catalogue catalogue, const Extent& extent, const On& on) : extent_(extent) {
    for (const CatalogueEntry& entry : catalogue) {
      if (on(entry)) {
        add(entry);
      }
    }
    finish();
  }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  /// Of the market that it is made for.
  const Extent& extent() const { return extent_; }
  std::vector<Declared>& declared() { return declared_; }
  const std::vector<Declared>& declared() const { return declared_; }
  /// nullptr when there is no such mechanism or parameter.
  Parameter* find(std::string_view mechanism, std::string_view parameter);

  const std::shared_ptr<const Layout>& layout() const { return layout_; }
  const Dispatch& dispatch() const { return dispatch_; }
  const std::vector<std::unique_ptr<Mechanism>>& mechanisms() const { return mechanisms_; }
  /// The one mechanism that decides what is seen; nullptr: nothing ever is.
  const Mechanism* feed() const { return feed_; }

  // What the engine itself counts.
  Counter addressed{};  ///< copies of messages addressed to people
  Counter shown{};      ///< of those, how many will stand in a feed

 private:
  void add(const CatalogueEntry&);
  void finish();
  void lay_out_columns(Layout&);
  void lay_out_brands(Layout&);
  void lay_out_marks(Layout&);
  void lay_out_measures(Layout&);
  void refuse_unordered_writers() const;

  Extent extent_;
  std::vector<Declared> declared_;
  std::vector<std::unique_ptr<Mechanism>> mechanisms_;
  Dispatch dispatch_;
  const Mechanism* feed_ = nullptr;
  std::shared_ptr<const Layout> layout_;
};

}  // namespace rapport
