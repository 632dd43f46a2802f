// The panel: a few customers followed singly, what happened to them and what they were each week.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sim/study/study.hpp"

namespace rapport {

/// A column of the panel: a plain column of customers' rows, or trust.
struct PanelColumn {
  std::string name;
  Of of = Of::relation;
  std::string unit;
  std::string meaning;
  std::uint32_t offset = 0;
  Stored stored = Stored::f32;
  bool is_trust = false;  ///< read through the law of trust from its two columns of evidence
};

/// Trust first (where the model has it), then every column that does not fade.
std::vector<PanelColumn> panel_columns(const StudySpec&);

/// Customers of the panel: `panel` of them or all, evenly by row; ascending.
std::vector<std::uint32_t> panel_of(std::uint32_t customers, std::uint32_t panel);

/// How many numbers look_at_panel adds.
std::size_t panel_numbers(const StudySpec&);

/// Adds what the members of the panel are now, [panel column][brand][customer].
void look_at_panel(const StudySpec&, const World&, std::vector<float>& panel);

/// Notes what happens to the members of a panel.
class PanelWatch final : public Watch {
 public:
  explicit PanelWatch(std::vector<std::uint32_t> members) : members_(std::move(members)) {}

  std::uint32_t next_chosen(std::uint32_t from) const override;
  void saw(CustomerId who, Hours now, Kind kind, const void* happening) override;

  /// Adds what it noted, sorted by (hour, customer, order), to what was noted of earlier weeks.
  void append_to(std::vector<PanelEvent>& events);

 private:
  std::vector<std::uint32_t> members_;  ///< ascending
  std::mutex mutex_;
  std::vector<PanelEvent> events_;
};

}  // namespace rapport
