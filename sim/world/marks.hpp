// Marks that few customers bear, for a while: a sparse set of (customer, what) with an end. A
// column would cost every customer its bytes; here only bearers cost anything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// Until when a customer bears a mark. 16 bytes.
struct Mark {
  std::uint32_t customer = 0;
  std::uint32_t until = 0;  ///< the first tick in which it is borne no more
  Identity what;
};
static_assert(sizeof(Mark) == 16);

/// The marks of one kind in a block. Invariant: sorted by (customer, what), each once.
class Marks {
 public:
  /// Puts a mark on, or makes it last until the later of the two ends.
  void put(std::uint32_t customer, Identity what, std::uint32_t until) {
    const auto place = find(customer, what);
    if (is_at(place, customer, what)) {
      place->until = std::max(place->until, until);
    } else {
      marks_.insert(place, {customer, until, what});
    }
  }
  void take_off(std::uint32_t customer, Identity what) {
    const auto place = find(customer, what);
    if (is_at(place, customer, what)) {
      marks_.erase(place);
    }
  }
  bool has(std::uint32_t customer, Identity what, std::uint32_t tick) {
    const auto place = find(customer, what);
    return is_at(place, customer, what) && place->until > tick;
  }
  /// Forgets what has ended.
  void sweep(std::uint32_t tick) {
    std::erase_if(marks_, [tick](const Mark& mark) { return mark.until <= tick; });
  }

  std::vector<Mark>& all() { return marks_; }
  const std::vector<Mark>& all() const { return marks_; }

 private:
  using Place = std::vector<Mark>::iterator;
  Place find(std::uint32_t customer, Identity what) {
    return std::lower_bound(marks_.begin(), marks_.end(), std::tuple(customer, what),
                            [](const Mark& mark, const auto& wanted) {
                              return std::tuple(mark.customer, mark.what) < wanted;
                            });
  }
  bool is_at(Place place, std::uint32_t customer, Identity what) const {
    return place != marks_.end() && place->customer == customer && place->what == what;
  }

  std::vector<Mark> marks_;
};

/// What a kind of mark is: hashed and printed under its name.
struct MarkKind {
  std::string_view name;
  std::string_view meaning;
};

struct MarkKindInfo {
  std::string name;
  std::string meaning;
};

/// Handle to a kind of marks that its holder puts on its own customers and takes off them.
struct OwnMarks {
  std::uint32_t index = 0;
};
/// Handle to a kind of marks that its holder only looks at.
struct ReadsMarks {
  std::uint32_t index = 0;
};

}  // namespace rapport
