// Holme-Kim growth, the erased configuration model and power-law degrees (sources: generate.hpp).
#include "sim/world/generate.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace rapport {

namespace {

/// A whole number from 0 up to, not including, `end` (below 2^52), even for u on (0,1).
std::uint64_t whole_below(std::uint64_t end, double u) {
  return std::min(static_cast<std::uint64_t>(u * static_cast<double>(end)), end - 1);
}

/// For every customer the friends who came later, in the order they came: lists that only grow, in
/// one pool of blocks that double and are used again.
class LaterFriends {
 public:
  LaterFriends(std::uint32_t customers, std::uint64_t friendships)
      : lists_(customers),
        // A list of c entries has used up at most 4 c + 8 words; what is never touched costs
        // nothing.
        pool_(std::make_unique_for_overwrite<std::uint32_t[]>(4 * friendships +
                                                              (customers + 1ULL) * smallest)) {
    unused_.fill(none);
  }

  void append(std::uint32_t customer, std::uint32_t later) {
    List& list = lists_[customer];
    if (list.size == 0 || (list.size >= smallest && std::has_single_bit(list.size))) {
      grow(list);
    }
    pool_[std::uint64_t{list.block} * smallest + list.size++] = later;
  }

  std::span<const std::uint32_t> of(std::uint32_t customer) const {
    const List list = lists_[customer];
    return {pool_.get() + std::uint64_t{list.block} * smallest, list.size};
  }

 private:
  static constexpr std::uint32_t smallest = 8;  // words in the smallest block
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct List {
    std::uint32_t block = 0;  // in units of the smallest block
    std::uint32_t size = 0;
  };

  void grow(List& list) {
    const std::uint32_t old_words = list.size;
    const std::uint32_t words = old_words == 0 ? smallest : 2 * old_words;
    const std::uint32_t block = take(words);
    std::uint32_t* from = pool_.get() + std::uint64_t{list.block} * smallest;
    std::copy_n(from, old_words, pool_.get() + std::uint64_t{block} * smallest);
    if (old_words != 0) {
      from[0] = std::exchange(unused_[size_class(old_words)], list.block);
    }
    list.block = block;
  }

  std::uint32_t take(std::uint32_t words) {
    std::uint32_t& head = unused_[size_class(words)];
    if (head != none) {
      return std::exchange(head, pool_[std::uint64_t{head} * smallest]);
    }
    return std::exchange(end_, end_ + words / smallest);
  }

  static std::size_t size_class(std::uint32_t words) {
    return static_cast<std::size_t>(std::countr_zero(words));
  }

  std::vector<List> lists_;
  std::unique_ptr<std::uint32_t[]> pool_;
  std::array<std::uint32_t, 32>
      unused_{};  // first unused block of each size; its word 0 = the next
  std::uint32_t end_ = 0;
};

class HolmeKim {
 public:
  HolmeKim(std::uint32_t customers, double mean_degree, double triad_chance, std::uint64_t seed)
      : customers_(customers),
        m_(mean_degree / 2.0),
        triad_chance_(triad_chance),
        luck_(seed, 0),
        clique_(std::min(customers, static_cast<std::uint32_t>(std::ceil(m_)) + 1)),
        clique_edges_(edges_before(clique_)),
        later_(customers, edges_before(customers)) {
    earlier_.reserve(edges_before(customers));
  }

  Network grow() {
    for (std::uint32_t customer = 1; customer < customers_; ++customer) {
      make_friends(customer);
      std::sort(chosen_.begin(), chosen_.end());
      for (const std::uint32_t friend_of : chosen_) {
        earlier_.push_back(friend_of);
        later_.append(friend_of, customer);
      }
    }
    return rows();
  }

 private:
  static constexpr Purpose growth{"generate.holme_kim"};

  /// Friendships made by all customers before this one.
  std::uint64_t edges_before(std::uint64_t customer) const {
    if (customer <= clique_) {
      return customer * (customer - (customer == 0 ? 0 : 1)) / 2;
    }
    return clique_edges_ + made_by(customer - clique_);
  }
  std::uint64_t made_by(std::uint64_t newcomers) const {
    return static_cast<std::uint64_t>(m_ * static_cast<double>(newcomers));
  }

  /// Who made this friendship; the friend of longer standing is earlier_[edge].
  std::uint32_t newcomer_of(std::uint64_t edge) const {
    if (edge < clique_edges_) {
      std::uint32_t customer = 1;
      while (edges_before(customer + 1ULL) <= edge) {
        ++customer;
      }
      return customer;
    }
    const std::uint64_t later = edge - clique_edges_;
    auto newcomer = static_cast<std::uint64_t>(static_cast<double>(later) / m_);
    while (made_by(newcomer + 1) <= later) {
      ++newcomer;
    }
    while (made_by(newcomer) > later) {
      --newcomer;
    }
    return static_cast<std::uint32_t>(clique_ + newcomer);
  }

