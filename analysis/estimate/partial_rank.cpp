// From the inverse P of the matrix of all rank correlations (y last):
//   partial correlation of y and k = -P_yk / sqrt(P_yy P_kk),
// P by Cholesky's decomposition R = L L', P = L^-T L^-1. As y is the last, P_yk / sqrt(P_yy) is the
// entry of y and k in L^-1 itself.
#include "analysis/estimate/partial_rank.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/ranks.hpp"

namespace rapport::estimate {
namespace {

using Column = std::vector<double>;
using Matrix = std::vector<Column>;

constexpr double determined = 1e-10;  // a share of variance left that is rounding

void require(std::span<const Column> factors, std::span<const double> y, double confidence) {
  const auto finite = [](double v) { return std::isfinite(v); };
  for (const Column& factor : factors) {
    if (factor.size() != y.size()) {
      throw std::invalid_argument("a factor must have one value for each result");
    }
    if (!std::all_of(factor.begin(), factor.end(), finite)) {
      throw std::invalid_argument("a correlation needs finite values");
    }
  }
  if (!std::all_of(y.begin(), y.end(), finite)) {
    throw std::invalid_argument("a correlation needs finite values");
  }
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
}

bool varies(std::span<const double> values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

// Ranks about their mean, of length 1 as a vector.
Column unit_ranks(std::span<const double> values) {
  Column ranks = mid_ranks(values);
  const double middle = 0.5 * (static_cast<double>(ranks.size()) + 1.0);
  double squares = 0.0;
  for (double& rank : ranks) {
    rank -= middle;
    squares += rank * rank;
  }
  for (double& rank : ranks) {
    rank /= std::sqrt(squares);
  }
  return ranks;
}

double product(const Column& a, const Column& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// The inverse of the lower triangle L of the matrix of products; empty where a factor follows from
// those before it.
Matrix inverse_root(const Matrix& columns) {
  const std::size_t size = columns.size();
  Matrix lower(size, Column(size, 0.0));
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = product(columns[i], columns[j]);
      for (std::size_t k = 0; k < j; ++k) {
        rest -= lower[i][k] * lower[j][k];
      }
      if (i == j && rest < determined) {
        if (i + 1 < size) {
          return {};
        }
        rest = determined;  // y follows from the factors: correlations of 1 or all but 1
      }
      lower[i][j] = i == j ? std::sqrt(rest) : rest / lower[j][j];
    }
  }
  Matrix inverse(size, Column(size, 0.0));
  for (std::size_t j = 0; j < size; ++j) {
    inverse[j][j] = 1.0 / lower[j][j];
    for (std::size_t i = j + 1; i < size; ++i) {
      double rest = 0.0;
      for (std::size_t k = j; k < i; ++k) {
        rest -= lower[i][k] * inverse[k][j];
      }
      inverse[i][j] = rest / lower[i][i];
    }
  }
  return inverse;
}

Interval unknown(std::size_t n) {
  return {std::numeric_limits<double>::quiet_NaN(), -1.0, 1.0,
          std::numeric_limits<double>::infinity(), n};
}

Interval on_fishers_scale(double r, std::size_t n, double values, double confidence) {
  const double next = 1.0 - 12.0 / (values * (values * values - 1.0));  // see rank_correlation()
  const double inner = std::clamp(r, -next, next);
  const double error = std::sqrt((1.0 + 0.5 * inner * inner) / (values - 3.0));
  const double reach = normal_quantile(0.5 + 0.5 * confidence) * error;
  return {r, r < -next ? -1.0 : std::tanh(std::atanh(inner) - reach),
          r > next ? 1.0 : std::tanh(std::atanh(inner) + reach), error, n};
}

}  // namespace

std::vector<Interval> partial_rank_correlations(std::span<const std::vector<double>> factors,
                                                std::span<const double> y, double confidence) {
  require(factors, y, confidence);
  std::vector<Interval> result(factors.size(), unknown(y.size()));
  std::vector<std::size_t> varying;
  Matrix columns;
  for (std::size_t k = 0; k < factors.size(); ++k) {
    if (varies(factors[k])) {
      varying.push_back(k);
      columns.push_back(unit_ranks(factors[k]));
    }
  }
  if (varying.empty() || !varies(y) || y.size() < varying.size() + 3) {
    return result;
  }
  columns.push_back(unit_ranks(y));
  const Matrix inverse = inverse_root(columns);
  if (inverse.empty()) {
    return result;
  }
  const double values = static_cast<double>(y.size()) - static_cast<double>(varying.size() - 1);
  const std::size_t last = varying.size();
  for (std::size_t k = 0; k < last; ++k) {
    double precision = 0.0;
    for (std::size_t row = k; row <= last; ++row) {
      precision += inverse[row][k] * inverse[row][k];
    }
    const double r = std::clamp(-inverse[last][k] / std::sqrt(precision), -1.0, 1.0);
    result[varying[k]] = on_fishers_scale(r, y.size(), values, confidence);
  }
  return result;
}

}  // namespace rapport::estimate
