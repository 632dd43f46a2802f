// Buying of brands in a stable market where brands have nothing of their own but size: purchases
// of the category by the negative binomial, each customer's choice of brands by a Dirichlet law.
// Source: Goodhardt, Ehrenberg & Chatfield, J. R. Stat. Soc. A 147 (1984) 621-655.
#pragma once

#include "analysis/estimate/targets/negative_binomial.hpp"

namespace rapport::targets {

/// A category in one period.
struct Category {
  NegativeBinomial purchases;
  double diversity = 0.0;  ///< S, above 0. Small: each customer keeps to one brand
};

// `share`: a brand's share of all purchases, above 0 and up to 1. All throw std::invalid_argument
// for numbers out of range, or as negative_binomial.hpp does.

/// The same customers in `periods` periods (above 0, need not be whole).
Category over(const Category& category, double periods);

/// The share of customers who buy the brand at least once.
double brand_penetration(const Category& category, double share);

/// Purchases of the brand per customer who buys it.
double purchase_frequency(const Category& category, double share);

/// The brand's part in all that its customers buy of the category.
double category_requirements(const Category& category, double share);

/// Of those who buy the brand in one period, the share that buys it in the next.
double brand_repeat(const Category& category, double share);

/// Of those who buy the brand `of`, the share that also buys `other`. Both shares together must be
/// at most 1.
double duplication(const Category& category, double other, double of);

}  // namespace rapport::targets