  std::span<const std::uint32_t> earlier_of(std::uint32_t customer) const {
    const std::uint64_t first = edges_before(customer);
    return {earlier_.data() + first, edges_before(customer + 1ULL) - first};
  }

  bool known(std::uint32_t customer) const {
    return std::find(chosen_.begin(), chosen_.end(), customer) != chosen_.end();
  }

  void make_friends(std::uint32_t newcomer) {
    chosen_.clear();
    if (newcomer < clique_) {
      for (std::uint32_t other = 0; other < newcomer; ++other) {
        chosen_.push_back(other);
      }
      return;
    }
    const std::uint64_t edges = earlier_.size();
    const std::uint64_t wanted = edges_before(newcomer + 1ULL) - edges_before(newcomer);
    std::uint32_t anchor = 0;
    while (chosen_.size() < wanted) {
      const Luck::Words words = draw(newcomer, 0);
      if (!chosen_.empty() && Luck::open_unit(words[2]) < triad_chance_) {
        if (const auto met = friend_of(anchor, newcomer, words)) {
          chosen_.push_back(*met);
          continue;
        }
      }
      anchor = by_degree(edges, newcomer, words);
      chosen_.push_back(anchor);
    }
  }

  /// The luck of the n-th attempt to find the next friend.
  Luck::Words draw(std::uint32_t newcomer, std::uint64_t attempt) const {
    return luck_.words(growth, newcomer, Identity{(chosen_.size() << 32U) | attempt});
  }

  /// Preferential attachment: one end of one friendship, all ends alike.
  std::uint32_t by_degree(std::uint64_t edges, std::uint32_t newcomer, Luck::Words words) const {
    for (std::uint64_t attempt = 1;; ++attempt) {
      const std::uint64_t end = whole_below(2 * edges, Luck::open_unit(words[0], words[1]));
      const std::uint32_t found = end % 2 == 0 ? earlier_[end / 2] : newcomer_of(end / 2);
      if (!known(found)) {
        return found;
      }
      words = draw(newcomer, attempt);
    }
  }

  /// Triad formation: a friend of the anchor, evenly among those not yet known; nobody if all are.
  std::optional<std::uint32_t> friend_of(std::uint32_t anchor, std::uint32_t newcomer,
                                         Luck::Words words) {
    const auto earlier = earlier_of(anchor);
    const auto later = later_.of(anchor);
    constexpr std::uint64_t tries = 4;
    for (std::uint64_t attempt = 1; attempt <= tries; ++attempt) {
      const std::uint64_t k =
          whole_below(earlier.size() + later.size(), Luck::open_unit(words[0], words[1]));
      const std::uint32_t found = k < earlier.size() ? earlier[k] : later[k - earlier.size()];
      if (!known(found)) {
        return found;
      }
      words = draw(newcomer, attempt);
    }
    strangers_.clear();
    for (const auto friends : {earlier, later}) {
      std::copy_if(friends.begin(), friends.end(), std::back_inserter(strangers_),
                   [this](std::uint32_t customer) { return !known(customer); });
    }
    if (strangers_.empty()) {
      return std::nullopt;
    }
    return strangers_[whole_below(strangers_.size(), Luck::open_unit(words[0], words[1]))];
  }

  /// A row is the friends of longer standing, then the later ones: both already in order.
  Network rows() const {
    std::vector<std::uint64_t> starts;
    std::vector<std::uint32_t> readers;
    starts.reserve(customers_ + 1ULL);
    readers.reserve(2 * earlier_.size());
    for (std::uint32_t customer = 0; customer < customers_; ++customer) {
      starts.push_back(readers.size());
      for (const auto friends : {earlier_of(customer), later_.of(customer)}) {
        readers.insert(readers.end(), friends.begin(), friends.end());
      }
    }
    starts.push_back(readers.size());
    return Network::from_rows(std::move(starts), std::move(readers));
  }

