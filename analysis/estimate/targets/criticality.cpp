// By power series: coefficients of generating functions, each from those before it.
#include "analysis/estimate/targets/criticality.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

double again(double followed, double innovation) {
  require(followed > 0 && followed <= 1000, "followed must be above 0, up to 1000");
  require(innovation >= 0 && innovation <= 1, "an innovation must be from 0 to 1");
  return (1 - innovation) / (1 + followed);
}

}  // namespace

std::vector<double> meme_popularity(double followed, double innovation, int most) {
  const double a = again(followed, innovation);
  require(most >= 1 && most <= 100000, "most must be from 1 to 100000");
  const auto size = static_cast<std::size_t>(most) + 1;
  // coefficients of G, H and E = exp(z (H - 1)); those of G follow E's by one place
  std::vector<double> g(size, 0), h(size, 0), e(size, 0), p(size, 0);
  h[0] = 1 - a;
  e[0] = std::exp(-followed * a);
  for (std::size_t n = 1; n < size; ++n) {
    g[n] = e[n - 1];
    for (std::size_t k = 1; k <= n; ++k) {
      h[n] += a * g[k] * h[n - k];
    }
    for (std::size_t k = 1; k <= n; ++k) {  // E' = z H' E
      e[n] += followed * static_cast<double>(k) / static_cast<double>(n) * h[k] * e[n - k];
    }
    for (std::size_t k = 1; k <= n; ++k) {
      p[n] += g[k] * h[n - k];
    }
  }
  return p;
}

double mean_popularity(double followed, double innovation) {
  const double a = again(followed, innovation);
  require(innovation > 0, "an innovation must be above 0, or the mean is infinite");
  const double of_screen = a / (1 - a);  // tellings from one, without those that they lead to
  const double of_telling = 1 / (1 - followed * of_screen);
  return of_telling + of_screen * of_telling;
}

}  // namespace rapport::targets
