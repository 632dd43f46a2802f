// The desk: queueing theory's closed forms (V6), duty windows, chores, triage, skill, conservation.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <random>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 64;

Case letter(std::uint64_t nth, double at, CaseKind kind = CaseKind::question,
            std::size_t brand = 0) {
  Case one;
  one.cause = identity(0x6c6574746572ULL, nth, brand);
  one.customer = static_cast<std::uint32_t>(nth % customers);
  one.at = at;
  one.patience_ends = 1e9;
  one.kind = kind;
  one.brand = static_cast<BrandId>(brand);
  one.flags = Case::tagged_bit;  // to the brand alone: always found
  return one;
}

/// Desks on duty day and night that take what the tests bring them.
struct Desks {
  explicit Desks(double servers, std::size_t brands = 1, std::uint32_t weeks = 2,
                 std::uint32_t hours_per_tick = 1)
      : market({.customers = customers,
                .brands = brands,
                .weeks = weeks,
                .network = quiet(customers),
                .hours_per_tick = hours_per_tick},
               {"staff", "listening", "desk"}) {
    market.set("staff.hours_per_week", 168 * servers).set("staff.voices", std::max(1.0, servers));
    market.set("staff.duty_days", 7).set("staff.first_hour", 0).set("staff.last_hour", 24);
    market.set("desk.skill_speed", 0).set("desk.minutes_sigma", 0);
  }
  /// Runs with these cases; when each was answered, by its time of asking.
  std::map<double, double> answers(std::vector<Case> cases) {
    Witness<Answered> witness;
    RunOptions options;
    options.watch = &witness;
    world.emplace(market.found());
    Market::number(*world, "chore_minutes") = chores;
    std::ranges::sort(cases, {}, &Case::at);
    std::size_t next = 0;
    while (world->tick < market.setting()->end_tick) {
      const double end = market.setting()->clock.start_of(world->tick + 1);
      for (; next < cases.size() && cases[next].at < end; ++next) {
        Market::raise(*world, cases[next]);
      }
      run_tick(market.model(), *world, options);
    }
    std::map<double, double> done;
    for (const auto& sight : witness.sights()) {
      done[sight.what.asked] = sight.what.done;
    }
    return done;
  }
  std::int64_t count(std::string_view name) { return market.count(*world, name); }

  Market market;
  double chores = 0;  ///< minutes of other work that wait at the start
  std::optional<World> world;
};

using Answers = std::map<double, double>;

void expect_near(const Answers& answers, const Answers& expected) {
  ASSERT_EQ(answers.size(), expected.size());
  for (const auto& [asked, done] : expected) {
    ASSERT_TRUE(answers.contains(asked)) << asked;
    EXPECT_NEAR(answers.at(asked), done, 1e-9) << "asked at " << asked;
  }
}

// --- queueing theory

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  double exponential(double mean) {
    return -mean * std::log((static_cast<double>(bits_() >> 11U) + 0.5) * 0x1.0p-53);
  }

 private:
  std::mt19937_64 bits_;
};

struct Load {
  double per_hour = 0;
  double servers = 0;
  double patience = 0;  ///< mean hours; 0 = endless
};

/// One number a desk: independent replications of one queue, after a week of warming up.
struct Replications {
  std::vector<double> answered, dropped, wait, busy;  ///< the last two in hours
  double hours = 0;                                   ///< observed
};

