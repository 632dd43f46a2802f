// Repeat purchases of customers who may leave for good after any of them (BG/NBD). While with the
// firm a customer buys by a Poisson law, rates differ as gamma(r, alpha); after each repeat
// purchase it leaves with a chance that differs as beta(a, b). Source: Fader, Hardie & Lee,
// Marketing Science 24 (2005) 275-284.
#pragma once

namespace rapport::targets {

/// All above 0. Time has whatever unit alpha has.
struct BgNbd {
  double r = 0.0;      ///< shape of buying rates
  double alpha = 0.0;  ///< r / alpha is the mean rate
  double a = 0.0;      ///< a / (a + b) is the mean chance of leaving
  double b = 0.0;
};

/// What a firm knows of a customer: time runs from its first purchase.
struct BuyingHistory {
  int repeats = 0;        ///< purchases after the first, 0 or more
  double last = 0.0;      ///< when the last of them was; 0 where there was none
  double observed = 0.0;  ///< until when the firm has looked: above 0, not before `last`
};

// All throw std::invalid_argument for numbers out of range. Times are finite, 0 or more, and so
// short that some customers buy nothing (see negative_binomial.hpp).

/// Repeat purchases to expect by `time` of a new customer.
double expected_purchases(const BgNbd& model, double time);

/// The share of customers with exactly `count` repeat purchases by `time`.
double purchases_share(const BgNbd& model, int count, double time);

/// The chance that a customer with that history has not left. One who never bought again has not:
/// customers leave after a repeat purchase.
double stays_probability(const BgNbd& model, const BuyingHistory& history);

/// Repeat purchases to expect within `time` after a history.
double expected_ahead(const BgNbd& model, const BuyingHistory& history, double time);

/// Throws std::invalid_argument where a number of the model or the history is out of range.
void require_model(const BgNbd& model);
void require_history(const BuyingHistory& history);

}  // namespace rapport::targets
