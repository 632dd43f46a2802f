#include "sim/world/random_graphs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace rapport {
namespace {

constexpr std::uint64_t at_once = 1U << 15U;

/// Calls use(first, end) for stretches of 0..count, in parallel.
template <class Use>
void each_stretch(std::uint64_t count, const Use& use) {
  for_each((count + at_once - 1) / at_once,
           [&](std::size_t i) { use(i * at_once, std::min(count, (i + 1) * at_once)); });
}

std::uint64_t whole_below(std::uint64_t end, double u) {
  return std::min(static_cast<std::uint64_t>(u * static_cast<double>(end)), end - 1);
}

struct Ends {
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;

  explicit Ends(std::uint64_t ties) : from(ties), to(ties) {}
  Network network(std::uint32_t customers, Dropped* dropped) && {
    return Network::from_ends(customers, std::move(from), std::move(to), Direction::both_ways,
                              dropped);
  }
};

/// Which newcomer makes a tie: person v makes those from m v up to m (v + 1), rounded down.
class Newcomers {
 public:
  explicit Newcomers(double m) : m_(m) {}
  std::uint64_t ties_before(std::uint64_t person) const {
    return static_cast<std::uint64_t>(m_ * static_cast<double>(person));
  }
  std::uint32_t of(std::uint64_t tie) const {
    auto person = static_cast<std::uint64_t>(static_cast<double>(tie) / m_);
    while (ties_before(person + 1) <= tie) {
      ++person;
    }
    while (ties_before(person) > tie) {
      --person;
    }
    return static_cast<std::uint32_t>(person);
  }

 private:
  double m_;
};

}  // namespace

Network barabasi_albert(std::uint32_t customers, double mean_degree, std::uint64_t seed,
                        Dropped* dropped) {
  RAPPORT_CHECK(mean_degree >= 2 && mean_degree <= 2000, "mean degree from 2 to 2000");
  const Luck luck(seed, 0);
  constexpr Purpose end_of{"generate.barabasi_albert"};
  const Newcomers newcomers(mean_degree / 2);
  Ends ends(newcomers.ties_before(customers));
  each_stretch(ends.from.size(), [&](std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t tie = first; tie < last; ++tie) {
      ends.from[tie] = newcomers.of(tie);
      // ends in the order they come: 2 t is the newcomer's of tie t, 2 t + 1 the older one's
      std::uint64_t end = 2 * tie + 1;
      while (end % 2 == 1) {
        end = whole_below(end, luck.u(end_of, 0, Identity{end}));
      }
      ends.to[tie] = newcomers.of(end / 2);
    }
  });
  return std::move(ends).network(customers, dropped);
}

Network watts_strogatz(std::uint32_t customers, std::uint32_t mean_degree, double rewired,
                       std::uint64_t seed, Dropped* dropped) {
  RAPPORT_CHECK(mean_degree >= 2 && mean_degree % 2 == 0 && mean_degree < customers,
                "an even number of friends, fewer than there are others");
  RAPPORT_CHECK(rewired >= 0 && rewired <= 1, "a share is from 0 to 1");
  const Luck luck(seed, 0);
  constexpr Purpose choice{"generate.watts_strogatz"};
  const std::uint32_t side = mean_degree / 2;
  const std::uint32_t beyond = customers - 1 - mean_degree;  // who is no neighbour on the ring
  Ends ends(std::uint64_t{customers} * side);
  each_stretch(ends.from.size(), [&](std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t tie = first; tie < last; ++tie) {
      const auto person = static_cast<std::uint32_t>(tie / side);
      const std::uint64_t step = tie % side + 1;
      const auto [leaves, where] = luck.u2(choice, person, Identity{step});
      const std::uint64_t distance =
          leaves < rewired && beyond > 0 ? side + 1 + whole_below(beyond, where) : step;
      ends.from[tie] = person;
      ends.to[tie] = static_cast<std::uint32_t>((person + distance) % customers);
    }
  });
  return std::move(ends).network(customers, dropped);
}

