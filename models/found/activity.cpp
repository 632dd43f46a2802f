// Activity: where people are, and when they look. Log-ins are an inhomogeneous Poisson process with
// a rate per customer and a daily and weekly rhythm:
//
//   P(log-in in hour h) = 1 - exp(-rate_j d(h) w(h) / 24),   rate_j log-normal            (E2)
//
// Held to: rate 0 = nobody ever sees anything; the profile has mean 1; the mean of rates.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Activity final : public Mechanism {
 public:
  Activity() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("log_ins_per_day", per_day_,
                {.unit = "day-1",
                 .low = 0,
                 .high = 100,
                 .value = 3.5,
                 .role = Role::trait,
                 .meaning = "mean number of log-ins of a member on a platform in a day",
                 .source = "prototype E2; no public figure for one platform"});
    d.parameter("log_in_sigma", sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 3,
                 .value = 0.8,
                 .role = Role::trait,
                 .meaning = "spread of log-in rates over people (sigma of the log-normal)",
                 .source = "prototype E2"});
    d.parameter("membership", membership_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.8,
                 .role = Role::market,
                 .meaning = "share of customers who are members of the platform (C2)",
                 .source = "prototype set-up"});
    d.parameter("night", night_,
                {.unit = "1",
                 .low = 0,
                 .high = 5,
                 .value = 0.2,
                 .role = Role::trait,
                 .meaning = "activity from 0 to 7 h relative to the day's from 7 to 18 h",
                 .source = "shape assumed; C28: the internet never sleeps"});
    d.parameter("evening", evening_,
                {.unit = "1",
                 .low = 0,
                 .high = 5,
                 .value = 1.4,
                 .role = Role::trait,
                 .meaning = "activity from 18 to 24 h relative to the day's",
                 .source = "shape assumed"});
    d.parameter("weekend", weekend_,
                {.unit = "1",
                 .low = 0,
                 .high = 5,
                 .value = 1.15,
                 .role = Role::trait,
                 .meaning = "activity on Saturday and Sunday relative to a working day",
                 .source = "prototype E2"});
    d.own(platforms_, columns::platforms);
    d.own(bin_, columns::log_in_bin);
  }

  void prepare(World& world) const override {
    std::array<double, hours_per_week> profile{};
    double sum = 0;
    for (std::size_t h = 0; h < hours_per_week; ++h) {
      const std::size_t hour = h % hours_per_day;
      const double of_day = hour < 7 ? double{night_} : hour < 18 ? 1.0 : double{evening_};
      profile[h] = of_day * (h >= 5 * std::size_t{hours_per_day} ? double{weekend_} : 1.0);
      sum += profile[h];
    }
    for (double& relative : profile) {
      relative *= hours_per_week / sum;
    }
    world.log_ins = std::make_shared<LogIns>(profile);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose rate{"activity.rate"};
    who.own(bin_) =
        LogIns::bin_of(log_normal_of_mean(who.u(rate), per_day_[who.segment()], sigma_));
    std::uint8_t bits = 0;
    for (std::size_t p = 0; p < who.platform_count(); ++p) {
      constexpr Purpose member{"activity.member"};
      if (who.u(member, {p}) < membership_(static_cast<PlatformId>(p), who.segment())) {
        bits = static_cast<std::uint8_t>(bits | (1U << p));
      }
    }
    who.own(platforms_) = bits;
  }

 private:
  PerSegment per_day_;
  Value sigma_, night_, evening_, weekend_;
  PerPlatformAndSegment membership_;
  Own<std::uint8_t> platforms_;
  Own<std::uint8_t> bin_;
};

}  // namespace

extern const MechanismInfo activity;
const MechanismInfo activity{
    .summary = "who is a member of which platform, and when people log in",
    .claims = "mechanism 1; C2, C28",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Activity>()); },
};

}  // namespace rapport::models
