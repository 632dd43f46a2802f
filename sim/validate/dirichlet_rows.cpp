// V7 and V7b: buying without social effects is NBD-Dirichlet, and so brands are in double jeopardy
// (Goodhardt, Ehrenberg & Chatfield 1984; toothpaste).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "analysis/estimate/targets/nbd_dirichlet.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

constexpr std::size_t brands = 8;
constexpr std::array<double, brands> share_of{.25, .19, .10, .10, .09, .08, .03, .02};
const targets::Category toothpaste{{1.456, 0.778816}, 1.29528};  // a quarter's

/// Sums over all customers since the start.
struct Panel {
  double all = 0;  ///< customers
  std::array<double, brands> units{};
  std::array<double, brands> squares{};  ///< of a buyer's units
  std::array<double, brands> buyers{};
  std::array<double, brands> category{};  ///< purchases of a brand's buyers of any brand
  std::array<double, brands> category_squares{};
  std::array<double, brands> products{};  ///< of a buyer's units and category purchases
  std::array<std::array<double, brands>, brands> both{};

  void add(const std::array<double, brands>& bought, double any) {
    all += 1;
    for (std::size_t b = 0; b < brands; ++b) {
      if (bought[b] == 0) {
        continue;
      }
      units[b] += bought[b];
      squares[b] += bought[b] * bought[b];
      buyers[b] += 1;
      category[b] += any;
      category_squares[b] += any * any;
      products[b] += any * bought[b];
      for (std::size_t c = 0; c < brands; ++c) {
        both[b][c] += bought[c] > 0 ? 1 : 0;
      }
    }
  }
  /// Of all pairs of brands: how much of who buys both is D x penetration (Ehrenberg), with the
  /// best D.
  double explained_by_one_number() const {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double y_sum = 0;
    double pairs = 0;
    for (std::size_t of = 0; of < brands; ++of) {
      for (std::size_t other = 0; other < brands; ++other) {
        if (of != other) {
          const double x = buyers[other] / all;
          const double y = both[of][other] / buyers[of];
          xx += x * x;
          xy += x * y;
          yy += y * y;
          y_sum += y;
          pairs += 1;
        }
      }
    }
    return 1 - (yy - xy * xy / xx) / (yy - y_sum * y_sum / pairs);
  }
  Estimate penetration(std::size_t b) const { return share(buyers[b], all); }
  Estimate frequency(std::size_t b) const {
    const double mean = units[b] / buyers[b];
    return {mean, std::sqrt((squares[b] / buyers[b] - mean * mean) / buyers[b])};
  }
  /// By the delta method, with the buyers' category purchases as they are.
  Estimate requirements(std::size_t b) const {
    const double r = units[b] / category[b];
    const double residual = squares[b] - 2 * r * products[b] + r * r * category_squares[b];
    return {r, std::sqrt(residual) / category[b]};
  }
};

/// Purchases in the category in a quarter, and who buys again in the next.
struct Category {
  std::array<double, 5> histogram{};
  double all = 0, buyers = 0, again = 0;
  double rates = 0;              ///< sum of all customers' rates of need
  double rates_of_heaviest = 0;  ///< of the fifth with the highest
  double squares = 0;            ///< of what each customer adds to the error of their share

  void add_rates(const World& world, const Look<float>& rate) {
    std::vector<double> found(world.customers());
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      found[j] = double{rate(world, j)};
    }
    std::ranges::sort(found, std::greater<>());
    const std::ptrdiff_t fifth = world.customers() / 5;
    const double sum = std::accumulate(found.begin(), found.end(), 0.0);
    const double heavy = std::accumulate(found.begin(), found.begin() + fifth, 0.0);
    rates += sum;
    rates_of_heaviest += heavy;
    const double edge = found[static_cast<std::size_t>(fifth)];
    for (const double one : found) {  // one customer's influence on a point of a Lorenz curve
      const double above = std::max(0.0, one - edge) + 0.2 * edge - heavy / sum * one;
      squares += above * above;
    }
  }
};

