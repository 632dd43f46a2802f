// V16: choice is the multinomial logit (McFadden 1974): shares, and what a brand's own utility does
// to its share.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "analysis/estimate/targets/multinomial_logit.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

constexpr std::size_t brands = 4;
constexpr std::uint32_t choices = 20;  // a customer
using Utilities = std::array<double, brands>;
constexpr Utilities given{1, .5, 0, -.5};

/// Counts by brand; each customer writes to a place of its own.
class Choices final : public Watch {
 public:
  explicit Choices(std::uint32_t customers) : counts_(customers) {}
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    if (kind == Kind::chose && !static_cast<const Chose*>(happening)->outside) {
      ++counts_[row(who)][row(static_cast<const Chose*>(happening)->brand)];
    }
  }
  std::array<double, brands> sums() const {
    std::array<double, brands> all{};
    for (const auto& one : counts_) {
      for (std::size_t b = 0; b < brands; ++b) {
        all[b] += one[b];
      }
    }
    return all;
  }

 private:
  std::vector<std::array<std::uint32_t, brands>> counts_;
};

/// How often each brand is chosen at these utilities, in one replicate.
std::array<double, brands> chosen(const Experiment& market, const Utilities& utilities,
                                  std::uint32_t replicate) {
  World world = market.found(replicate);
  const Look<float> taste(world, columns::taste);
  const Look<float> aware_until(world, columns::aware_until);
  const Look<float> outside(world, "taste_outside");
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    outside.put(world, j, -1e30F);
    for (std::size_t b = 0; b < brands; ++b) {
      aware_until.put(world, j, 1e30F, b);
      taste.put(world, j, static_cast<float>(utilities[b]), b);
    }
    for (std::uint32_t serial = 1; serial <= choices; ++serial) {
      world.block_of(CustomerId{j})
          .calendar.enter(world.tick, world.tick, Occasion::pack(CustomerId{j}, {serial}));
    }
  }
  Choices counts(world.customers());
  market.run_ticks(world, 1, {.watch = &counts, .census_sample = 0});
  return counts.sums();
}

}  // namespace

std::vector<Check> choice_is_logit(const Laboratory& laboratory) {
  const std::uint32_t customers = 50000;
  const std::uint32_t replicates = laboratory.at(1U, 20U);
  const Experiment market(laboratory, "logit.toml",
                          {fmt::format("network.customers={}", customers)});
  const double n = double{customers} * choices * replicates;
  const auto all = [&](const Utilities& utilities) {
    std::array<double, brands> sums{};
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
      const auto one = chosen(market, utilities, replicate);
      for (std::size_t b = 0; b < brands; ++b) {
        sums[b] += one[b];
      }
    }
    return sums;
  };
  const std::vector<double> shares = targets::logit_shares(given);
  const auto found = all(given);
  std::vector<Check> checks;
  for (std::size_t b = 0; b < brands; ++b) {
    checks.push_back(
        {fmt::format("share at utility {}", given[b]), shares[b], share(found[b], n), 0.002});
  }
  constexpr double step = 2;  // the arc is exact for any, and surer for a wide one
  for (std::size_t b = 0; b < brands; ++b) {
    Utilities less = given;
    Utilities more = given;
    less[b] -= step / 2;
    more[b] += step / 2;
    const double low = all(less)[b];
    const double high = all(more)[b];
    // by the delta method, of two counts of which one lies within the other: the same luck
    const double error = std::sqrt((high - low) / (high * low)) / step;
    const double arc =
        std::log(targets::logit_shares(more)[b] / targets::logit_shares(less)[b]) / step;
    checks.push_back({fmt::format("own elasticity around utility {}, over {}", given[b], step),
                      arc,
                      {std::log(high / low) / step, error},
                      0.002});
  }
  return checks;
}

}  // namespace rapport::validate
