// A brand's unanswered cases, as its desk looks at them: questions and complaints in lists of their
// own, each in the order in which they came on it (found_at, then in order of arrival). What is
// taken or dropped stands near an end of its list, so that a backlog of any length costs nothing.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "sim/world/brand_states.hpp"
#include "sim/world/cases.hpp"
#include "sim/world/clock.hpp"

namespace rapport {

/// Which of the cases on the list is taken up next.
enum class Triage : std::uint8_t {
  first_come,       ///< the one longest on the list
  newest_first,     ///< the one that came last
  complaints_first  ///< the complaint longest on the list, else the question longest on it
};

/// Puts a case on a list, where its `found_at` belongs: seldom far from the end.
inline void list_case(ItemList& list, const Case& one) {
  list.push(one);
  const std::span<Case> cases = list.items<Case>();
  for (std::size_t i = cases.size() - 1; i > 0 && cases[i].found_at < cases[i - 1].found_at; --i) {
    std::swap(cases[i], cases[i - 1]);
  }
}

/// Looks at the two lists of a brand; holds nothing itself.
class OpenCases {
 public:
  /// `drops_impatient`: a case is gone once its customer's patience has ended.
  OpenCases(ItemList& questions, ItemList& complaints, bool drops_impatient)
      : lists_{&questions, &complaints}, drops_impatient_(drops_impatient) {}

  std::size_t questions() const { return cases(0).size(); }
  std::size_t complaints() const { return cases(1).size(); }

  /// Takes the next case that is on the list at `clock` (hours); none if there is none.
  std::optional<Case> take(Triage triage, Hours clock) {
    const std::optional<Place> next =
        triage == Triage::newest_first ? newest(clock) : oldest(triage, clock);
    if (!next) {
      return std::nullopt;
    }
    const Case one = cases(next->list)[next->nth];
    lists_[next->list]->remove<Case>(next->nth);
    return one;
  }

  /// When the next case comes on the list after `clock`; `end` if none does before it.
  Hours next_arrival(Hours clock, Hours end) const {
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::span<const Case> all = cases(l);
      for (std::size_t i = listed(l, clock); i < all.size() && all[i].found_at < end; ++i) {
        if (!gone(all[i], all[i].found_at)) {
          end = all[i].found_at;
        }
      }
    }
    return end;
  }

  /// Drops cases that have been on the list for `age` hours at `now`, and the impatient where they
  /// leave. Returns how many.
  std::int64_t drop(Hours now, Hours age) {
    std::int64_t dropped = 0;
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::size_t old = listed(l, now - age);
      lists_[l]->drop_front<Case>(old);
      dropped += static_cast<std::int64_t>(old);
      if (drops_impatient_) {
        dropped += drop_impatient(*lists_[l], now);
      }
    }
    return dropped;
  }

 private:
  struct Place {
    std::size_t list = 0;
    std::size_t nth = 0;
  };

  std::span<const Case> cases(std::size_t list) const { return lists_[list]->items<Case>(); }

  /// How many of a list are on it at `clock`: they are its first.
  std::size_t listed(std::size_t list, Hours clock) const {
    const std::span<const Case> all = cases(list);
    const auto end = std::ranges::upper_bound(all, clock, {}, &Case::found_at);
    return static_cast<std::size_t>(end - all.begin());
  }

  bool gone(const Case& one, Hours clock) const {
    return drops_impatient_ && one.patience_ends <= clock;
  }

  bool before(Place x, Place y) const {
    const Case& a = cases(x.list)[x.nth];
    const Case& b = cases(y.list)[y.nth];
    return std::tuple(a.found_at, a.at, a.customer, a.cause) <
           std::tuple(b.found_at, b.at, b.customer, b.cause);
  }

  std::optional<Place> oldest(Triage triage, Hours clock) const {
    std::optional<Place> best;
    for (const std::size_t l : {std::size_t{1}, std::size_t{0}}) {
      const std::span<const Case> all = cases(l);
      std::size_t i = 0;
      while (i < all.size() && all[i].found_at <= clock && gone(all[i], clock)) {
        ++i;
      }
      if (i == all.size() || all[i].found_at > clock) {
        continue;
      }
      const Place place{l, i};
      if (!best || (triage == Triage::first_come && before(place, *best))) {
        best = place;
      }
    }
    return best;
  }

  std::optional<Place> newest(Hours clock) const {
    std::optional<Place> best;
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      std::size_t end = listed(l, clock);
      while (end > 0 && gone(cases(l)[end - 1], clock)) {
        --end;
      }
      if (end > 0 && (!best || before(*best, {l, end - 1}))) {
        best = Place{l, end - 1};
      }
    }
    return best;
  }

  static std::int64_t drop_impatient(ItemList& list, Hours now) {
    const std::span<Case> all = list.items<Case>();
    const auto left =
        std::ranges::remove_if(all, [&](const Case& one) { return one.patience_ends <= now; });
    list.keep<Case>(all.size() - left.size());
    return static_cast<std::int64_t>(left.size());
  }

  std::array<ItemList*, 2> lists_;
  bool drops_impatient_;
};

}  // namespace rapport
