// Choice against the multinomial logit (EVIDENCE V16): shares, and own elasticity 1 - s, from the
// same million choices (times the scale) with one brand's utility a little lower and higher.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/models/testing.hpp"
#include "tests/science/scale.hpp"

namespace rapport::testing {
namespace {

constexpr std::size_t brands = 4;
constexpr std::uint32_t customers = 50000;
constexpr std::uint32_t choices = 20;  // a customer
constexpr std::array<double, brands> utility{1, .5, 0, -.5};
constexpr std::array<double, brands> expected{.455054, .276004, .167405, .101536};

std::array<double, brands> closed_form(std::array<double, brands> u) {
  double sum = 0;
  for (double& one : u) {
    one = std::exp(one);
    sum += one;
  }
  for (double& one : u) {
    one /= sum;
  }
  return u;
}

/// Counts by brand; each customer writes to a place of its own.
class Choices final : public Watch {
 public:
  Choices() : counts_(customers) {}
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    if (kind == Kind::chose && !static_cast<const Chose*>(happening)->outside) {
      ++counts_[row(who)][row(static_cast<const Chose*>(happening)->brand)];
    }
  }
  double of(std::size_t b) const {
    double sum = 0;
    for (const auto& one : counts_) {
      sum += one[b];
    }
    return sum;
  }

 private:
  std::vector<std::array<std::uint32_t, brands>> counts_;
};

/// How often each brand is chosen at these utilities, in one replicate.
std::array<double, brands> chosen(const std::array<double, brands>& u, std::uint32_t replicate) {
  Market market({.customers = customers,
                 .brands = brands,
                 .weeks = 1,
                 .network = quiet(customers),
                 .replicate = replicate},
                {"choice"});
  World world = market.found();
  Market::put_all(world, "taste_outside", -1e30F);
  for (std::size_t b = 0; b < brands; ++b) {
    Market::put_all(world, "aware_until", 1e30F, b);
    Market::put_all(world, "taste", static_cast<float>(u[b]), b);
  }
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t serial = 1; serial <= choices; ++serial) {
      Market::cause(world, j, Occasion{serial});
    }
  }
  Choices counts;
  run_tick(market.model(), world, {.watch = &counts});
  std::array<double, brands> sums{};
  for (std::size_t b = 0; b < brands; ++b) {
    sums[b] = counts.of(b);
  }
  return sums;
}

TEST(Logit, gives_the_shares) {
  const double n = double{customers} * choices * scale();
  std::array<double, brands> sums{};
  for (std::uint32_t replicate = 0; replicate < scale(); ++replicate) {
    const auto one = chosen(utility, replicate);
    for (std::size_t b = 0; b < brands; ++b) {
      sums[b] += one[b];
    }
  }
  for (std::size_t b = 0; b < brands; ++b) {
    EXPECT_NEAR(closed_form(utility)[b], expected[b], 5e-7);
    expect_target(share(sums[b], n), expected[b], 0.002, "share of brand " + std::to_string(b));
  }
}

TEST(Logit, gives_the_own_elasticity) {
  constexpr double step = 0.5;
  for (std::size_t b = 0; b < brands; ++b) {
    auto less = utility;
    auto more = utility;
    less[b] -= step / 2;
    more[b] += step / 2;
    std::array<double, brands> below{};
    std::array<double, brands> above{};
    for (std::uint32_t replicate = 0; replicate < scale(); ++replicate) {
      const auto low = chosen(less, replicate);
      const auto high = chosen(more, replicate);
      for (std::size_t c = 0; c < brands; ++c) {
        below[c] += low[c];
        above[c] += high[c];
        // the same luck: a better brand gains, and takes from every other
        EXPECT_TRUE(c == b ? high[c] > low[c] : high[c] < low[c]);
      }
    }
    const double elasticity = std::log(above[b] / below[b]) / step;
    // by the delta method, of two counts of which one lies within the other
    const double error = std::sqrt((above[b] - below[b]) / (above[b] * below[b])) / step;
    const double arc = std::log(closed_form(more)[b] / closed_form(less)[b]) / step;
    EXPECT_NEAR(arc, 1 - expected[b], 0.002) << "the step is small";
    expect_target({elasticity, error}, arc, 0.002, "elasticity of brand " + std::to_string(b));
  }
}

}  // namespace
}  // namespace rapport::testing