Replications observe(Market& market, const Load& load, std::uint32_t weeks) {
  const std::size_t desks = market.plan().brands;
  World world = market.found();
  Dice dice(20260101);
  std::vector<double> next(desks);
  for (double& at : next) {
    at = dice.exponential(1 / load.per_hour);
  }
  std::uint64_t nth = 0;
  Replications seen;
  const auto read = [&](double sign) {
    const auto add = [&](std::vector<double>& to, std::string_view counter, double unit) {
      to.resize(desks, 0);
      for (std::size_t b = 0; b < desks; ++b) {
        to[b] += sign * unit * static_cast<double>(market.count(world, counter, b));
      }
    };
    add(seen.answered, "answered", 1);
    add(seen.dropped, "cases_dropped", 1);
    add(seen.busy, "answering_seconds", 1.0 / 3600);
    add(seen.wait, "response_minutes", 1.0 / 60);
    add(seen.wait, "answering_seconds", -1.0 / 3600);  // response = wait + service
  };
  while (world.tick < (weeks + 1) * hours_per_week) {
    if (world.tick == hours_per_week) {
      read(-1);
    }
    for (std::size_t b = 0; b < desks; ++b) {
      for (; next[b] < world.tick + 1.0; next[b] += dice.exponential(1 / load.per_hour)) {
        Case one = letter(nth++, next[b], CaseKind::question, b);
        if (load.patience > 0) {
          one.patience_ends = one.at + dice.exponential(load.patience);
        }
        Market::raise(world, one);
      }
    }
    run_tick(market.model(), world);
  }
  read(1);
  seen.hours = weeks * double{hours_per_week};
  return seen;
}

struct Estimate {
  double value;
  double error;  ///< standard error
};

double mean(const std::vector<double>& x) {
  double sum = 0;
  for (const double one : x) {
    sum += one;
  }
  return sum / static_cast<double>(x.size());
}

