// Complaints to airlines: by which hour they come, and what they are about.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "analysis/predict/predictions.hpp"

namespace rapport::predict {
namespace {

using Counts = std::map<std::string, double>;
using Days = std::map<std::string, Counts>;  ///< of each day how many of each class

double total(const Counts& counts) {
  double sum = 0;
  for (const auto& [name, n] : counts) {
    sum += n;
  }
  return sum;
}

/// Mean and standard deviation over days of a class' share: days count alike, so that one stormy
/// day does not decide.
struct Share {
  double mean = 0, deviation = 0;
};

Share share(const Days& days, const std::string& name) {
  double sum = 0;
  double squares = 0;
  for (const auto& [day, counts] : days) {
    const auto found = counts.find(name);
    const double p = (found == counts.end() ? 0 : found->second) / total(counts);
    sum += p;
    squares += p * p;
  }
  const auto n = static_cast<double>(days.size());
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean) * n / (n - 1))};
}

Days between(const Days& days, const std::string& first, const std::string& last) {
  Days some;
  for (const auto& [day, counts] : days) {
    if (day >= first && day <= last) {
      some[day] = counts;
    }
  }
  return some;
}

std::vector<std::string> classes(const Days& days) {
  Counts all;
  for (const auto& [day, counts] : days) {
    for (const auto& [name, n] : counts) {
      all[name] += n;
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, n] : all) {
    names.push_back(name);
  }
  return names;
}

/// Half the sum of differences of shares, and what luck alone would make of it.
struct Distance {
  double measured = 0, by_luck = 0;
};

Distance distance(const Days& one, const Days& other, const std::vector<std::string>& names) {
  // variance of a mean of shares of days, in p (1 - p)
  const auto of_days = [](const Days& days) {
    double sum = 0;
    for (const auto& [day, counts] : days) {
      sum += 1 / total(counts);
    }
    return sum / static_cast<double>(days.size() * days.size());
  };
  Distance found;
  for (const std::string& name : names) {
    const double p = share(one, name).mean;
    found.measured += std::abs(p - share(other, name).mean) / 2;
    const double variance = p * (1 - p) * (of_days(one) + of_days(other));
    found.by_luck += std::sqrt(2 * variance / std::numbers::pi) / 2;
  }
  return found;
}

std::string table(const Days& days, const std::string& head) {
  constexpr double student = 2.571;  // 97.5 % of Student's t with 5 degrees of freedom
  const Days early = between(days, "2015-02-17", "2015-02-19");
  const Days late = between(days, "2015-02-20", "2015-02-22");
  const Days all = between(days, "2015-02-17", "2015-02-22");
  const std::vector<std::string> names = classes(all);
  std::string text =
      row_of({head, "17 to 19", "20 to 22", "23 and 24: predicted", "95 % interval"});
  text += "|---|---|---|---|---|\n";
  for (const std::string& name : names) {
    const Share says = share(all, name);
    // the mean of two new days beside that of six
    const double half = student * says.deviation * std::sqrt(1.0 / 2 + 1.0 / 6);
    text += row_of({name, fmt::format("{:.1f} %", 100 * share(early, name).mean),
                    fmt::format("{:.1f} %", 100 * share(late, name).mean),
                    fmt::format("{:.1f} %", 100 * says.mean),
                    fmt::format("{:.1f} to {:.1f} %", 100 * std::max(0.0, says.mean - half),
                                100 * (says.mean + half))});
  }
  const Distance apart = distance(early, late, names);
  return text + fmt::format(
                    "\nTotal variation between the two halves {:.3f}; by luck alone one "
                    "expects {:.3f}.\n\n",
                    apart.measured, apart.by_luck);
}

}  // namespace

std::string complaints(const std::filesystem::path& data) {
  Days by_hour;
  Days by_reason;
  for (const std::string& line : lines_of(data / "brand" / "airline-tweets-feb16-22.csv.gz")) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() < 5 || fields[2] != "negative") {
      continue;
    }
    const std::string day = fields[0].substr(0, 10);
    by_hour[day][fields[0].substr(11, 2)] += 1;
    by_reason[day][fields[4].empty() ? "none given" : fields[4]] += 1;
  }
  return "## When and why airlines are complained to on 23 and 24 February 2015\n\n"
         "Complaints are the tweets called negative, duplicates included; hours are UTC-8. Method: "
         "the\n"
         "mean of the shares of 17 to 22 February, days alike; the interval is of the mean of two "
         "new\n"
         "days (Student's t on the spread between days), if both are there whole. No Monday is "
         "among the six.\n\n" +
         table(by_hour, "hour") + table(by_reason, "reason");
}

}  // namespace rapport::predict