  std::uint32_t customers_;
  double m_;  // friendships a newcomer makes
  double triad_chance_;
  Luck luck_;
  std::uint32_t clique_;
  std::uint64_t clique_edges_;
  std::vector<std::uint32_t> earlier_;  // by friendship, in the order they were made
  LaterFriends later_;
  std::vector<std::uint32_t> chosen_;     // friends of the newcomer so far
  std::vector<std::uint32_t> strangers_;  // kept to save allocations
};

/// The half-edges in a random order: sorted by luck of their own, in parallel, by stretches of the
/// range of luck.
std::vector<std::uint32_t> shuffled(std::vector<std::uint32_t>&& half_edges, const Luck& luck) {
  constexpr Purpose shuffle{"generate.configuration"};
  constexpr unsigned stretch_bits = 10;
  constexpr std::size_t stretches = std::size_t{1} << stretch_bits;
  constexpr std::size_t at_once = 1U << 16U;
  struct Keyed {
    std::uint64_t key;
    std::uint32_t end;
  };
  const std::vector<std::uint32_t> ends = std::move(half_edges);
  const auto key_of = [&](std::uint64_t k) {
    const Luck::Words words = luck.words(shuffle, 0, Identity{k});
    return std::uint64_t{words[0]} << 32U | words[1];
  };
  const std::size_t parts = (ends.size() + at_once - 1) / at_once;
  std::vector<std::array<std::uint32_t, stretches>> counts(parts);
  for_each(parts, [&](std::size_t part) {
    counts[part].fill(0);
    for (std::size_t k = part * at_once; k < std::min(ends.size(), (part + 1) * at_once); ++k) {
      ++counts[part][key_of(k) >> (64 - stretch_bits)];
    }
  });
  std::vector<std::uint64_t> start(stretches + 1, 0);
  std::vector<std::array<std::uint64_t, stretches>> place(parts);
  for (std::size_t s = 0; s < stretches; ++s) {
    start[s + 1] = start[s];
    for (std::size_t part = 0; part < parts; ++part) {
      place[part][s] = start[s + 1];
      start[s + 1] += counts[part][s];
    }
  }
  std::vector<Keyed> keyed(ends.size());
  for_each(parts, [&](std::size_t part) {
    for (std::size_t k = part * at_once; k < std::min(ends.size(), (part + 1) * at_once); ++k) {
      const std::uint64_t key = key_of(k);
      keyed[place[part][key >> (64 - stretch_bits)]++] = {key, ends[k]};
    }
  });
  std::vector<std::uint32_t> out(ends.size());
  for_each(stretches, [&](std::size_t s) {
    std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(start[s]),
              keyed.begin() + static_cast<std::ptrdiff_t>(start[s + 1]),
              [](const Keyed& a, const Keyed& b) {
                return a.key != b.key ? a.key < b.key : a.end < b.end;
              });
    for (std::uint64_t i = start[s]; i < start[s + 1]; ++i) {
      out[i] = keyed[i].end;
    }
  });
  return out;
}

}  // namespace

Network holme_kim(std::uint32_t customers, double mean_degree, double triad_chance,
                  std::uint64_t seed) {
  RAPPORT_CHECK(mean_degree >= 2.0 && mean_degree <= 2000.0, "mean degree from 2 to 2000");
  RAPPORT_CHECK(triad_chance >= 0.0 && triad_chance <= 1.0, "a chance is from 0 to 1");
  return HolmeKim(customers, mean_degree, triad_chance, seed).grow();
}

Network configuration(std::span<const std::uint32_t> degrees, std::uint64_t seed,
                      Dropped* dropped) {
  std::vector<std::uint32_t> half_edges;
  half_edges.reserve(std::accumulate(degrees.begin(), degrees.end(), std::uint64_t{0}));
  for (std::size_t customer = 0; customer < degrees.size(); ++customer) {
    half_edges.insert(half_edges.end(), degrees[customer], static_cast<std::uint32_t>(customer));
  }
  const std::vector<std::uint32_t> order = shuffled(std::move(half_edges), Luck(seed, 0));
  std::vector<std::uint32_t> from(order.size() / 2);
  std::vector<std::uint32_t> to(order.size() / 2);
  for (std::size_t i = 0; i < from.size(); ++i) {
    from[i] = order[2 * i];
    to[i] = order[2 * i + 1];
  }
  return Network::from_ends(static_cast<std::uint32_t>(degrees.size()), std::move(from),
                            std::move(to), Direction::both_ways, dropped);
}

std::vector<std::uint32_t> power_law_degrees(std::uint32_t customers, double exponent,
                                             std::uint32_t least, std::uint32_t most,
                                             std::uint64_t seed) {
  RAPPORT_CHECK(least >= 1 && least <= most, "degrees from 1, the least no more than the most");
  RAPPORT_CHECK(exponent >= 0.0 && exponent <= 20.0, "exponent from 0 to 20");
  const Luck luck(seed, 0);
  constexpr Purpose choice{"generate.power_law_degrees"};
  std::vector<double> cumulated;
  double sum = 0.0;
  for (std::uint64_t k = least; k <= most; ++k) {
    // Relative to the least degree, so that steep laws do not underflow.
    const double ratio = static_cast<double>(k) / static_cast<double>(least);
    sum += math::exp(-exponent * math::log(ratio));
    cumulated.push_back(sum);
  }
  std::vector<std::uint32_t> degrees(customers);
  for (std::uint32_t customer = 0; customer < customers; ++customer) {
    const double u = luck.u(choice, customer, Identity{0}) * sum;
    const auto found = std::upper_bound(cumulated.begin(), cumulated.end() - 1, u);
    degrees[customer] = least + static_cast<std::uint32_t>(found - cumulated.begin());
  }
  return degrees;
}

}  // namespace rapport