Network erdos_renyi(std::uint32_t customers, double mean_degree, std::uint64_t seed) {
  const double chance = mean_degree / std::max(1.0, static_cast<double>(customers) - 1);
  RAPPORT_CHECK(chance >= 0 && chance <= 1, "nobody has more friends than there are others");
  const Luck luck(seed, 0);
  constexpr Purpose jump{"generate.erdos_renyi"};
  const std::uint64_t stretches = (customers + at_once - 1) / at_once;
  std::vector<Ends> parts(stretches, Ends(0));
  const double log_of_none = chance < 1 ? math::log(1 - chance) : -1;
  for_each(chance > 0 ? stretches : 0, [&](std::size_t part) {
    Ends& ends = parts[part];
    const auto last = std::min<std::uint64_t>(customers, (part + 1) * at_once);
    for (auto person = static_cast<std::uint32_t>(part * at_once); person < last; ++person) {
      std::uint64_t other = person;
      for (std::uint64_t n = 0;; ++n) {
        const double skipped =
            chance < 1 ? std::floor(math::log(luck.u(jump, person, Identity{n})) / log_of_none) : 0;
        if (skipped >= static_cast<double>(customers - 1 - other)) {
          break;
        }
        other += 1 + static_cast<std::uint64_t>(skipped);
        ends.from.push_back(person);
        ends.to.push_back(static_cast<std::uint32_t>(other));
      }
    }
  });
  Ends all(0);
  for (const Ends& part : parts) {
    all.from.insert(all.from.end(), part.from.begin(), part.from.end());
    all.to.insert(all.to.end(), part.to.begin(), part.to.end());
  }
  return std::move(all).network(customers, nullptr);
}

Network blocks(std::uint32_t customers, double mean_degree, std::uint32_t communities,
               double within, double exponent, std::uint64_t seed, Dropped* dropped) {
  RAPPORT_CHECK(communities >= 1 && communities <= customers / 2, "communities of two or more");
  RAPPORT_CHECK(within >= 0 && within <= 1, "a share is from 0 to 1");
  RAPPORT_CHECK(exponent > 2 && exponent <= 20, "exponent above 2, to 20");
  const Luck luck(seed, 0);
  constexpr Purpose fame{"generate.blocks.fame"};
  constexpr Purpose choice{"generate.blocks.ends"};
  constexpr double most_fame = 100;
  const auto first_of = [&](std::uint64_t community) {
    return static_cast<std::uint32_t>(community * customers / communities);
  };
  std::vector<double> below(customers + std::size_t{1}, 0);  // fame of all rows below
  for (std::uint32_t person = 0; person < customers; ++person) {
    const double u = luck.u(fame, person, Identity{0});
    below[person + std::size_t{1}] =
        below[person] + std::min(most_fame, math::exp(-math::log(u) / (exponent - 1)));
  }
  const auto drawn = [&](std::uint32_t first, std::uint32_t last, double u) {
    const double wanted = below[first] + u * (below[last] - below[first]);
    const auto found = std::upper_bound(below.begin() + first + 1, below.begin() + last, wanted);
    return static_cast<std::uint32_t>(found - below.begin()) - 1;
  };
  const auto ties = static_cast<std::uint64_t>(mean_degree * customers / 2);
  const std::uint64_t inside =
      communities == 1 ? ties
                       : static_cast<std::uint64_t>(within * static_cast<double>(ties)) /
                             communities * communities;
  Ends ends(ties);
  each_stretch(ties, [&](std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t tie = first; tie < last; ++tie) {
      const auto [one, other] = luck.u2(choice, 0, Identity{tie});
      if (tie < inside) {
        const std::uint64_t community = tie % communities;
        ends.from[tie] = drawn(first_of(community), first_of(community + 1), one);
        ends.to[tie] = drawn(first_of(community), first_of(community + 1), other);
        continue;
      }
      const std::uint32_t from = drawn(0, customers, one);
      std::uint64_t community = std::uint64_t{from} * communities / customers;
      community += first_of(community + 1) <= from ? 1 : 0;  // where sizes differ by one
      const std::uint32_t home = first_of(community);
      const std::uint32_t next = first_of(community + 1);
      // all but the own community, as if the two stretches beside it were one
      const double outside = below[home] + below[customers] - below[next];
      const double wanted = other * outside;
      ends.from[tie] = from;
      ends.to[tie] =
          wanted < below[home]
              ? drawn(0, home, wanted / below[home])
              : drawn(next, customers, (wanted - below[home]) / (below[customers] - below[next]));
    }
  });
  return std::move(ends).network(customers, dropped);
}

}  // namespace rapport
