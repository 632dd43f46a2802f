// Of n purchases none is of the brand with chance prod_{i<n} (S - S share + i) / (S + i): a brand
// meets all others as one. Two brands together are one brand, too, hence duplication.
#include "analysis/estimate/targets/nbd_dirichlet.hpp"

namespace rapport::targets {
namespace {

// The mean over customers of f(n, the chance that none of n purchases is of the brand).
template <class F>
double mean_over_buyers(const Category& category, double share, F f) {
  require(category.diversity > 0.0, "the diversity of a category must be above zero");
  require(share > 0.0 && share <= 1.0, "a brand's share must be above 0 and up to 1");
  const double s = category.diversity;
  double never = 1.0;
  return nbd_mean(category.purchases, [&](int n) {
    const double value = f(n, never);
    never *= (s - s * share + n) / (s + n);
    return value;
  });
}

}  // namespace

Category over(const Category& category, double periods) {
  return {over(category.purchases, periods), category.diversity};
}

double brand_penetration(const Category& category, double share) {
  return mean_over_buyers(category, share, [](int, double never) { return 1.0 - never; });
}

double purchase_frequency(const Category& category, double share) {
  return category.purchases.mean * share / brand_penetration(category, share);
}

double category_requirements(const Category& category, double share) {
  const double all =
      mean_over_buyers(category, share, [](int n, double never) { return n * (1.0 - never); });
  return category.purchases.mean * share / all;
}

double brand_repeat(const Category& category, double share) {
  const double once = brand_penetration(category, share);
  return (2.0 * once - brand_penetration(over(category, 2.0), share)) / once;
}

double duplication(const Category& category, double other, double of) {
  const double bought = brand_penetration(category, of);
  const double either = brand_penetration(category, other + of);
  return (brand_penetration(category, other) + bought - either) / bought;
}

}  // namespace rapport::targets
