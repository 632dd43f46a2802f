// One-way analysis of variance over parts of equal numbers:
//   index = (between - (parts - 1) luck) / (between + within),
// luck = the mean square within parts, or, where parts have neighbours, the mean of
//   (before - 2 this + after)^2 / (1 / n_before + 4 / n_this + 1 / n_after).
#include "analysis/estimate/main_effect.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/ranks.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

constexpr std::size_t fewest_draws = 32;

// The part of each draw, numbered from 0 upwards without gaps, and how many there are.
struct Parts {
  std::vector<std::size_t> of;
  std::size_t count = 0;
  bool in_sequence = false;  // none of those asked for is empty
};

Parts cut(std::span<const double> x) {
  const std::size_t bins = main_effect_bins(x.size());
  const double per_rank = static_cast<double>(bins) / static_cast<double>(x.size());
  std::vector<std::size_t> number(bins, 0);
  Parts parts;
  for (const double rank : mid_ranks(x)) {
    parts.of.push_back(std::min(bins - 1, static_cast<std::size_t>((rank - 0.5) * per_rank)));
    number[parts.of.back()] = 1;
  }
  for (std::size_t& filled : number) {
    const std::size_t before = parts.count;
    parts.count += filled;
    filled = before;
  }
  for (std::size_t& part : parts.of) {
    part = number[part];
  }
  parts.in_sequence = parts.count == bins;
  return parts;
}

// Sums of squares over a sample whose values come one by one.
class Squares {
 public:
  explicit Squares(const Parts& parts)
      : sum_(parts.count), n_(parts.count), in_sequence_(parts.in_sequence) {}

  void clear() {
    std::fill(sum_.begin(), sum_.end(), 0.0);
    std::fill(n_.begin(), n_.end(), 0.0);
    raw_ = 0.0;
  }

  void add(std::size_t part, double value) {
    sum_[part] += value;
    n_[part] += 1.0;
    raw_ += value * value;
  }

  void finish() {
    double sum = 0.0;
    double of_means = 0.0;
    filled_ = 0.0;
    n_all_ = 0.0;
    for (std::size_t part = 0; part < sum_.size(); ++part) {
      if (n_[part] > 0.0) {
        of_means += sum_[part] * sum_[part] / n_[part];
        filled_ += 1.0;
        n_all_ += n_[part];
        sum += sum_[part];
      }
    }
    within_ = std::max(0.0, raw_ - of_means);
    between_ = std::max(0.0, of_means - sum * sum / n_all_);
  }

  double mean(std::size_t part) const { return sum_[part] / n_[part]; }
  double between() const { return between_; }

  // The part of between() that is no luck; may be below zero.
  double explained() const { return between_ - (filled_ - 1.0) * luck(); }

  // 0 where a resample happens not to vary.
  double index() const {
    const double all = within_ + between_;
    return all > 0.0 ? explained() / all : 0.0;
  }

 private:
  // The variance of a part's mean by luck, times the draws in the part.
  double luck() const {
    double squares = 0.0;
    double triples = 0.0;
    for (std::size_t part = 1; in_sequence_ && part + 1 < sum_.size(); ++part) {
      if (n_[part - 1] > 0.0 && n_[part] > 0.0 && n_[part + 1] > 0.0) {
        const double bend = mean(part - 1) - 2.0 * mean(part) + mean(part + 1);
        squares += bend * bend / (1.0 / n_[part - 1] + 4.0 / n_[part] + 1.0 / n_[part + 1]);
        triples += 1.0;
      }
    }
    return triples > 0.0 ? squares / triples : within_ / (n_all_ - filled_);
  }

  std::vector<double> sum_;
  std::vector<double> n_;
  bool in_sequence_;
  double raw_ = 0.0;
  double n_all_ = 0.0;
  double filled_ = 0.0;   // parts that hold something
  double within_ = 0.0;   // about the means of parts
  double between_ = 0.0;  // of the means about the mean
};

void require(std::span<const double> x, std::span<const double> y, double confidence,
             std::size_t resamples) {
  const auto finite = [](double v) { return std::isfinite(v); };
  if (x.size() != y.size()) {
    throw std::invalid_argument("a main effect needs one y for each x");
  }
  if (!std::all_of(x.begin(), x.end(), finite) || !std::all_of(y.begin(), y.end(), finite)) {
    throw std::invalid_argument("a main effect needs finite values");
  }
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
  if (resamples == 0) {
    throw std::invalid_argument("a bootstrap needs resamples");
  }
}

bool varies(std::span<const double> values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

// y about its mean and in units of its greatest distance from it, so that no square overflows.
std::vector<double> scaled(std::span<const double> y) {
  double greatest = 0.0;
  for (const double value : y) {
    greatest = std::max(greatest, std::abs(value));
  }
  double mean = 0.0;
  for (const double value : y) {
    mean += value / greatest / static_cast<double>(y.size());
  }
  std::vector<double> result;
  for (const double value : y) {
    result.push_back(value / greatest - mean);
  }
  return result;
}

Squares squares(const Parts& parts, const std::vector<double>& y) {
  Squares sums(parts);
  for (std::size_t i = 0; i < y.size(); ++i) {
    sums.add(parts.of[i], y[i]);
  }
  sums.finish();
  return sums;
}

// A sample whose means of parts, counted as if it were all there is, vary as much as is explained.
std::vector<double> drawn_together(const Parts& parts, const std::vector<double>& y,
                                   const Squares& sums) {
  const double kept =
      sums.between() > 0.0 ? std::sqrt(std::max(0.0, sums.explained() / sums.between())) : 0.0;
  std::vector<double> result;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double mean = sums.mean(parts.of[i]);
    result.push_back(kept * mean + (y[i] - mean));
  }
  return result;
}

// The value below which the share p of sorted values lies, between the two nearest.
double sorted_quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::size_t main_effect_bins(std::size_t draws) {
  return static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(draws))));
}

Interval main_effect(std::span<const double> x, std::span<const double> y, std::uint64_t seed,
                     double confidence, std::size_t resamples) {
  require(x, y, confidence, resamples);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Interval result{std::numeric_limits<double>::quiet_NaN(), 0.0, 1.0, infinity, x.size()};
  if (x.size() < fewest_draws || !varies(x) || !varies(y)) {
    return result;
  }
  const Parts parts = cut(x);
  const std::vector<double> values = scaled(y);
  const Squares sums = squares(parts, values);
  result.mean = sums.index();

  const std::vector<double> whole = drawn_together(parts, values, sums);
  const SplitMix64 random(seed);
  Squares resample(parts);
  std::vector<double> indices;
  for (std::size_t round = 0; round < resamples; ++round) {
    resample.clear();
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const std::size_t chosen = random.below(round * whole.size() + i, whole.size());
      resample.add(parts.of[chosen], whole[chosen]);
    }
    resample.finish();
    indices.push_back(resample.index());
  }
  std::sort(indices.begin(), indices.end());
  const double mean =
      std::accumulate(indices.begin(), indices.end(), 0.0) / static_cast<double>(resamples);
  double squared = 0.0;
  for (const double index : indices) {
    squared += (index - mean) * (index - mean);
  }
  result.low = result.mean - (sorted_quantile(indices, 0.5 + 0.5 * confidence) - mean);
  result.high = result.mean + (mean - sorted_quantile(indices, 0.5 - 0.5 * confidence));
  result.standard_error = std::sqrt(squared / static_cast<double>(resamples));
  return result;
}

}  // namespace rapport::estimate
