// Per customer, with x repeat purchases, the last at t, looked at until T (equation 6):
//   ln L = sum_{i<x} [ln(r + i) + ln((b + i) / (a + b + i))] + r ln alpha + ln(e^C + e^D),
//   C = -(r + x) ln(alpha + T)                                        still there
//   D = ln(a / (b + x - 1)) - (r + x) ln(alpha + t), if x > 0         left after the last
// The first sum needs no gamma function, and over all customers only how many bought more than i
// times. Slopes and curvatures are exact. Newton's steps in the logarithms of the four numbers,
// shortened by Levenberg & Marquardt's damping whenever they do not climb.
#include "analysis/estimate/targets/bg_nbd_fit.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

using Four = Eigen::Vector4d;  // r, alpha, a, b
using FourByFour = Eigen::Matrix4d;
enum Entry { r, alpha, a, b };

// A function of the four numbers at one point.
struct Surface {
  double value = 0.0;
  Four slope = Four::Zero();
  FourByFour bend = FourByFour::Zero();
};

// Adds weight * ln(sum of the entries named + plus).
void add_log(Surface& to, double weight, std::initializer_list<Entry> entries, const BgNbd& model,
             double plus) {
  const Four numbers(model.r, model.alpha, model.a, model.b);
  double x = plus;
  for (const Entry each : entries) {
    x += numbers[each];
  }
  to.value += weight * std::log(x);
  for (const Entry row : entries) {
    to.slope[row] += weight / x;
    for (const Entry column : entries) {
      to.bend(row, column) -= weight / (x * x);
    }
  }
}

// Adds -(r + x) ln(alpha + time).
void add_silence(Surface& to, const BgNbd& model, double x, double time) {
  const double since = model.alpha + time;
  to.value -= (model.r + x) * std::log(since);
  to.slope[r] -= std::log(since);
  to.slope[alpha] -= (model.r + x) / since;
  to.bend(r, alpha) -= 1.0 / since;
  to.bend(alpha, r) -= 1.0 / since;
  to.bend(alpha, alpha) += (model.r + x) / (since * since);
}

// Adds ln(e^C + e^D): a mean of both, weighted by how likely each is.
void add_either(Surface& to, const BgNbd& model, const BuyingHistory& history) {
  const double x = history.repeats;
  Surface stays;
  add_silence(stays, model, x, history.observed);
  Surface left;
  double chance_left = 0.0;
  to.value += stays.value;
  if (history.repeats > 0) {
    add_silence(left, model, x, history.last);
    add_log(left, 1.0, {a}, model, 0.0);
    add_log(left, -1.0, {b}, model, x - 1.0);
    const double ahead = left.value - stays.value;
    chance_left = 1.0 / (1.0 + std::exp(-ahead));
    to.value += std::max(ahead, 0.0) + std::log1p(std::exp(-std::abs(ahead)));
  }
  const Four apart = left.slope - stays.slope;
  to.slope += stays.slope + chance_left * apart;
  to.bend += stays.bend + chance_left * (left.bend - stays.bend) +
             chance_left * (1.0 - chance_left) * apart * apart.transpose();
}

Surface likelihood(const BgNbd& model, std::span<const BuyingHistory> histories) {
  Surface all;
  std::vector<double> more_than;  // entry i: customers with more than i repeat purchases
  for (const BuyingHistory& history : histories) {
    const auto x = static_cast<std::size_t>(history.repeats);
    more_than.resize(std::max(more_than.size(), x), 0.0);
    for (std::size_t i = 0; i < x; ++i) {
      more_than[i] += 1.0;
    }
    add_either(all, model, history);
  }
  for (std::size_t i = 0; i < more_than.size(); ++i) {
    const auto plus = static_cast<double>(i);
    add_log(all, more_than[i], {r}, model, plus);
    add_log(all, more_than[i], {b}, model, plus);
    add_log(all, -more_than[i], {a, b}, model, plus);
  }
  const auto customers = static_cast<double>(histories.size());
  all.value += customers * model.r * std::log(model.alpha);
  all.slope[r] += customers * std::log(model.alpha);
  all.slope[alpha] += customers * model.r / model.alpha;
  all.bend(r, alpha) += customers / model.alpha;
  all.bend(alpha, r) += customers / model.alpha;
  all.bend(alpha, alpha) -= customers * model.r / (model.alpha * model.alpha);
  return all;
}

BgNbd model_at(const Four& logs) {
  const Four numbers = logs.array().exp();
  return {numbers[r], numbers[alpha], numbers[a], numbers[b]};
}

// The same surface over the logarithms of the four numbers.
Surface over_logs(const Four& logs, std::span<const BuyingHistory> histories) {
  Surface all = likelihood(model_at(logs), histories);
  const Four numbers = logs.array().exp();
  all.slope = all.slope.cwiseProduct(numbers);
  all.bend = numbers.asDiagonal() * all.bend * numbers.asDiagonal();
  all.bend.diagonal() += all.slope;
  return all;
}

bool within_reach(const Four& logs) {
  return logs.allFinite() && logs.cwiseAbs().maxCoeff() <= 20.0;
}

std::optional<BgNbdFit> as_fit(const Four& logs, const Surface& here, int steps) {
  const Eigen::LLT<FourByFour> curvature(-here.bend);
  if (curvature.info() != Eigen::Success) {
    return std::nullopt;  // a ridge, not a summit
  }
  const FourByFour spread = curvature.solve(FourByFour::Identity());
  const Four numbers = logs.array().exp();
  const Four errors = numbers.cwiseProduct(spread.diagonal().cwiseSqrt());
  return BgNbdFit{
      model_at(logs), {errors[r], errors[alpha], errors[a], errors[b]}, here.value, steps};
}

void require_histories(std::span<const BuyingHistory> histories) {
  require(!histories.empty(), "a fit needs histories");
  for (const BuyingHistory& history : histories) {
    require_history(history);
  }
}

}  // namespace

double log_likelihood(const BgNbd& model, std::span<const BuyingHistory> histories) {
  require_model(model);
  require_histories(histories);
  return likelihood(model, histories).value;
}

std::optional<BgNbdFit> fit_bg_nbd(std::span<const BuyingHistory> histories, const BgNbd& start) {
  require_model(start);
  require_histories(histories);
  Four logs = Four(start.r, start.alpha, start.a, start.b).array().log();
  Surface here = over_logs(logs, histories);
  const FourByFour per_customer = static_cast<double>(histories.size()) * FourByFour::Identity();
  double damping = 1.0;
  for (int step = 1; step <= 1000 && damping < 1e12; ++step) {
    const Eigen::LLT<FourByFour> hill(damping * per_customer - here.bend);
    damping *= 10.0;
    if (hill.info() != Eigen::Success) {
      continue;
    }
    const Four by = hill.solve(here.slope);
    if (by.cwiseAbs().maxCoeff() < 1e-9 && damping <= 1e-6) {
      return as_fit(logs, here, step);
    }
    const Four next = logs + by;
    if (!within_reach(next)) {
      continue;
    }
    const Surface there = over_logs(next, histories);
    if (there.value >= here.value - 1e-13 * std::abs(here.value)) {  // or equal but for rounding
      logs = next;
      here = there;
      damping /= 100.0;
    }
  }
  return std::nullopt;
}

}  // namespace rapport::targets
