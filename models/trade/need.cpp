// Need: category purchases as a Poisson process with a gamma-distributed rate per customer, so that
// counts are negative binomial (NBD; Ehrenberg). The time of the k-th is a function of (customer,
// k) alone: no strategy moves it.
//
//   rate_j ~ Gamma(K) mean / K,   T_k = T_(k-1) + Exp / rate_j                                (E8)
//
// Held to: the NBD (V7); no purchases at mean 0; the same times in all worlds.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr double hours_per_year = 365.25 * hours_per_day;
inline constexpr SharedCounter occasions{"category_purchases", Ladder::operations, MeasureOf::brand,
                                         "1",
                                         "purchases in the category, of this brand or any other"};

class Need final : public Mechanism {
 public:
  Need() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter(
        "per_year", per_year_,
        {.unit = "year-1",
         .low = 0,
         .high = 10000,
         .value = 6,
         .role = Role::market,
         .meaning = "mean category purchases of a customer in a year",
         .source = "prototype set-up; the toothpaste panel's is 5.8 (Goodhardt et al. 1984)"});
    d.parameter("shape", shape_,
                {.unit = "1",
                 .low = 0.05,
                 .high = 1000,
                 .value = 0.779,
                 .role = Role::trait,
                 .meaning = "shape of the gamma law of rates over customers (K of the NBD)",
                 .source = "Goodhardt, Ehrenberg & Chatfield 1984, toothpaste; via NBDdirichlet",
                 .grade = Grade::published});
    d.own(rate_, columns::need_rate);
    d.own(next_, columns::next_occasion);
    d.own(serial_, columns::occasion_serial);
    d.reads(left_, columns::left_category);
    d.counter(occasions_, occasions);
    d.on<&Need::occasion>(*this);
  }

  void prepare(World& world) const override {
    // above or below the first segment's: where none differs it is that, to the last bit
    const std::vector<std::uint32_t> sizes = world.setting->segment_sizes();
    const double first = per_year_[SegmentId{}];
    double above = 0;
    for (std::size_t s = 1; s < sizes.size(); ++s) {
      above += (per_year_[static_cast<SegmentId>(s)] - first) * sizes[s];
    }
    world.laws.mean_need_rate = (first + above / world.customers()) / hours_per_year;
  }

  void found(Newcomer& who) const override {
    const double per_year = per_year_[who.segment()];
    if (per_year <= 0) {
      return;
    }
    constexpr Purpose rate{"need.rate"};
    const double log_rate =
        log_gamma_draw(who.luck(), rate, static_cast<std::uint32_t>(who.who()), {}, shape_) +
        math::log(per_year / shape_ / hours_per_year);
    who.own(rate_) = static_cast<float>(math::exp(log_rate));
    const double first = gap(who.luck(), who.who(), 1, double{who.own(rate_)});
    who.own(serial_) = 1;
    who.own(next_) = first;
    if (first < 1e8) {
      who.at(first, Occasion{1});
    }
  }

  void occasion(Turn& turn, const Occasion& event) const {
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      turn.count(occasions_, static_cast<BrandId>(b));
    }
    if (turn.see(left_) != 0) {
      return;
    }
    const std::uint32_t next = event.serial + 1;
    double& time = turn.own(next_);
    time += gap(turn.luck(), turn.who(), next, double{turn.own(rate_)});
    turn.own(serial_) = next;
    if (time < 1e8) {
      turn.at(time, Occasion{next});
    }
  }

 private:
  static double gap(const Luck& luck, CustomerId who, std::uint32_t serial, double rate) {
    constexpr Purpose length{"need.gap"};
    const double u = luck.u(length, static_cast<std::uint32_t>(who), {serial});
    return rate > 0 ? exponential(u) / rate : 1e300;
  }

  PerSegment per_year_;
  Value shape_;
  Own<float> rate_;
  Own<double> next_;
  Own<std::uint32_t> serial_;
  Reads<std::uint8_t> left_;
  Counter occasions_{};
};

}  // namespace

extern const MechanismInfo need;
const MechanismInfo need{
    .summary = "when customers buy in the category",
    .claims = "mechanism 7",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Need>()); },
};

}  // namespace rapport::models
