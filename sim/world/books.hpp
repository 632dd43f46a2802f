// Double-entry books in integer cents: every booking moves money between a brand and one
// counterparty, so the sum over all accounts is zero after every tick.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

using Cents = std::int64_t;

/// Who a brand pays or is paid by.
enum class Counterparty : std::uint8_t { customers, staff, suppliers, platforms };
inline constexpr std::size_t counterparties = 4;

/// A kind of income or cost: what it is called, and which side of the contribution margin it is on.
struct EntryInfo {
  std::string name;
  Counterparty with = Counterparty::suppliers;
  bool income = false;
  bool variable = false;  ///< moves with units sold: part of the contribution margin
  std::string meaning;
};

/// Handle to a declared entry.
struct Entry {
  std::uint32_t index = 0;
};

class Books {
 public:
  Books() = default;
  Books(std::vector<EntryInfo> entries, std::size_t brands)
      : entries_(std::move(entries)),
        cash_(brands, 0),
        theirs_(brands * counterparties, 0),
        week_(brands * entries_.size(), 0),
        total_(brands * entries_.size(), 0) {}

  /// Books `amount` >= 0 cents of income or cost.
  void book(BrandId brand, Entry entry, Cents amount) {
    const EntryInfo& info = entries_[entry.index];
    const Cents to_brand = info.income ? amount : -amount;
    cash_[row(brand)] += to_brand;
    theirs_[row(brand) * counterparties + static_cast<std::size_t>(info.with)] -= to_brand;
    week_[row(brand) * entries_.size() + entry.index] += amount;
    total_[row(brand) * entries_.size() + entry.index] += amount;
  }

  const std::vector<EntryInfo>& entries() const { return entries_; }
  Cents week(BrandId brand, Entry entry) const {
    return week_[row(brand) * entries_.size() + entry.index];
  }
  Cents total(BrandId brand, Entry entry) const {
    return total_[row(brand) * entries_.size() + entry.index];
  }
  /// Income less cost since the start.
  Cents cash(BrandId brand) const { return cash_[row(brand)]; }
  /// The sum over all accounts: zero, or money was made or lost.
  Cents imbalance() const {
    Cents sum = 0;
    for (const Cents c : cash_) {
      sum += c;
    }
    for (const Cents c : theirs_) {
      sum += c;
    }
    return sum;
  }
  void close_week() { week_.assign(week_.size(), 0); }

  /// Everything the books hold, for digest and checkpoint.
  template <class Visit>
  void each_column(Visit&& visit) {
    visit(cash_);
    visit(theirs_);
    visit(week_);
    visit(total_);
  }
  template <class Visit>
  void each_column(Visit&& visit) const {
    visit(cash_);
    visit(theirs_);
    visit(week_);
    visit(total_);
  }

 private:
  std::vector<EntryInfo> entries_;
  std::vector<Cents> cash_;    // by brand
  std::vector<Cents> theirs_;  // by brand and counterparty
  std::vector<Cents> week_;    // by brand and entry
  std::vector<Cents> total_;   // by brand and entry
};

}  // namespace rapport
