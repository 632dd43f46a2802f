// How columns that several mechanisms read are to be read: half-lives and formulas, set once by the
// mechanism that owns each. Where the owner is off, the defaults mean "nothing there".
#pragma once

#include <algorithm>

#include "sim/core/random.hpp"
#include "sim/world/cases.hpp"
#include "sim/world/rows.hpp"

namespace rapport {

/// Trust as accumulated evidence (beta reputation, Josang & Ismail 2002): E4.
struct TrustLaw {
  double prior_strength = 2;  ///< n0: evidence that the prior is worth
  double half_life = 4368;    ///< hours

  /// Evidence for and against at a moment, faded.
  struct Evidence {
    double in_favour = 0;
    double against = 0;
    double total() const { return in_favour + against; }
  };
  Evidence evidence(const Fading& in_favour, const Fading& against, double now) const {
    return {in_favour.value(now, half_life), against.value(now, half_life)};
  }
  /// In (0,1); exactly 1/2 without evidence.
  double trust(const Evidence& e) const {
    return (0.5 * prior_strength + e.in_favour) / (prior_strength + e.total());
  }
  /// How sure: n / (n + n0), in [0,1).
  double certainty(const Evidence& e) const { return e.total() / (e.total() + prior_strength); }
};

/// How long a customer waits for an answer.
struct PatienceLaw {
  double median_hours = 1.7;
  double sigma = 2.61;
  bool exponential_law = false;      ///< with mean `median_hours` instead (queueing theory's)
  double never_answered_after = 72;  ///< hours

  double ends(const Luck& luck, std::uint32_t customer, Identity cause, double at) const {
    constexpr Purpose patience{"patience.length"};
    const double u = luck.u(patience, customer, cause);
    return at + (exponential_law ? median_hours * exponential(u)
                                 : log_normal_of_median(u, median_hours, sigma));
  }
  /// When an unanswered case has nothing more to come: patience and the 72 hours have both ended.
  double settled(const Case& one) const {
    return std::max(one.patience_ends, one.at + never_answered_after);
  }
};

/// How a platform's display of an account falls with what it does (E1).
struct ReachLaw {
  double size_exponent = 0;  ///< eta: reach share ~ (followers / reference)^-eta
  double size_reference = 1000;
  double crowding_posts = 7;  ///< posts a week that halve the chance of being shown

  double factor(double followers, double posts_per_week) const {
    const double relative = std::max(followers, size_reference) / size_reference;
    return math::pow(relative, -size_exponent) / (1.0 + posts_per_week / crowding_posts);
  }
};

/// What visible people behind a brand's messages do to their readers (C5), in standard deviations.
/// Of either sign: they please where buying is for pleasure, displease where it is a risk, and
/// displease strangers (Barcelos et al. 2018; Gretry et al. 2017).
struct PersonaLaw {
  double pleasure = 0;    ///< b_h x how far the category is bought for pleasure
  double risk = 0;        ///< b_r x how far the purchase is a risk
  double unfamiliar = 0;  ///< b_u

  /// `people` = share of visible people, [0,1]; `certainty` = how well the reader knows the brand.
  double appeal(double people, double certainty) const {
    return people * (pleasure - risk - unfamiliar * (1 - certainty));
  }
};

struct Laws {
  TrustLaw trust;
  PersonaLaw persona;
  PatienceLaw patience;
  ReachLaw reach;
  double irritation_half_life = hours_of_week;
  double reminder_half_life = hours_of_week;
  double mean_need_rate = 0;  ///< category purchases an hour, mean over customers

  static constexpr double hours_of_week = 168;

  /// What a persona is to a reader with this evidence of the brand; no evidence is looked at where
  /// nobody is visible.
  double appeal(double people, const Fading& in_favour, const Fading& against, double now) const {
    return people == 0
               ? 0
               : persona.appeal(people, trust.certainty(trust.evidence(in_favour, against, now)));
  }
};

}  // namespace rapport
