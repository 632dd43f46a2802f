// Cascades of retweets: their sizes beside those of the cascades that are kept back.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/estimate/targets/branching.hpp"
#include "analysis/predict/predictions.hpp"

namespace rapport::predict {
namespace {

using Sizes = std::vector<double>;

std::pair<Sizes, Sizes> halves(const Sizes& all) {
  Sizes odd;
  Sizes even;
  for (std::size_t i = 0; i < all.size(); ++i) {
    (i % 2 == 0 ? odd : even).push_back(all[i]);
  }
  return {odd, even};
}

double mean(const Sizes& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), 0.0) / static_cast<double>(sizes.size());
}

double share(const Sizes& sizes, double from, double to) {
  return static_cast<double>(std::ranges::count_if(
             sizes, [&](double size) { return size >= from && size <= to; })) /
         static_cast<double>(sizes.size());
}

/// The exponent of the density's tail from a size on, by Hill's estimate, and its standard error.
std::pair<double, double> tail(const Sizes& sizes, double from) {
  double logs = 0;
  double n = 0;
  for (const double size : sizes) {
    if (size >= from) {
      logs += std::log(size / from);
      n += 1;
    }
  }
  return {1 + n / logs, n / logs / std::sqrt(n)};
}

constexpr double endless = 1e300;

std::string percent(double p) {
  return fmt::format("{:.2f} %", 100 * p);
}

/// Of as many again as half of these: the share and where it lies with 95 %.
std::string row(const std::string& what, const Sizes& all, double from, double to,
                const std::string& law = {}) {
  const auto [odd, even] = halves(all);
  const double p = share(all, from, to);
  const auto n = static_cast<double>(all.size());
  const double variance = std::max(p * (1 - p), 1 / n);  // none may be luck
  const double error = std::sqrt(variance * 3 / n);
  std::vector<std::string> cells{
      what, percent(share(odd, from, to)), percent(share(even, from, to)), percent(p),
      percent(std::max(0.0, p - 1.96 * error)) + " to " + percent(p + 1.96 * error)};
  if (!law.empty()) {
    cells.push_back(law);
  }
  return row_of(cells);
}

std::string news(const Sizes& sizes) {
  std::string text =
      fmt::format("**Links to news** (of at least 50), {} cascades\n\n", sizes.size());
  text += row_of({"size", "first half", "second half", "kept back: predicted", "95 % interval"});
  text += "|---|---|---|---|---|\n";
  for (const double least : {75.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0}) {
    text += row(fmt::format("{:.0f} or more", least), sizes, least, endless);
  }
  const auto [odd, even] = halves(sizes);
  for (const double from : {50.0, 100.0, 200.0}) {
    const auto [exponent, error] = tail(sizes, from);
    const double half = 1.96 * error * std::sqrt(3.0);
    text += row_of({fmt::format("exponent of the tail from {:.0f}", from),
                    fmt::format("{:.2f}", tail(odd, from).first),
                    fmt::format("{:.2f}", tail(even, from).first), fmt::format("{:.2f}", exponent),
                    fmt::format("{:.2f} to {:.2f}", exponent - half, exponent + half)});
  }
  return text +
         "\nA tail of 2.3 and steeper is that of no process in which all pass on alike: there it "
         "falls\n"
         "as 1.5, up to a size from which it falls exponentially (V9, V12). rapport's word of "
         "mouth\n"
         "does not make such cascades, and is not fitted to them.\n\n";
}

std::string hashtag(const Sizes& sizes) {
  const auto [odd, even] = halves(sizes);
  const double passed_on = 1 - 1 / mean(odd);
  std::string text = fmt::format(
      "**One hashtag** (Australian politics), {} cascades. Beside it Borel's law (V9) with the "
      "mean of\n"
      "the first half: each passes it on to {:.3f} others.\n\n",
      sizes.size(), passed_on);
  text += row_of({"size", "first half", "second half", "kept back: predicted", "95 % interval",
                  "Borel's law"});
  text += "|---|---|---|---|---|---|\n";
  const auto law = [&](int least) {
    double p = 1;
    for (int n = 1; n < least; ++n) {
      p -= targets::cascade_share(passed_on, n);
    }
    return percent(p);
  };
  for (const int exactly : {1, 2, 3}) {
    text += row(fmt::format("{}", exactly), sizes, exactly, exactly,
                percent(targets::cascade_share(passed_on, exactly)));
  }
  for (const int least : {4, 10, 30, 100}) {
    text += row(fmt::format("{} or more", least), sizes, least, endless, law(least));
  }
  const double deviation = std::sqrt(
      std::transform_reduce(sizes.begin(), sizes.end(), 0.0, std::plus<>(),
                            [m = mean(sizes)](double size) { return (size - m) * (size - m); }) /
      static_cast<double>(sizes.size()));
  const double half = 1.96 * deviation * std::sqrt(3 / static_cast<double>(sizes.size()));
  text += row_of({"mean", fmt::format("{:.2f}", mean(odd)), fmt::format("{:.2f}", mean(even)),
                  fmt::format("{:.2f}", mean(sizes)),
                  fmt::format("{:.2f} to {:.2f}", mean(sizes) - half, mean(sizes) + half),
                  fmt::format("{:.2f}", targets::cascade_mean(passed_on))});
  return text +
         "\nThe law has too few pairs, too many of 4 to 29 and too few of 30 and more: not all "
         "pass on\n"
         "alike.\n";
}

}  // namespace

std::string cascade_sizes(const std::filesystem::path& data) {
  Sizes of_news;
  for (const std::string& line : lines_of(data / "diffusion" / "news-cascade-sizes.csv")) {
    if (line != "size") {
      of_news.push_back(std::stod(line));
    }
  }
  std::map<std::string, double> events;
  for (const std::string& line : lines_of(data / "diffusion" / "auspol-cascades.csv")) {
    if (!line.starts_with("cascade")) {
      events[fields_of(line)[0]] += 1;
    }
  }
  Sizes of_hashtag;
  for (const auto& [cascade, size] : events) {
    of_hashtag.push_back(size);
  }
  return "## How large the third of the cascades is that is kept back\n\n"
         "Method: as those that are here, in which every second one says the same as the others; "
         "the\n"
         "interval is of as many again as half of them, luck on both sides counted.\n\n" +
         news(of_news) + hashtag(of_hashtag);
}

}  // namespace rapport::predict
