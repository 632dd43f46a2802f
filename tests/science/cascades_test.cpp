// Cascades of word of mouth against Borel's law (EVIDENCE V9): every reader of a root passes it on
// to a Poisson number of others, of mean m = .2 in all.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tests/models/puppet.hpp"
#include "tests/science/scale.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t trees = 600000;  // a replicate
constexpr double offspring = 0.2;
constexpr double shown = 0.99;
constexpr double shared = 0.4;

/// Act: says something of its own; roots are numbered from 2 in steps of 2.
void begin(Turn& turn, std::uint32_t) {
  Message m = friend_message(MessageKind::praise);
  m.what = m.root = Identity{2 * (row(turn.who()) + 1)};
  m.sender = static_cast<std::uint32_t>(turn.who());
  m.sent = turn.now();
  turn.send(m, Audience::friends());
}

std::shared_ptr<const Network> poisson_readers(std::uint64_t seed) {
  const double least = std::exp(-offspring / shown / shared);
  std::vector<Arc> arcs;
  std::uint64_t state = mix64(seed);
  const auto draw = [&] { return mix64(++state); };
  const auto unit = [&] { return Luck::open_unit(static_cast<std::uint32_t>(draw() >> 32U)); };
  for (std::uint32_t j = 0; j < trees; ++j) {
    for (double product = unit(); product > least; product *= unit()) {
      arcs.push_back({j, static_cast<std::uint32_t>(draw() % trees)});
    }
  }
  return std::make_shared<Network>(Network::from_arcs(trees, std::move(arcs), Direction::directed));
}

/// Adoptions of every tree: all, and beyond the first hop.
struct Trees {
  std::vector<std::uint32_t> size, beyond;
};

Trees grow(std::uint32_t replicate) {
  Market market({.customers = trees,
                 .weeks = 2,
                 .network = poisson_readers(replicate),
                 .replicate = replicate,
                 .also = {puppet<begin>()}},
                {"activity", "attention", "talk", "word_of_mouth"});
  all_alike(market, 100);
  market.set("attention.span", 1000).set("attention.background", 0.001);
  market.set("attention.friend_show", shown).set("talk.sigma", 0);
  market.set("word_of_mouth.share", shared).set("word_of_mouth.fading_by_hop", 1);
  World world = market.found();
  pull_all(world, 0);
  Trees grown{std::vector<std::uint32_t>(trees, 0), std::vector<std::uint32_t>(trees, 0)};
  RunOptions options;
  options.census_sample = 0;
  options.after_tick = [&](const World& now) {
    for (const Message& message : now.messages.slot(now.tick - 1)) {
      const std::size_t tree = message.root.value / 2 - 1;
      ++grown.size[tree];
      grown.beyond[tree] += message.hop > 1 ? 1 : 0;
    }
  };
  run_ticks(market, world, 60, options);
  EXPECT_TRUE(Market::said(world).empty()) << "it has not died out yet";
  return grown;
}

TEST(Cascades, follow_borels_law) {
  double n = 0;
  double sum = 0;
  double squares = 0;
  double beyond = 0;
  double beyond_squares = 0;
  double product = 0;
  double deep = 0;
  std::array<double, 4> of_size{};
  for (std::uint32_t replicate = 0; replicate < scale(); ++replicate) {
    const Trees grown = grow(replicate);
    for (std::uint32_t j = 0; j < trees; ++j) {
      const double x = grown.size[j];
      const double y = grown.beyond[j];
      n += 1;
      sum += x;
      squares += x * x;
      beyond += y;
      beyond_squares += y * y;
      product += x * y;
      deep += y > 0 ? 1 : 0;
      if (grown.size[j] < of_size.size()) {
        of_size[grown.size[j]] += 1;
      }
    }
  }
  constexpr double tolerance = 0.002;
  EXPECT_EQ(of_size[0], 0);
  expect_target(share(of_size[1], n), 0.81873, tolerance, "P(1)", 5e-6);
  expect_target(share(of_size[2], n), 0.13406, tolerance, "P(2)", 5e-6);
  expect_target(share(of_size[3], n), 0.03293, tolerance, "P(3)", 5e-6);
  const double mean = sum / n;
  expect_target({mean, std::sqrt((squares / n - mean * mean) / n)}, 1.25, tolerance, "mean size");
  expect_target(share(deep, n), 0.0356, tolerance, "trees beyond one hop", 5e-5);
  // adoptions beyond one hop over all adoptions: a ratio
  const double r = beyond / sum;
  const double residual = (beyond_squares - 2 * r * product + r * r * squares) / n;
  expect_target({r, std::sqrt(residual / n) / mean}, offspring * offspring, tolerance,
                "adoptions beyond one hop");
}

}  // namespace
}  // namespace rapport::testing
