// Staff: hours, voices, duty windows, training. The desk's paid hours a week are spread over equal
// windows on the duty days; where they exceed the opening hours, several voices serve at once:
//
//   servers = ceil(hours per day / opening hours),  window = hours / (days x windows x servers)
//   skill   = .4 + .6 (1 - exp(-training hours a year / 12))       (E6, steady state)
//
// Training takes desk hours before anything else does, at the start of each duty day. Skill stands
// at its steady state from the first hour on: what it takes to get there is not modelled, nor is
// forgetting. Held to: no hours, no servers; paid minutes = hours; skill in closed form.

#include <algorithm>
#include <cmath>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Staff final : public Mechanism {
 public:
  Staff() { opens = reports = true; }

  void declare(Declaration& d) override {
    d.parameter("hours_per_week", hours_,
                {.unit = "hour week-1",
                 .low = 0,
                 .high = 100000,
                 .value = 3,
                 .role = Role::organisation,
                 .meaning = "paid hours of all voices together for social media (C7, C25)",
                 .source = "existing: 3 gives the published 27 to 31 h and 29 to 50 % answered; "
                           "living: 8 (prototype)"});
    d.whole("voices", voices_,
            {.unit = "1",
             .low = 1,
             .high = 10000,
             .value = 1,
             .role = Role::organisation,
             .meaning = "people who may answer for the brand (C23)",
             .source = "prototype set-up"});
    d.parameter("training_hours", training_,
                {.unit = "hour year-1",
                 .low = 0,
                 .high = 400,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "training of each voice in a year, taken from its desk hours (C20)",
                 .source = "living: 16 (prototype; interior optimum there)"});
    d.whole("duty_days", days_,
            {.unit = "1",
             .low = 1,
             .high = 7,
             .value = 5,
             .role = Role::organisation,
             .meaning = "duty days a week, from Monday",
             .source = "existing: office days"});
    d.parameter("first_hour", first_,
                {.unit = "hour",
                 .low = 0,
                 .high = 23,
                 .value = 9,
                 .role = Role::organisation,
                 .meaning = "opening of the duty day",
                 .source = "existing: office hours"});
    d.parameter("last_hour", last_,
                {.unit = "hour",
                 .low = 1,
                 .high = 24,
                 .value = 17,
                 .role = Role::organisation,
                 .meaning = "end of the duty day",
                 .source = "existing: office hours"});
    d.whole("windows_per_day", windows_,
            {.unit = "1",
             .low = 1,
             .high = 24,
             .value = 1,
             .role = Role::organisation,
             .meaning = "how many windows the day's duty is split into",
             .source = "prototype: one a day for existing, four for living"});
    d.parameter("learning", learning_,
                {.unit = "hour year-1",
                 .low = 1,
                 .high = 200,
                 .value = 12,
                 .role = Role::trait,
                 .meaning = "training hours a year that close 63 % of the gap to full skill",
                 .source = "prototype E6"});
    declare_rules(d);
    d.own(skill_, columns::skill);
    d.own(servers_, columns::desk_servers);
    d.own(duty_days_, columns::duty_days);
    d.own(duty_first_, columns::duty_first_hour);
    d.own(duty_last_, columns::duty_last_hour);
    d.own(duty_windows_, columns::duty_windows);
    d.own(duty_length_, columns::duty_length);
    d.own(desk_minutes_, columns::desk_minutes);
    d.own(training_today_, {"training_today", "min", 0, "training on each duty day of the week"});
    d.own(chores_, columns::chore_minutes);
    d.counter(staff_minutes_, columns::staff_minutes);
    d.counter(training_minutes_, columns::training_minutes);
    d.level(skill_level_, {"staff_skill", Ladder::operations, MeasureOf::brand, "1",
                           "skill of the voices, 0.4 untrained to 1"});
  }

  void open(Office& office) const override {
    if (office.starts_week()) {
      plan_week(office);
    }
    const double hour_of_week = office.now() - static_cast<double>(office.week()) * hours_per_week;
    const auto hour = static_cast<std::uint32_t>(hour_of_week);
    const std::uint32_t day = hour / hours_per_day;
    if (hour % hours_per_day == 0 && day < days_[office.brand()]) {
      office.own(chores_) += office.own(training_today_);
    }
  }

  void report(Report& report) const override {
    report.tell(skill_level_, report.office.own(skill_));
  }

 private:
  static constexpr double weeks_per_year = 365.25 / 7;

  void plan_week(Office& office) const {
    const BrandId b = office.brand();
    const double span = std::max(0.0, last_[b] - first_[b]);
    const double per_day = hours_[b] / days_[b];
    double servers = 0;
    if (hours_[b] > 0 && span > 0) {
      servers = std::min(std::max(1.0, std::ceil(per_day / span)), voices_[b]);
    }
    // beyond what the voices can staff nobody is on duty, and nobody is paid
    const double length = servers > 0 ? std::min(per_day / servers, span) / windows_[b] : 0.0;
    office.own(servers_) = servers;
    office.own(duty_days_) = days_[b];
    office.own(duty_first_) = first_[b];
    office.own(duty_last_) = last_[b];
    office.own(duty_windows_) = windows_[b];
    office.own(duty_length_) = length;
    office.own(skill_) = 0.4 + 0.6 * (1.0 - math::exp(-training_[b] / learning_));
    const double paid = 60.0 * length * windows_[b] * days_[b] * servers;
    const double training = std::min(paid, training_[b] * voices_[b] * 60.0 / weeks_per_year);
    office.own(training_today_) = training / days_[b];
    office.own(desk_minutes_) = paid - training;
    office.count(staff_minutes_, std::llround(paid));
    office.count(training_minutes_, std::llround(training));
  }

  void declare_rules(Declaration& d) {
    d.require({"first_hour", "last_hour"}, "'first_hour' must be before 'last_hour'",
              [this](BrandId b) { return first_[b] < last_[b]; });
    d.require({"hours_per_week", "voices", "duty_days", "first_hour", "last_hour"},
              "'hours_per_week' must not exceed 'voices' x 'duty_days' x the hours from "
              "'first_hour' to 'last_hour'",
              [this](BrandId b) {
                return hours_[b] <= just_one * voices_[b] * days_[b] * (last_[b] - first_[b]);
              });
    // a desk without hours trains nobody, so that hours can be taken away alone
    d.require({"training_hours", "voices", "hours_per_week"},
              "'training_hours' x 'voices' must fit into a year of 'hours_per_week'",
              [this](BrandId b) {
                return hours_[b] == 0 ||
                       training_[b] * voices_[b] <= just_one * hours_[b] * weeks_per_year;
              });
  }

  PerBrand hours_, voices_, training_, days_, first_, last_, windows_;
  Value learning_;
  BrandOwn skill_, servers_, duty_days_, duty_first_, duty_last_, duty_windows_, duty_length_,
      desk_minutes_, training_today_, chores_;
  Counter staff_minutes_{}, training_minutes_{};
  Level skill_level_{};
};

}  // namespace

extern const MechanismInfo staff;
const MechanismInfo staff{
    .summary = "the desk's voices, hours, duty windows, training and skill",
    .claims = "mechanisms 11, 15 (steady state); C7, C20, C23, C28",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Staff>()); },
};

}  // namespace rapport::models
