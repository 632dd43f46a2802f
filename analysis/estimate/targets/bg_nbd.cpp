// One who never left would buy by the negative binomial of shape r and mean r t / alpha. Its j-th
// purchase still finds the customer there with chance s_{j-1}, s_j = prod_{i<j} (b + i) /
// (a + b + i). So the mean is sum_n P(n) (s_0 + ... + s_{n-1}): all terms positive, unlike in the
// hypergeometric form of the paper, to which tests hold it, and nothing happens at a = 1. After a
// history, those who stay are customers of the model (r + x, alpha + T, a, b + x).
#include "analysis/estimate/targets/bg_nbd.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"
#include "analysis/estimate/targets/negative_binomial.hpp"

namespace rapport::targets {
namespace {

NegativeBinomial unending(const BgNbd& model, double time) {
  return {model.r * time / model.alpha, model.r};
}

// s_count
double still_there(const BgNbd& model, int count) {
  double share = 1.0;
  for (int i = 0; i < count; ++i) {
    share *= (model.b + i) / (model.a + model.b + i);
  }
  return share;
}

void require_time(double time) {
  require(time >= 0.0 && std::isfinite(time), "a time must be zero or more, and finite");
}

}  // namespace

void require_model(const BgNbd& model) {
  for (const double each : {model.r, model.alpha, model.a, model.b}) {
    require(each > 0.0 && std::isfinite(each), "the numbers of a BG/NBD must be above zero");
  }
}

void require_history(const BuyingHistory& history) {
  require(history.repeats >= 0, "repeat purchases must be zero or more");
  require(history.observed > 0.0 && std::isfinite(history.observed),
          "a customer must have been looked at for a time above zero");
  require(history.last >= 0.0 && history.last <= history.observed,
          "a last purchase must be within the time looked at");
  require((history.last > 0.0) == (history.repeats > 0),
          "a last purchase is after zero if there was a repeat purchase, else zero");
}

double expected_purchases(const BgNbd& model, double time) {
  require_model(model);
  require_time(time);
  if (time == 0.0) {
    return 0.0;
  }
  double there = 1.0;
  double bought = 0.0;
  return nbd_mean(unending(model, time), [&](int n) {
    const double value = bought;
    bought += there;
    there *= (model.b + n) / (model.a + model.b + n);
    return value;
  });
}

double purchases_share(const BgNbd& model, int count, double time) {
  require_model(model);
  require_time(time);
  require(count >= 0, "purchases must be zero or more");
  if (time == 0.0) {
    return count == 0 ? 1.0 : 0.0;
  }
  const NegativeBinomial law = unending(model, time);
  const double stayed = still_there(model, count) * nbd_share(law, count);
  if (count == 0) {
    return stayed;
  }
  const double left_then =
      still_there(model, count - 1) * model.a / (model.a + model.b + (count - 1));
  return stayed + left_then * nbd_mean(law, [&](int n) { return n >= count ? 1.0 : 0.0; });
}

double stays_probability(const BgNbd& model, const BuyingHistory& history) {
  require_model(model);
  require_history(history);
  if (history.repeats == 0) {
    return 1.0;
  }
  const double x = history.repeats;
  const double silence = (model.alpha + history.observed) / (model.alpha + history.last);
  return 1.0 / (1.0 + model.a / (model.b + x - 1.0) * std::pow(silence, model.r + x));
}

double expected_ahead(const BgNbd& model, const BuyingHistory& history, double time) {
  const double stays = stays_probability(model, history);
  const double x = history.repeats;
  return stays * expected_purchases(
                     {model.r + x, model.alpha + history.observed, model.a, model.b + x}, time);
}

}  // namespace rapport::targets
