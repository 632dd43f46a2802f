// Experience: a purchase turns out fine, a delight, or a failure of some severity. Complaints that
// the brand has dealt with can teach it (C18), from the day on which it begins to listen to them:
//
//   failure rate = f (1 - learning (1 - exp(-lessons / (per customer x customers))))          (E12)
//   lessons = complaints handled while they reach those who make the product
//
// Writing such a complaint up for them takes the desk some minutes, which go before answering.
// One uniform a purchase: failures at the low end, so that the world with the higher rate has a
// superset of failures; delights at the high end.
// Held to: shares of outcomes; the superset; nothing learnt and nothing to write without product
// feedback, nor from what was handled before it; minutes in closed form.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter failures{"failures", Ladder::business, MeasureOf::brand, "1",
                                        "units that failed"};
inline constexpr SharedCounter delights{"delights", Ladder::business, MeasureOf::brand, "1",
                                        "units that delighted"};
inline constexpr BrandColumn failure_rate{"failure_rate", "1", 0, "share of units that fail"};

class Experience final : public Mechanism {
 public:
  Experience() { opens = true; }

  void declare(Declaration& d) override {
    d.parameter("failure", failure_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.06,
                 .role = Role::market,
                 .meaning = "share of units that fail, before any learning",
                 .source = "prototype E9"});
    d.parameter("delight", delight_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.12,
                 .role = Role::market,
                 .meaning = "share of units that delight",
                 .source = "prototype E9"});
    d.flag("product_feedback", feedback_,
           {.unit = "1",
            .value = 0,
            .role = Role::organisation,
            .meaning = "whether what complaints say reaches those who make the product (C18)",
            .source = "a decision",
            .grade = Grade::convention});
    d.parameter("feedback_minutes", minutes_,
                {.unit = "min",
                 .low = 0,
                 .high = 480,
                 .value = 10,
                 .role = Role::market,
                 .meaning = "desk minutes to write up a complaint for those who make the product",
                 .source = "a short note; no source: sweep 0 to 60"});
    d.parameter("learning", learning_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.25,
                 .role = Role::effect,
                 .meaning = "share of failures that learning can avoid",
                 .source = "prototype E12"});
    d.parameter("learning_cases", cases_,
                {.unit = "1",
                 .low = 1e-6,
                 .high = 10,
                 .value = 0.025,
                 .role = Role::trait,
                 .meaning = "complaints handled, per customer, that teach 63 % of it",
                 .source = "prototype E12: 150 with 6,000 customers"});
    d.require({"failure", "delight"}, "'failure' and 'delight' must not add up to more than 1",
              [this](BrandId b) { return failure_[b] + delight_[b] <= just_one; });
    d.reads(handled_, columns::complaints_handled);
    d.own(rate_, failure_rate);
    d.own(lessons_,
          {"lessons", "1", 0, "complaints that those who make the product have heard of"});
    d.own(counted_, {"complaints_counted", "1", 0, "complaints handled up to the last hour"});
    d.own(chores_, columns::chore_minutes, {"staff", "publishing"});
    d.counter(failures_, failures);
    d.counter(delights_, delights);
    d.on<&Experience::bought>(*this);
  }

  void open(Office& office) const override {
    const BrandId b = office.brand();
    if (feedback_[b] != 0) {
      const double heard = office.see(handled_) - office.own(counted_);
      office.own(lessons_) += heard;
      office.own(chores_) += heard * minutes_;
    }
    office.own(counted_) = office.see(handled_);
    const double learnt = office.own(lessons_) / (cases_ * office.customers());
    office.own(rate_) = failure_[b] * (1 - learning_ * (1 - math::exp(-learnt)));
  }

  void bought(Turn& turn, const Bought& event) const {
    constexpr Purpose outcome{"experience.outcome"};
    const BrandId b = event.brand;
    // of this customer alone: it becomes the identity of what is said about it, too
    const Identity what = identity(0x65787065ULL, row(turn.who()), row(b), event.occasion.value);
    const auto [u, severity] = turn.u2(outcome, what);
    Experienced experienced{b, what, Outcome::fine, 0};
    if (u < turn.published(BrandReads{rate_.index}, b)) {
      experienced.outcome = Outcome::failure;
      experienced.severity = severity;
      turn.count(failures_, b);
    } else if (u > 1 - delight_[b]) {
      experienced.outcome = Outcome::delight;
      turn.count(delights_, b);
    }
    turn.then(experienced);
  }

 private:
  PerBrand failure_, delight_, feedback_;
  Value minutes_, learning_, cases_;
  BrandReads handled_;
  BrandOwn rate_, lessons_, counted_, chores_;
  Counter failures_{}, delights_{};
};

}  // namespace

extern const MechanismInfo experience;
const MechanismInfo experience{
    .summary = "how purchases turn out, and what a brand learns from failures",
    .claims = "mechanism 8; C18",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Experience>()); },
};

}  // namespace rapport::models