/// mean(above) / mean(below), with the desks' known mean busy time as a control variate.
Estimate ratio(const std::vector<double>& above, const std::vector<double>& below,
               const std::vector<double>& busy, double known_busy) {
  const double r = mean(above) / mean(below);
  double xx = 0;
  double xy = 0;
  double yy = 0;
  const double middle = mean(busy);
  for (std::size_t b = 0; b < above.size(); ++b) {
    const double y = above[b] - r * below[b];
    const double x = busy[b] - middle;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const double slope = xy / xx;
  const auto n = static_cast<double>(above.size());
  return {r - slope * (middle - known_busy) / mean(below),
          std::sqrt((yy - slope * xy) / (n - 2) / n) / mean(below)};
}

/// Services of 12 minutes: exponential, or log-normal with this variance over the squared mean.
Market queue(const Load& load, std::size_t desks, std::uint32_t weeks, double log_normal = 0) {
  Market market = std::move(Desks(load.servers, desks, weeks + 1).market);
  market.set("desk.question_minutes", 12).set("desk.list_hours", 10000);
  market.set("desk.service_law", log_normal > 0 ? 0 : 1);
  market.set("desk.minutes_sigma", std::sqrt(std::log(1 + log_normal)));
  market.set("desk.drops_impatient", load.patience > 0 ? 1 : 0);
  return market;
}

void expect_wait(const Load& load, std::size_t desks, std::uint32_t weeks, double log_normal,
                 double minutes, double tolerance) {
  Market market = queue(load, desks, weeks, log_normal);
  const Replications seen = observe(market, load, weeks);
  const double busy = seen.hours * load.per_hour / 5;
  const Estimate wait = ratio(seen.wait, seen.answered, seen.busy, busy);
  EXPECT_NEAR(wait.value * 60, minutes, 4 * wait.error * 60);
  EXPECT_LT(4 * wait.error * 60, tolerance * minutes) << "too few cases to tell";
  EXPECT_NEAR(mean(seen.busy) / busy, 1, log_normal > 1 ? 0.03 : 0.02);
}

TEST(Desk, lets_wait_as_long_as_erlang_says_with_one_server) {
  expect_wait({.per_hour = 4, .servers = 1}, 128, 4, 0, 48, 0.05);
}

TEST(Desk, lets_wait_as_long_as_erlang_says_with_five_servers) {
  expect_wait({.per_hour = 20, .servers = 5}, 128, 1, 0, 6.64935, 0.06);
}

TEST(Desk, lets_wait_as_long_as_pollaczek_and_khinchine_say) {
  expect_wait({.per_hour = 4, .servers = 1}, 128, 4, 1, 48, 0.06);
  // the error hangs on a service's fourth moment, 5^6 times the mean's fourth power: hence the 25 %
  expect_wait({.per_hour = 4, .servers = 1}, 128, 8, 4, 120, 0.25);
}

void expect_abandoned(const Load& load, std::size_t desks, std::uint32_t weeks, double share) {
  Market market = queue(load, desks, weeks);
  const Replications seen = observe(market, load, weeks);
  std::vector<double> all = seen.answered;
  for (std::size_t b = 0; b < desks; ++b) {
    all[b] += seen.dropped[b];
  }
  const Estimate left =
      ratio(seen.dropped, all, seen.busy, seen.hours * load.per_hour * (1 - share) / 5);
  EXPECT_NEAR(left.value, share, 4 * left.error);
  EXPECT_LT(4 * left.error, 0.05 * share) << "too few cases to tell";
}

TEST(Desk, loses_as_many_impatient_customers_as_erlang_a_says) {
  expect_abandoned({.per_hour = 8, .servers = 2, .patience = 2}, 64, 2, 0.076199);
  expect_abandoned({.per_hour = 30, .servers = 5, .patience = 2}, 64, 1, 0.179740);
}

TEST(Desk, serves_first_come_first_served_to_the_second) {
  Desks desks(3);
  desks.market.set("desk.question_minutes", 11);
  Dice dice(7);
  std::vector<Case> cases;
  for (double at = 0; cases.size() < 4000 && at < 300; at += dice.exponential(1 / 15.5)) {
    cases.push_back(letter(cases.size(), at));
  }
  Answers expected;  // Kiefer and Wolfowitz: each case to the server that is free first
  std::vector<double> frees(3, 0);
  for (const Case& one : cases) {
    double& first = *std::ranges::min_element(frees);
    first = std::max(first, one.at) + 11.0 / 60;
    expected[one.at] = first;
  }
  expect_near(desks.answers(cases), expected);
}

TEST(Desk, serves_for_as_long_as_the_law_says) {
  constexpr std::size_t brands = 100;
  constexpr std::size_t count = 50 * brands;
  std::vector<Case> cases;
  for (std::size_t nth = 0; nth < count; ++nth) {  // six hours apart at each desk: hardly any waits
    const std::size_t brand = nth % brands;
    const std::size_t turn = nth / brands;
    const double at = 6 * static_cast<double>(turn) + 1e-4 * static_cast<double>(brand);
    cases.push_back(letter(nth, at, CaseKind::question, brand));
  }
  for (const double law : {0.0, 1.0}) {
    Desks desks(1, brands, 2);
    desks.market.set("desk.question_minutes", 12).set("desk.service_law", law);
    const double sigma = std::sqrt(std::log(5.0));
    desks.market.set("desk.minutes_sigma", sigma);
    std::vector<double> minutes;
    for (const auto& [asked, done] : desks.answers(cases)) {
      minutes.push_back(60 * (done - asked));
    }
    ASSERT_EQ(minutes.size(), count);
    for (const double m : {1.0, 5.0, 12.0, 30.0, 60.0}) {
      const double log_normal =
          0.5 * std::erfc(-(std::log(m / 12) / sigma + sigma / 2) / std::sqrt(2.0));
      const double p = law == 0 ? log_normal : 1 - std::exp(-m / 12);
      const auto below = std::ranges::count_if(minutes, [&](double one) { return one < m; });
      EXPECT_NEAR(static_cast<double>(below) / count, p, 4 * std::sqrt(p * (1 - p) / count));
    }
  }
}

// --- duty, chores, triage

TEST(Desk, keeps_its_windows_and_goes_on_with_a_case_in_the_next) {
  Desks desks(1);
  desks.market.set("desk.question_minutes", 30).set("staff.duty_days", 5);
  desks.market.set("staff.first_hour", 9).set("staff.last_hour", 17);
  desks.market.set("staff.windows_per_day", 2).set("staff.hours_per_week", 10);
  // on duty 9 to 10 and 13 to 14 h, Monday to Friday
  expect_near(desks.answers({letter(0, 2), letter(1, 8.5), letter(2, 9.75), letter(3, 13.25),
                             letter(4, 4 * 24 + 13.75), letter(5, 5 * 24 + 10)}),
              {{2, 9.5},
               {8.5, 10},
               {9.75, 13.5},
               {13.25, 14},
               {4 * 24 + 13.75, 7 * 24 + 9.25},  // over the weekend
               {5 * 24 + 10, 7 * 24 + 9.75}});
}

TEST(Desk, works_alike_in_longer_ticks) {
  std::vector<Case> cases;
  for (std::uint64_t nth = 0; nth < 200; ++nth) {
    cases.push_back(letter(nth, 1.37 * static_cast<double>(nth)));
  }
  const auto answers = [&](std::uint32_t hours_per_tick) {
    Desks desks(1, 1, 2, hours_per_tick);
    desks.market.set("desk.question_minutes", 45).set("staff.duty_days", 5);
    desks.market.set("staff.first_hour", 9).set("staff.last_hour", 17);
    desks.market.set("staff.hours_per_week", 40);
    return desks.answers(cases);
  };
  const Answers hourly = answers(1);
  EXPECT_GT(hourly.size(), 50);
  expect_near(answers(6), hourly);
}

TEST(Desk, does_its_chores_first) {
  Desks desks(1);
  desks.market.set("desk.question_minutes", 6).set("staff.duty_days", 5);
  desks.market.set("staff.first_hour", 9).set("staff.last_hour", 17);
  desks.market.set("staff.hours_per_week", 40);
  desks.chores = 8.5 * 60;  // all of Monday, and Tuesday until half past nine
  expect_near(desks.answers({letter(0, 1)}), {{1, 24 + 9.6}});
  EXPECT_EQ(desks.count("busy_seconds"), 8.5 * 3600 + 360);
  Desks two(2);
  two.market.set("desk.question_minutes", 6);
  two.chores = 3 * 60;  // both voices until one, and one of them until two
  expect_near(two.answers({letter(0, 0.5), letter(1, 0.5001)}), {{0.5, 1.1}, {0.5001, 1.2}});
}

TEST(Desk, at_no_hours_answers_nobody_and_loses_nothing) {
  Desks desks(0);
  EXPECT_TRUE(desks.answers({letter(0, 1), letter(1, 30), letter(2, 100.5)}).empty());
  EXPECT_EQ(desks.count("answered"), 0);
  EXPECT_EQ(desks.count("answering_seconds"), 0);
  EXPECT_EQ(desks.count("busy_seconds"), 0);
  EXPECT_EQ(Market::open_cases(*desks.world).size(), 3);
}

TEST(Desk, when_off_leaves_the_list_to_grow) {
  Market market({.customers = customers, .weeks = 2, .network = quiet(customers)},
                {"staff", "listening"});
  World world = market.found();
  for (std::uint64_t nth = 0; nth < 10; ++nth) {
    Market::raise(world, letter(nth, 0.05 * static_cast<double>(nth)));
  }
  market.run_weeks(world, 2);
  EXPECT_EQ(Market::open_cases(world).size(), 10);
}

TEST(Desk, takes_cases_up_in_the_order_of_its_triage) {
  const auto order = [](double triage) {
    Desks desks(1);
    desks.market.set("desk.triage", triage);
    desks.market.set("desk.question_minutes", 12).set("desk.complaint_minutes", 12);
    const Answers answers =
        desks.answers({letter(0, 0), letter(1, 0.01), letter(2, 0.02, CaseKind::complaint),
                       letter(3, 0.03), letter(4, 0.04, CaseKind::complaint)});
    std::map<double, int> by_time;
    for (const auto& [asked, done] : answers) {
      by_time[done] = static_cast<int>(std::lround(asked * 100));
    }
    std::vector<int> result;
    for (const auto& entry : by_time) {
      result.push_back(entry.second);
    }
    return result;
  };
  EXPECT_EQ(order(0), (std::vector{0, 1, 2, 3, 4}));
  EXPECT_EQ(order(1), (std::vector{0, 4, 3, 2, 1}));
  EXPECT_EQ(order(2), (std::vector{0, 2, 4, 1, 3}));
}

TEST(Desk, is_at_work_for_the_load_brought_to_it_but_never_longer_than_paid) {
  constexpr std::size_t brands = 32;
  constexpr std::uint32_t weeks = 4;
  // share of the paid time at work, with eight hours of training a week on day and night duty
  const auto load = [](double per_hour, double servers) {
    Desks desks(servers, brands, weeks);
    desks.market.set("desk.question_minutes", 12).set("desk.list_hours", 10000);
    desks.market.set("staff.training_hours", 8 * 365.25 / 7);
    Dice dice(11);
    std::vector<Case> cases;
    for (std::size_t b = 0; b < brands; ++b) {
      for (double at = dice.exponential(1 / per_hour); at < weeks * 168.0;
           at += dice.exponential(1 / per_hour)) {
        cases.push_back(letter(cases.size(), at, CaseKind::question, b));
      }
    }
    desks.answers(cases);
    double most = 0;
    double sum = 0;
    for (std::size_t b = 0; b < brands; ++b) {
      const auto busy = static_cast<double>(desks.market.count(*desks.world, "busy_seconds", b));
      const auto paid = static_cast<double>(desks.market.count(*desks.world, "staff_minutes", b));
      most = std::max(most, busy / (60 * paid));
      sum += busy / (60 * paid);
    }
    EXPECT_LE(most, 1);
    return sum / brands;
  };
  // one in five minutes of 4 x 12 in an hour: 4 s.e. of 86,000 cases = .011, and what is left over
  EXPECT_NEAR(load(4, 1), 0.8 + 8.0 / 168, 0.013);
  EXPECT_NEAR(load(4, 2), 0.4 + 8.0 / 168, 0.008);
  EXPECT_GT(load(20, 1), 0.999);
}

TEST(Desk, lets_go_of_voices_when_they_have_finished_what_they_had_begun) {
  Desks desks(2);
  desks.market.set("desk.question_minutes", 90);
  World world = desks.market.found();
  for (std::uint64_t nth = 0; nth < 20; ++nth) {
    Market::raise(world, letter(nth, 0.001 * static_cast<double>(nth)));
  }
  run_tick(desks.market.model(), world);  // two cases begun
  Market::number(world, "desk_servers") = 1;
  std::vector<std::int64_t> answered;
  for (int tick = 0; tick < 9; ++tick) {
    run_tick(desks.market.model(), world);
    answered.push_back(desks.market.count(world, "answered"));
  }
  // both finish at 1.5 h; then one goes on alone: 3, 4.5, 6, 7.5, 9 h
  EXPECT_EQ(answered, (std::vector<std::int64_t>{2, 3, 3, 4, 5, 5, 6, 7, 7}));
}

// --- skill and overload

TEST(Desk, works_and_solves_as_its_skill_and_overload_have_it) {
  for (const double training : {0.0, 12.0, 400.0}) {
    for (const double overload : {0.0, 0.5, 3.0}) {
      Desks desks(20, 1, 1);
      desks.market.set("desk.skill_speed", 0.5).set("staff.training_hours", training);
      desks.market.set("staff.learning", 12).set("desk.redress", 0.7);
      desks.market.set("staff.voices", 20).set("desk.complaint_minutes", 0.15);
      World world = desks.market.found();
      run_tick(desks.market.model(), world);  // the week's plan
      Market::number(world, "chore_minutes") = 0;
      Market::number(world, "overload") = overload;
      constexpr int count = 5000;
      for (int nth = 0; nth < count; ++nth) {
        Market::raise(world,
                      letter(static_cast<std::uint64_t>(nth), 1 + 1e-5 * nth, CaseKind::complaint));
      }
      run_tick(desks.market.model(), world);
      ASSERT_EQ(desks.market.count(world, "answered"), count);
      const double skill = 0.4 + 0.6 * (1 - std::exp(-training / 12));
      const double chance = (0.35 + 0.6 * skill) * (1 - 0.2 * std::min(1.0, overload));
      const auto solved = static_cast<double>(desks.market.count(world, "solved"));
      EXPECT_NEAR(solved / count, chance, 4 * std::sqrt(chance * (1 - chance) / count));
      EXPECT_NEAR(static_cast<double>(desks.market.count(world, "redresses")) / solved, 0.7,
                  4 * std::sqrt(0.21 / solved));
      EXPECT_NEAR(Market::number(world, "complaints_handled"), count, 0);
      const double seconds = 60 * 0.15 * (1.3 - 0.5 * skill);
      EXPECT_NEAR(static_cast<double>(desks.market.count(world, "answering_seconds")) / count,
                  std::floor(seconds + 0.5), 1e-9);
    }
  }
}

TEST(Desk, feels_overload_in_step_with_the_work_on_its_list) {
  Desks desks(0);
  World world = desks.market.found();
  for (std::uint64_t nth = 0; nth < 100; ++nth) {  // 100 x 6 + 20 x 15 minutes
    Market::raise(world, letter(nth, 0.001 * static_cast<double>(nth)));
  }
  for (std::uint64_t nth = 100; nth < 120; ++nth) {
    Market::raise(world, letter(nth, 0.5, CaseKind::complaint));
  }
  const double load = 900.0 / 480;
  for (int tick = 1; tick <= 100; ++tick) {
    run_tick(desks.market.model(), world);
    ASSERT_NEAR(Market::number(world, "overload"), load * (1 - std::pow(0.98, tick)), 1e-9);
  }
}

// --- conservation and what is counted

TEST(Desk, loses_no_case) {
  for (const double triage : {0.0, 1.0, 2.0}) {
    Desks desks(2);
    desks.market.set("desk.triage", triage).set("desk.minutes_sigma", 0.6);
    desks.market.set("desk.question_minutes", 25).set("desk.list_hours", 12);
    desks.market.set("desk.drops_impatient", 1).set("listening.delay", 0.3);
    desks.market.set("staff.hours_per_week", 100).set("staff.first_hour", 7);
    desks.market.set("staff.training_hours", 20);
    World world = desks.market.found();
    Dice dice(3);
    std::uint64_t nth = 0;
    double next = 0;
    while (world.tick < 2 * hours_per_week) {
      for (; next < world.tick + 1.0; next += dice.exponential(0.3)) {
        Case one = letter(nth, next, nth % 3 == 0 ? CaseKind::complaint : CaseKind::question);
        one.patience_ends = next + dice.exponential(30);
        Market::raise(world, one);
        ++nth;
      }
      run_tick(desks.market.model(), world);
      std::int64_t in_service = 0;
      for (const std::byte* server = Market::list(world, "servers").bytes().data();
           server != Market::list(world, "servers").bytes().data() +
                         Market::list(world, "servers").bytes().size();
           server += sizeof(Case) + 16) {
        std::uint64_t busy = 0;
        std::memcpy(&busy, server + sizeof(Case) + 8, sizeof(busy));
        in_service += static_cast<std::int64_t>(busy);
      }
      const auto listed = Market::open_cases(world).size();
      const auto count = [&](std::string_view name) { return desks.market.count(world, name); };
      ASSERT_EQ(count("mentions_found"), static_cast<std::int64_t>(nth));
      ASSERT_EQ(count("mentions_found"), count("answered") + count("cases_dropped") + in_service +
                                             static_cast<std::int64_t>(listed));
      ASSERT_LE(in_service, 2);
    }
    EXPECT_GT(desks.market.count(world, "answered"), 100);
    EXPECT_GT(desks.market.count(world, "cases_dropped"), 100);
  }
}

TEST(Desk, drops_what_is_too_old_and_keeps_the_impatient_unless_told) {
  const auto dropped = [](double drops, double list_hours) {
    Desks desks(0);
    desks.market.set("desk.drops_impatient", drops).set("desk.list_hours", list_hours);
    std::vector<Case> cases;
    for (std::uint64_t nth = 0; nth < 50; ++nth) {
      cases.push_back(letter(nth, 0.01 * static_cast<double>(nth)));
      cases.back().patience_ends = nth % 5 == 0 ? 10 : 1000;
    }
    desks.answers(cases);
    return desks.count("cases_dropped");
  };
  EXPECT_EQ(dropped(0, 10000), 0);
  EXPECT_EQ(dropped(0, 100), 50);
  EXPECT_EQ(dropped(1, 10000), 10);
}

TEST(Desk, counts_delays_punctuality_and_hours_as_they_were) {
  Desks desks(1);
  desks.market.set("desk.question_minutes", 6).set("staff.duty_days", 6);
  desks.market.set("staff.hours_per_week", 144);
  std::vector<Case> cases{letter(0, 10), letter(1, 20), letter(2, 5 * 24 + 12),
                          letter(3, 6 * 24 + 12)};  // Monday twice, Saturday, Sunday
  cases[0].patience_ends = 10.05;
  desks.answers(cases);
  EXPECT_EQ(desks.count("answered"), 4);
  EXPECT_EQ(desks.count("questions_answered"), 4);
  EXPECT_EQ(desks.count("complaints_answered"), 0);
  EXPECT_EQ(desks.count("answered_in_time"), 3);
  EXPECT_EQ(desks.count("answered_after_hours"), 3);
  EXPECT_EQ(desks.count("delay_below_15_min"), 3);
  EXPECT_EQ(desks.count("delay_to_24_h"), 1);
  EXPECT_EQ(desks.count("response_minutes"), 3 * 6 + 12 * 60 + 6);
  EXPECT_EQ(desks.count("answering_seconds"), 4 * 360);
}

TEST(Desk, answers_in_public_what_was_said_in_public) {
  Market market({.customers = customers, .weeks = 1}, {"staff", "listening", "desk"});
  market.set("staff.hours_per_week", 168 * 50).set("staff.voices", 50);
  market.set("staff.duty_days", 7).set("staff.first_hour", 0).set("staff.last_hour", 24);
  market.set("listening.tagged", 1).set("desk.complaint_minutes", 0.1);
  World world = market.found();
  constexpr std::uint64_t count = 4000;
  for (std::uint64_t nth = 0; nth < count; ++nth) {
    Case one = letter(nth, 1e-5 * static_cast<double>(nth), CaseKind::complaint);
    one.flags |= nth % 2 == 0 ? Case::public_bit : 0;
    Market::raise(world, one);
  }
  run_tick(market.model(), world);
  ASSERT_EQ(market.count(world, "answered"), count);
  double answers = 0;
  double again = 0;
  double solved = 0;
  for (const Message& m : Market::said(world)) {
    ASSERT_TRUE(m.kind == MessageKind::answer || m.kind == MessageKind::complaint);
    ASSERT_EQ(m.by_customer, m.kind == MessageKind::complaint);
    answers += m.kind == MessageKind::answer ? 1 : 0;
    again += m.kind == MessageKind::complaint ? 1 : 0;
    solved += m.solved;
  }
  EXPECT_EQ(answers, count / 2);
  EXPECT_NEAR(again, 0.5 * answers, 4 * std::sqrt(0.25 * answers));
  EXPECT_NEAR(solved, 0.59 * answers, 4 * std::sqrt(0.25 * answers));
}

TEST(Desk, comes_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000, .brands = 2, .weeks = 1},
                {"activity", "attention", "staff", "awareness", "patience", "need", "questions",
                 "listening", "desk"});
  market.set("need.per_year", 50).set("questions.ask", 1).set("listening.tagged", 1);
  market.set("staff.hours_per_week", 300).set("staff.voices", 10);
  World world = market.found();
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "answered"), 1000);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
