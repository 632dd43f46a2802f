// A set of 32-bit ids that tells each one's place among them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rapport {

/// Ids that lie close are marked in a bitmap with counts beside it; wide apart ones are sorted.
class IdSet {
 public:
  /// All ids of the lists.
  explicit IdSet(const std::vector<const std::vector<std::uint32_t>*>& lists) {
    std::uint32_t greatest = 0;
    std::uint64_t count = 0;
    for (const auto* list : lists) {
      for (const std::uint32_t id : *list) {
        greatest = std::max(greatest, id);
      }
      count += list->size();
    }
    if (count == 0) {
      return;
    }
    constexpr std::uint64_t most_ids_an_entry = 64;
    if (greatest / most_ids_an_entry <= count) {
      mark(greatest, lists);
    } else {
      sort(count, lists);
    }
  }

  /// The ids whose bits are set, bit 0 of the first word being id 0.
  explicit IdSet(std::vector<std::uint64_t>&& marked) : words_(std::move(marked)) { count(); }

  std::uint32_t size() const {
    return words_.empty() ? static_cast<std::uint32_t>(sorted_.size()) : size_;
  }

  bool contains(std::uint32_t id) const {
    if (!words_.empty()) {
      return id / 64 < words_.size() && (words_[id / 64] >> (id % 64) & 1U) != 0;
    }
    return std::binary_search(sorted_.begin(), sorted_.end(), id);
  }

  /// How many ids of the set are below one that is in it.
  std::uint32_t rank(std::uint32_t id) const {
    if (unbroken_) {
      return id - least_;
    }
    if (!words_.empty()) {
      const std::uint64_t below = words_[id / 64] & ((std::uint64_t{1} << (id % 64)) - 1);
      return before_[id / 64] + static_cast<std::uint32_t>(std::popcount(below));
    }
    return static_cast<std::uint32_t>(std::lower_bound(sorted_.begin(), sorted_.end(), id) -
                                      sorted_.begin());
  }

  /// Puts ranks in the place of ids that are in the set.
  void to_ranks(std::span<std::uint32_t> some) const {
    const std::uint32_t least = least_;
    const bool unbroken = unbroken_;
    for (std::uint32_t& id : some) {
      id = unbroken ? id - least : rank(id);
    }
  }

  /// In ascending order.
  std::vector<std::uint32_t> sorted() const {
    if (words_.empty()) {
      return sorted_;
    }
    std::vector<std::uint32_t> ids;
    ids.reserve(size_);
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t left = words_[w]; left != 0; left &= left - 1) {
        ids.push_back(static_cast<std::uint32_t>(w * 64) +
                      static_cast<std::uint32_t>(std::countr_zero(left)));
      }
    }
    return ids;
  }

 private:
  using Lists = std::vector<const std::vector<std::uint32_t>*>;

  void mark(std::uint32_t greatest, const Lists& lists) {
    words_.resize(greatest / 64 + std::size_t{1});
    for (const auto* list : lists) {
      for (const std::uint32_t id : *list) {
        words_[id / 64] |= std::uint64_t{1} << (id % 64);
      }
    }
    count();
  }

  void count() {
    before_.reserve(words_.size());
    for (const std::uint64_t word : words_) {
      before_.push_back(size_);
      size_ += static_cast<std::uint32_t>(std::popcount(word));
    }
    std::size_t first = 0;
    std::size_t last = words_.size();
    while (first < last && words_[first] == 0) {
      ++first;
    }
    while (first < last && words_[last - 1] == 0) {
      --last;
    }
    if (first < last) {
      const auto least = first * 64 + static_cast<unsigned>(std::countr_zero(words_[first]));
      const auto end = last * 64 - static_cast<unsigned>(std::countl_zero(words_[last - 1]));
      unbroken_ = end - least == size_;
      least_ = static_cast<std::uint32_t>(least);
    }
  }

  void sort(std::uint64_t count, const Lists& lists) {
    sorted_.reserve(count);
    for (const auto* list : lists) {
      sorted_.insert(sorted_.end(), list->begin(), list->end());
    }
    std::sort(sorted_.begin(), sorted_.end());
    sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
  }

  std::vector<std::uint64_t> words_;  ///< a bit for each id up to the greatest; or empty, and
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> sorted_;  ///< the ids themselves
  std::uint32_t size_ = 0;             ///< of what is marked
  bool unbroken_ = false;              ///< all ids from `least_` on are marked
  std::uint32_t least_ = 0;
};

}  // namespace rapport
