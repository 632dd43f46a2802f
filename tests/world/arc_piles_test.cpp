// Arcs piled up as they come make the same network as a list of them sorted at the end.
#include "sim/world/arc_piles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "sim/core/for_each.hpp"
#include "sim/core/ids.hpp"
#include "sim/world/sort_row.hpp"

namespace rapport {
namespace {

using Ends = std::vector<std::uint32_t>;

/// Lots of random ties among ids below `ids`, some said twice, some of somebody with itself.
std::vector<std::vector<Arc>> random_lots(std::size_t lots, std::size_t ties, std::uint32_t ids) {
  std::vector<std::vector<Arc>> all(lots);
  std::uint64_t n = 0;
  for (std::vector<Arc>& lot : all) {
    for (std::size_t i = 0; i < ties; ++i, ++n) {
      const auto from = static_cast<std::uint32_t>(mix64(2 * n) % ids);
      const auto to = static_cast<std::uint32_t>(mix64(2 * n + 1) % ids);
      lot.push_back({from, n % 50 == 7 ? from : to});
      if (n % 10 == 0) {
        lot.push_back(n % 20 == 0 ? lot.back() : Arc{to, from});
      }
    }
  }
  return all;
}

ArcPiles piled(const std::vector<std::vector<Arc>>& lots, Direction direction,
               std::uint32_t greatest) {
  ArcPiles piles(direction, greatest, 1000);
  std::vector<ArcPiles::Lot> places(lots.size());
  for_each(lots.size(), [&](std::size_t i) { places[i] = piles.count(lots[i], greatest); });
  for (ArcPiles::Lot& place : places) {
    piles.make_room(place);
  }
  for_each(lots.size(), [&](std::size_t i) { piles.lay(places[i], lots[i]); });
  for (ArcPiles::Lot& place : places) {
    piles.keep(std::move(place));
  }
  return piles;
}

Ends ids_of(const std::vector<std::vector<Arc>>& lots) {
  Ends ids;
  for (const std::vector<Arc>& lot : lots) {
    for (const Arc arc : lot) {
      ids.push_back(arc.from);
      ids.push_back(arc.to);
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<std::uint64_t> marked(const Ends& ids) {
  std::vector<std::uint64_t> words(ids.back() / 64 + 1);
  for (const std::uint32_t id : ids) {
    words[id / 64] |= std::uint64_t{1} << (id % 64);
  }
  return words;
}

/// The same network by way of a list of rows.
Network from_list(const std::vector<std::vector<Arc>>& lots, const Ends& ids, Direction direction,
                  Dropped& dropped) {
  std::vector<Arc> arcs;
  const auto row = [&](std::uint32_t id) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(ids, id) - ids.begin());
  };
  for (const std::vector<Arc>& lot : lots) {
    for (const Arc arc : lot) {
      arcs.push_back({row(arc.from), row(arc.to)});
    }
  }
  return Network::from_arcs(static_cast<std::uint32_t>(ids.size()), std::move(arcs), direction,
                            &dropped);
}

TEST(ArcPiles, make_the_network_that_a_list_makes) {
  // all ids there; many missing; few rows in each of many stretches; more stretches than expected
  const std::pair<std::uint32_t, std::uint32_t> cases[] = {
      {700, 700}, {100'000, 100'000}, {3'000'000, 3'000'000}, {7000, 1000}};
  for (const auto& [ids_below, expected] : cases) {
    const auto lots = random_lots(7, 3000, ids_below);
    const Ends ids = ids_of(lots);
    for (const Direction direction : {Direction::directed, Direction::both_ways}) {
      ArcPiles piles(direction, expected, 1000);
      EXPECT_TRUE(piles.holds(ids.back()));
      for (const std::vector<Arc>& lot : lots) {
        ArcPiles::Lot place = piles.count(lot, ids.back());
        piles.make_room(place);
        piles.lay(place, lot);
        piles.keep(std::move(place));
      }
      Dropped dropped;
      Dropped expected_dropped;
      const Network network = Network::from_piles(std::move(piles), IdSet(marked(ids)), &dropped);
      const Network listed = from_list(lots, ids, direction, expected_dropped);
      EXPECT_EQ(network.customers(), ids.size());
      EXPECT_EQ(network.digest(), listed.digest()) << ids_below;
      EXPECT_EQ(dropped.self_loops, expected_dropped.self_loops);
      EXPECT_EQ(dropped.parallel, expected_dropped.parallel);
      EXPECT_GT(dropped.parallel, 100U);
    }
  }
}

TEST(ArcPiles, laid_down_on_any_number_of_threads_are_the_same) {
  const auto lots = random_lots(40, 2000, 20'000);
  const Ends ids = ids_of(lots);
  std::uint64_t digest = 0;
  for (const std::size_t threads : {1U, 2U, 8U}) {
    const ThreadLimit limit(threads);
    const Network network =
        Network::from_piles(piled(lots, Direction::both_ways, ids.back()), IdSet(marked(ids)));
    digest = digest == 0 ? network.digest() : digest;
    EXPECT_EQ(network.digest(), digest);
  }
}

TEST(ArcPiles, give_back_every_tie_that_was_laid_down) {
  const auto lots = random_lots(3, 500, 5000);
  for (const Direction direction : {Direction::directed, Direction::both_ways}) {
    ArcPiles piles = piled(lots, direction, 5000);
    Ends from;
    Ends to;
    piles.unpile(from, to);
    std::vector<Arc> back;
    for (std::size_t i = 0; i < from.size(); ++i) {
      back.push_back({from[i], to[i]});
    }
    std::vector<Arc> laid;
    for (const std::vector<Arc>& lot : lots) {
      for (const Arc arc : lot) {
        const bool turned = direction == Direction::both_ways && arc.from > arc.to;
        laid.push_back(turned ? Arc{arc.to, arc.from} : arc);
      }
    }
    std::ranges::sort(back);
    std::ranges::sort(laid);
    EXPECT_EQ(back, laid);
  }
}

TEST(SortRow, sorts_rows_of_every_length_and_keeps_each_number_once) {
  for (std::size_t size = 0; size < 150; ++size) {
    for (const std::uint32_t below : {5U, 1000U, 4'294'967'295U}) {
      Ends row;
      for (std::size_t i = 0; i < size; ++i) {
        row.push_back(static_cast<std::uint32_t>(mix64(size * 1000 + i) % below));
      }
      Ends expected = row;
      std::ranges::sort(expected);
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      Ends out(size);
      out.resize(sort_row(row, out.data()));
      EXPECT_EQ(out, expected) << size;
      row.resize(sort_row(row, row.data()));  // in place
      EXPECT_EQ(row, expected) << size;
    }
  }
}

}  // namespace
}  // namespace rapport
