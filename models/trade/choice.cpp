// Choice: at an occasion one brand of those that come to mind, or the outside good, by multinomial
// logit with persistent tastes a = ln Gamma(S share), so that without social effects buying is
// exactly NBD-Dirichlet (Goodhardt, Ehrenberg & Chatfield 1984):
//
//   V_b = a_b + w_T (T - .5) + w_H H + w_R R - w_I I - w_P ln(price / mean price) + answer    (E7)
//
// arg max of V + Gumbel noise keyed (customer, occasion, brand): raising one V only moves choices
// to that brand. An answer counts for the purchase it concerns and for no other. What is bought,
// here or on a visit, is counted here. Held to: logit shares (V16); Dirichlet penetration and
// purchase frequency (V7); closed shops and unknown brands sell nothing.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<float> taste_outside{
    "taste_outside", Of::customer, "1", -1e30, 1e3, 0, "persistent liking of what is outside"};
inline constexpr SharedCounter considered{"considered", Ladder::business, MeasureOf::brand, "1",
                                          "occasions at which the brand came to mind"};

class Choice final : public Mechanism {
 public:
  Choice() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter(
        "share", share_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.25,
         .role = Role::market,
         .meaning = "share of the brand among all who know everything; the rest of 1 is outside",
         .source = "prototype set-up"});
    d.parameter("loyalty", loyalty_,
                {.unit = "1",
                 .low = 0.01,
                 .high = 100,
                 .value = 1.295,
                 .role = Role::trait,
                 .meaning = "sum of the Dirichlet's parameters (S): small = loyal tastes",
                 .source = "Goodhardt et al. 1984, toothpaste; via NBDdirichlet",
                 .grade = Grade::published});
    effect(d, "trust", trust_, 3, 10, "weight of trust above or below even");
    effect(d, "habit", habit_weight_, 0.5, 10, "weight of the share of recent purchases");
    effect(d, "reminder", reminder_weight_, 0.3, 10, "weight of fresh messages");
    effect(d, "irritation", irritation_weight_, 0.3, 10, "weight of irritation");
    effect(d, "answered_question", answered_question_, 0.8, 10,
           "bonus when the question before this purchase was answered in time");
    d.parameter("irritation_of_others", of_others_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.3,
                 .role = Role::trait,
                 .meaning = "irritation's weight with those who do not follow",
                 .source = "prototype E7"});
    d.parameter(
        "price", price_weight_,
        {.unit = "1",
         .low = 0,
         .high = 10,
         .value = 2.6,
         .role = Role::trait,
         .meaning = "price elasticity: weight of the log price relative to the brands' mean",
         .source = "Bijmolt, van Heerde & Pieters 2005: mean -2.62",
         .grade = Grade::remembered});
    d.require({"share"}, "the 'share' of all brands must not add up to more than 1",
              [this, brands = d.brand_count()](SegmentId segment) {
                double sum = 0;
                for (std::size_t b = 0; b < brands; ++b) {
                  sum += share_(static_cast<BrandId>(b), segment);
                }
                return sum <= just_one;
              });
    declare_columns(d);
    d.counter(considered_, considered);
    d.on<&Choice::answered>(*this);
    d.own(purchases_, columns::purchases);
    d.on<&Choice::occasion>(*this);
    d.on<&Choice::bought>(*this);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose taste{"choice.taste"};
    const auto subject = static_cast<std::uint32_t>(who.who());
    double outside = 1;
    for (std::size_t i = 0; i < who.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      const double share = share_(b, who.segment());
      outside -= share;
      who.own(taste_, b) = share > 0 ? static_cast<float>(log_gamma_draw(who.luck(), taste, subject,
                                                                         {i}, loyalty_ * share))
                                     : -1e30F;
    }
    who.own(outside_) = outside > 1e-9
                            ? static_cast<float>(log_gamma_draw(who.luck(), taste, subject, {~0ULL},
                                                                loyalty_ * outside))
                            : -1e30F;
  }

  void answered(Turn& turn, const Answered& event) const {
    const std::uint32_t serial = turn.see(serial_);
    if (event.cause == question_before(static_cast<std::uint32_t>(turn.who()), serial)) {
      turn.own(answer_, event.brand) = serial;
    }
  }

  void bought(Turn& turn, const Bought& event) const {
    std::uint16_t& count = turn.own(purchases_, event.brand);
    count = static_cast<std::uint16_t>(std::min(65535, count + 1));
  }

  void occasion(Turn& turn, const Occasion& event) const {
    constexpr Purpose noise{"choice.noise"};
    const double log_mean_price = math::log(mean_price(turn));
    bool outside = true;
    BrandId best{};
    double best_value =
        double{turn.own(outside_)} + gumbel(turn.u(noise, {std::uint64_t{event.serial} << 8U}));
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (double{turn.see(aware_until_, b)} <= turn.now() || turn.published(shop_open_, b) == 0) {
        continue;
      }
      turn.count(considered_, b);
      const double value = utility(turn, event, b, log_mean_price) +
                           gumbel(turn.u(noise, {(std::uint64_t{event.serial} << 8U) | (i + 1)}));
      if (value > best_value) {
        best_value = value;
        best = b;
        outside = false;
      }
    }
    const Identity what{event.serial};
    turn.then(Chose{what, best, outside});
    if (!outside) {
      turn.then(Bought{best, what, false});
    }
  }

 private:
  static void effect(Declaration& d, std::string_view name, Value& value, double standard,
                     double high, std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = high,
                 .value = standard,
                 .role = Role::effect,
                 .meaning = meaning,
                 .source = "prototype E7"});
  }

  void declare_columns(Declaration& d) {
    d.own(taste_, columns::taste);
    d.own(outside_, taste_outside);
    d.own(answer_, columns::answer_for);
    d.reads(serial_, columns::occasion_serial);
    d.reads(aware_until_, columns::aware_until);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.reads(habit_, columns::habit);
    d.reads(reminder_, columns::reminder);
    d.reads(irritation_, columns::irritation);
    d.reads(follows_, columns::follows);
    d.reads(price_, columns::price);
    d.reads(shop_open_, columns::shop_open);
  }

  double mean_price(const Turn& turn) const {
    double sum = 0;
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      sum += turn.published(price_, static_cast<BrandId>(b));
    }
    return sum / static_cast<double>(turn.brand_count());
  }

  double utility(Turn& turn, const Occasion& event, BrandId b, double log_mean_price) const {
    const TrustLaw& law = turn.laws().trust;
    const double trust =
        law.trust(law.evidence(turn.see(for_, b), turn.see(against_, b), turn.now()));
    const double reminder =
        turn.see(reminder_, b).value(turn.now(), turn.laws().reminder_half_life);
    const double annoyed =
        turn.see(irritation_, b).value(turn.now(), turn.laws().irritation_half_life);
    const double near = turn.see(follows_, b) != 0 ? 1.0 : double{of_others_};
    const std::uint32_t answer = turn.own(answer_, b);
    double value = double{turn.own(taste_, b)} + trust_ * (trust - 0.5) +
                   habit_weight_ * double{turn.see(habit_, b)} + reminder_weight_ * reminder -
                   irritation_weight_ * near * annoyed -
                   price_weight_ * (math::log(turn.published(price_, b)) - log_mean_price);
    if (answer == event.serial) {
      value += answered_question_;
    }
    return value;
  }

  PerBrandAndSegment share_;
  Value loyalty_, trust_, habit_weight_, reminder_weight_, irritation_weight_, answered_question_,
      of_others_, price_weight_;
  Own<float> taste_;
  Own<float> outside_;
  Own<std::uint32_t> answer_;
  Own<std::uint16_t> purchases_;
  Reads<std::uint32_t> serial_;
  Reads<float> aware_until_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  Reads<float> habit_;
  Reads<Fading> reminder_;
  Reads<Fading> irritation_;
  Reads<std::uint8_t> follows_;
  BrandReads price_, shop_open_;
  Counter considered_{};
};

}  // namespace

extern const MechanismInfo choice;
const MechanismInfo choice{
    .summary = "which brand is bought, if any",
    .claims = "mechanism 7; C34",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Choice>()); },
};

}  // namespace rapport::models