class Shops {
 public:
  explicit Shops(const Laboratory& laboratory) {
    const std::uint32_t replicates = laboratory.at(1U, 6U);
    const std::uint32_t customers = laboratory.at(60000U, 250000U);
    const Experiment market(laboratory, "dirichlet.toml",
                            {fmt::format("network.customers={}", customers)});
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
      live(market, replicate);
    }
  }

  Panel quarter, year;
  Category category;

 private:
  void live(const Experiment& market, std::uint32_t replicate) {
    World world = market.found(replicate);
    category.add_rates(world, Look<float>(world, columns::need_rate));
    market.run_weeks(world, 13);
    add(world, quarter);
    const std::vector<std::uint32_t> first = purchases(world);
    market.run_weeks(world, 13);
    add_repeats(first, purchases(world));
    market.run_weeks(world, 26);
    add(world, year);
  }

  static std::vector<std::uint32_t> purchases(const World& world) {
    const Look<std::uint32_t> serial(world, columns::occasion_serial);
    std::vector<std::uint32_t> all(world.customers());
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      all[j] = serial(world, j) - 1;
    }
    return all;
  }

  static void add(const World& world, Panel& panel) {
    const Look<std::uint16_t> units(world, columns::purchases);
    const std::vector<std::uint32_t> any = purchases(world);
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      std::array<double, brands> bought{};
      for (std::size_t b = 0; b < brands; ++b) {
        bought[b] = units(world, j, b);
      }
      panel.add(bought, any[j]);
    }
  }

  void add_repeats(const std::vector<std::uint32_t>& quarter_end,
                   const std::vector<std::uint32_t>& half_end) {
    for (std::size_t j = 0; j < quarter_end.size(); ++j) {
      const std::uint32_t n = quarter_end[j];
      if (n < category.histogram.size()) {
        category.histogram[n] += 1;
      }
      category.all += 1;
      category.buyers += n > 0 ? 1 : 0;
      category.again += n > 0 && half_end[j] > n ? 1 : 0;
    }
  }
};

std::string of_brand(std::string_view what, std::size_t b, std::string_view period = "quarter") {
  return fmt::format("{} of the brand of {:.0f} %, {}", what, 100 * share_of[b], period);
}

/// Brands of one size are the same to the theory: the first speaks for them.
std::vector<std::size_t> sizes() {
  return {0, 1, 2, 4, 5, 6, 7};
}

}  // namespace

std::vector<Check> buying_is_nbd_dirichlet(const Laboratory& laboratory) {
  const Shops shops(laboratory);
  const Category& category = shops.category;
  std::vector<Check> checks;
  for (std::size_t x = 0; x < category.histogram.size(); ++x) {
    checks.push_back({fmt::format("share that buys {} times in a quarter", x),
                      targets::nbd_share(toothpaste.purchases, static_cast<int>(x)),
                      share(category.histogram[x], category.all), 0.004});
  }
  checks.push_back({"of a quarter's buyers, those of the next",
                    targets::nbd_repeat(toothpaste.purchases),
                    share(category.again, category.buyers), 0.004});
  checks.push_back(
      {"share of purchases by the heaviest fifth",
       targets::heaviest_share(toothpaste.purchases.shape, 0.2),
       {category.rates_of_heaviest / category.rates, std::sqrt(category.squares) / category.rates},
       0.004});
  for (const auto& [panel, period, name] :
       {std::tuple(&shops.quarter, 1.0, "quarter"), std::tuple(&shops.year, 4.0, "year")}) {
    const targets::Category theory = targets::over(toothpaste, period);
    for (const std::size_t b : sizes()) {
      checks.push_back({of_brand("penetration", b, name),
                        targets::brand_penetration(theory, share_of[b]), panel->penetration(b),
                        0.004});
      const double frequency = targets::purchase_frequency(theory, share_of[b]);
      checks.push_back({of_brand("purchases a buyer", b, name), frequency, panel->frequency(b),
                        0.02 * frequency});
    }
  }
  return checks;
}

std::vector<Check> small_brands_are_in_double_jeopardy(const Laboratory& laboratory) {
  const Panel quarter = Shops(laboratory).quarter;
  std::vector<Check> checks;
  std::vector<Estimate> closed;  // w (1 - b): nearly the same for all brands (Ehrenberg)
  Sum of_all;
  for (const std::size_t b : sizes()) {
    const double requirements = targets::category_requirements(toothpaste, share_of[b]);
    checks.push_back({of_brand("share of its buyers' requirements", b), requirements,
                      quarter.requirements(b), 0.02 * requirements});
    const Estimate frequency = quarter.frequency(b);
    const Estimate bought = quarter.penetration(b);
    closed.push_back(
        {frequency.value * (1 - bought.value),
         std::hypot(frequency.error * (1 - bought.value), frequency.value * bought.error)});
    of_all.add(closed.back().value);
  }
  const double mean = of_all.mean().value;
  for (std::size_t i = 0; i < closed.size(); ++i) {
    checks.push_back(
        {of_brand("purchases a buyer x share of non-buyers, beside all brands'", sizes()[i]), mean,
         closed[i], 0.04 * mean, 0, true});
  }
  for (const std::size_t x : sizes()) {  // of the largest other brand's buyers, who also buys x
    const std::size_t y = x == 0 ? 1 : 0;
    checks.push_back({of_brand("duplication with the largest other", x),
                      targets::duplication(toothpaste, share_of[x], share_of[y]),
                      share(quarter.both[y][x], quarter.buyers[y]), 0.004});
  }
  checks.push_back({"R2 of duplications by one number x penetration",
                    1,
                    {quarter.explained_by_one_number(), 0},
                    0.05,
                    0,
                    true});
  return checks;
}

}  // namespace rapport::validate
