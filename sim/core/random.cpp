#include "sim/core/random.hpp"

#include <cmath>

namespace rapport {

double log_gamma_draw(const Luck& luck, Purpose purpose, std::uint32_t subject, Identity event,
                      double shape) {
  const double boosted = shape < 1.0 ? shape + 1.0 : shape;
  const double d = boosted - 1.0 / 3.0;
  const double c = 1.0 / (3.0 * std::sqrt(d));
  for (std::uint64_t attempt = 0;; ++attempt) {
    const Identity nth = attempt == 0 ? event : identity(0x67616d6d61ULL, event.value, attempt);
    const auto [u_normal, u_accept] = luck.u2(purpose, subject, nth);
    const double x = math::normal_quantile(u_normal);
    const double cube_root = 1.0 + c * x;
    if (cube_root <= 0.0) {
      continue;
    }
    const double v = cube_root * cube_root * cube_root;
    const double log_v = math::log(v);
    if (math::log(u_accept) < 0.5 * x * x + d - d * v + d * log_v) {
      const double log_g = math::log(d) + log_v;
      if (shape >= 1.0) {
        return log_g;
      }
      const double u_boost = luck.u(purpose, subject, identity(0x626f6f7374ULL, event.value));
      return log_g + math::log(u_boost) / shape;
    }
  }
}

}  // namespace rapport
