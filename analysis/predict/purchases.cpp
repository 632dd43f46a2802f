// CDNOW's cohort: the BG/NBD fitted to what it bought says what it will buy.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <stdexcept>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"
#include "analysis/estimate/targets/bg_nbd_fit.hpp"
#include "analysis/estimate/targets/gamma_law.hpp"
#include "analysis/predict/cohort.hpp"
#include "analysis/predict/predictions.hpp"

namespace rapport::predict {
namespace {

using std::chrono::sys_days;
using targets::BgNbd;
using targets::BuyingHistory;

const sys_days first_day = std::chrono::year(1997) / std::chrono::January / 1;

sys_days end_of_week(int week) {
  return first_day + std::chrono::days(7 * week - 1);
}

/// What is known at a day's end; whoever has not bought by then is left out.
std::vector<BuyingHistory> histories(const Cohort& cohort, sys_days end) {
  std::vector<BuyingHistory> known;
  for (const std::set<sys_days>& days : cohort) {
    const auto after = days.upper_bound(end);
    if (after != days.begin() && *days.begin() < end) {
      known.push_back({static_cast<int>(std::distance(days.begin(), after)) - 1,
                       weeks_between(*days.begin(), *std::prev(after)),
                       weeks_between(*days.begin(), end)});
    }
  }
  return known;
}

double expected(const BgNbd& model, const std::vector<BuyingHistory>& cohort, double ahead) {
  double sum = 0;
  for (const BuyingHistory& one : cohort) {
    sum += targets::expected_ahead(model, one, ahead);
  }
  return sum;
}

/// One future of all, by the model: purchases within each of these numbers of weeks, which rise.
std::vector<double> future(const BgNbd& model, const std::vector<BuyingHistory>& cohort,
                           const std::vector<int>& ahead, const estimate::SplitMix64& luck,
                           std::uint64_t& drawn) {
  const auto gamma = [&](double shape) {
    return targets::gamma_quantile(luck.fraction(drawn++), shape);
  };
  std::vector<double> bought(ahead.size(), 0);
  for (const BuyingHistory& one : cohort) {
    if (luck.fraction(drawn++) >= targets::stays_probability(model, one)) {
      continue;
    }
    const double rate = gamma(model.r + one.repeats) / (model.alpha + one.observed);
    const double leaves = gamma(model.a);
    const double leaving = leaves / (leaves + gamma(model.b + one.repeats));
    double at = 0;
    while ((at -= std::log(luck.fraction(drawn++)) / rate) <= ahead.back()) {
      for (std::size_t k = 0; k < ahead.size(); ++k) {
        bought[k] += at <= ahead[k] ? 1 : 0;
      }
      if (luck.fraction(drawn++) < leaving) {
        break;
      }
    }
  }
  return bought;
}

struct Forecast {
  double mean = 0, low = 0, high = 0;
};

/// Each repeat draws customers anew, fits, and lives one future of those who are there.
std::vector<Forecast> forecast(const std::vector<BuyingHistory>& cohort, const BgNbd& fitted,
                               const std::vector<int>& ahead, int repeats) {
  const estimate::SplitMix64 luck(39);
  std::uint64_t drawn = 0;
  std::vector<std::vector<double>> futures;
  for (int i = 0; i < repeats; ++i) {
    std::vector<BuyingHistory> again;
    for (std::size_t j = 0; j < cohort.size(); ++j) {
      again.push_back(cohort[luck.below(drawn++, cohort.size())]);
    }
    const auto fit = targets::fit_bg_nbd(again, fitted);
    if (!fit) {
      throw std::runtime_error("customers drawn anew have no most likely BG/NBD");
    }
    futures.push_back(future(fit->model, cohort, ahead, luck, drawn));
  }
  std::vector<Forecast> all;
  for (std::size_t k = 0; k < ahead.size(); ++k) {
    double sum = 0;
    double squares = 0;
    for (const std::vector<double>& bought : futures) {
      sum += bought[k];
      squares += bought[k] * bought[k];
    }
    const auto n = static_cast<double>(futures.size());
    const double half =
        estimate::student_t_quantile(0.975, n - 1) * std::sqrt((squares - sum * sum / n) / (n - 1));
    const double mean = expected(fitted, cohort, ahead[k]);
    all.push_back({mean, mean - half, mean + half});
  }
  return all;
}

double bought_between(const Cohort& cohort, sys_days after, sys_days until) {
  double days_bought = 0;
  for (const std::set<sys_days>& days : cohort) {
    if (*days.begin() < after) {
      days_bought +=
          static_cast<double>(std::distance(days.upper_bound(after), days.upper_bound(until)));
    }
  }
  return days_bought;
}

BgNbd fitted(const std::vector<BuyingHistory>& known) {
  const auto fit = targets::fit_bg_nbd(known);
  if (!fit) {
    throw std::runtime_error("CDNOW's histories have no most likely BG/NBD");
  }
  return fit->model;
}

std::string part(const std::string& title, const Cohort& cohort, int repeats) {
  constexpr int half = 20;
  constexpr int known_weeks = 39;
  std::string text = fmt::format("**{}**, {} customers\n\n", title, cohort.size());
  text += row_of({"fitted to weeks", "r, alpha, a, b", "weeks", "customer-days bought again",
                  "95 % interval", "measured"});
  text += "|---|---|---|---|---|---|\n";
  const auto add = [&](int from, const std::vector<int>& ahead) {
    const std::vector<BuyingHistory> known = histories(cohort, end_of_week(from));
    const BgNbd model = fitted(known);
    const std::vector<Forecast> says = forecast(known, model, ahead, repeats);
    for (std::size_t k = 0; k < ahead.size(); ++k) {
      const int to = from + ahead[k];
      text += row_of(
          {fmt::format("1 to {}", from),
           fmt::format("{:.3f}, {:.3f}, {:.3f}, {:.3f}", model.r, model.alpha, model.a, model.b),
           fmt::format("{} to {}", from + 1, to), fmt::format("{:.0f}", says[k].mean),
           fmt::format("{:.0f} to {:.0f}", says[k].low, says[k].high),
           to <= known_weeks
               ? fmt::format("{:.0f}", bought_between(cohort, end_of_week(from), end_of_week(to)))
               : "kept back"});
    }
  };
  add(half, {known_weeks - half});
  add(known_weeks, {13, 26, 39});
  return text + "\n";
}

}  // namespace

std::string purchases(const std::filesystem::path& data) {
  return "## What CDNOW's cohort of 1997 buys in weeks 40 to 78\n\n"
         "Purchases of one customer on one day count once (a customer-day); its first does not "
         "count.\n"
         "Method: BG/NBD (Fader, Hardie & Lee 2005) by maximum likelihood, "
         "analysis/estimate/targets;\n"
         "to expect is the sum of all customers' conditional expectations; the interval is of "
         "repeated\n"
         "fits to customers drawn anew, each followed by one future of the cohort by that fit. It\n"
         "holds if the model does: it knows no Christmas, and no customer who comes back.\n\n" +
         part("The sample of one in ten",
              read_cohort(data / "customers" / "cdnow-sample-weeks1-39.txt"), 200) +
         part("All", read_cohort(data / "customers" / "cdnow-master-weeks1-39.txt.gz"), 40);
}

}  // namespace rapport::predict
