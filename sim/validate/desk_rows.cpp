// V6: the desk is the queue that theory says; M4: and keeps Little's law. Cases come as a Poisson
// process to desks that never close; many desks are as many independent observations, each
// corrected by how busy it happened to be, whose mean is known (a control variate).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "analysis/estimate/targets/queues.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/invariant_rows.hpp"
#include "sim/validate/model_rows.hpp"

namespace rapport::validate {
namespace {

constexpr std::size_t desks = 64;
constexpr double service_h = 0.2;  // 12 minutes
constexpr double inf = std::numeric_limits<double>::infinity();

/// Uniforms in turn, for the arrivals that the harness brings.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : luck_(seed, 0) {}
  double exponential(double mean) {
    constexpr Purpose arrival{"validate.arrival"};
    return -mean * std::log(luck_.u(arrival, 0, Identity{nth_++}));
  }

 private:
  Luck luck_;
  std::uint64_t nth_ = 0;
};

struct Load {
  targets::Desk desk;
  double patience_h = 0;  ///< mean of an exponential; 0 = endless
  double log_normal = 0;  ///< variance over squared mean of log-normal services; 0 = exponential
};

/// One number a desk, after a week of warming up.
struct Observed {
  std::vector<double> answered, queued, dropped, wait_h, busy_h;
  std::vector<double> listed;  ///< cases on the list at the ends of hours, summed
  double hours = 0;

  explicit Observed(double observed) : hours(observed) {
    for (auto* one : {&answered, &queued, &dropped, &wait_h, &busy_h, &listed}) {
      one->assign(desks, 0);
    }
  }
  void add(double sign, const Experiment& market, const World& world) {
    for (std::size_t b = 0; b < desks; ++b) {
      const auto count = [&](std::string_view name) {
        return sign * static_cast<double>(market.count(world, name, static_cast<BrandId>(b)));
      };
      const double served = count("answering_seconds") / 3600;
      answered[b] += count("answered");
      queued[b] += count("cases_queued");
      dropped[b] += count("cases_dropped");
      busy_h[b] += served;
      wait_h[b] += count("response_minutes") / 60 - served;  // response = wait + service
    }
  }
  void look(const World& world) {
    const auto& lists = world.layout->brand_lists;
    const auto at = std::ranges::find(lists, "open_questions", &BrandListInfo::name);
    RAPPORT_CHECK(at != lists.end(), "a desk has a list of questions");
    for (std::size_t b = 0; b < desks; ++b) {
      const ItemList& list = world.brands[b].lists[static_cast<std::size_t>(at - lists.begin())];
      const std::size_t cases = list.bytes().size() / sizeof(Case);
      listed[b] += static_cast<double>(cases);
    }
  }
  /// Customers who came, but for the few who are still there.
  std::vector<double> came() const {
    std::vector<double> all(desks);
    std::ranges::transform(answered, dropped, all.begin(), std::plus<>());
    return all;
  }
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
  const double middle = mean(busy);
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t b = 0; b < above.size(); ++b) {
    const double y = above[b] - r * below[b];
    const double x = busy[b] - middle;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const double slope = xy / xx;
  const auto n = static_cast<double>(above.size());
  const double error = std::sqrt((yy - slope * xy) / (n - 2) / n) / mean(below);
  return {r - slope * (middle - known_busy) / mean(below), error};
}

Experiment queue(const Laboratory& laboratory, const Load& load, std::uint32_t weeks) {
  const targets::Desk& desk = load.desk;
  std::vector<std::string> sets{fmt::format("run.weeks={}", weeks + 1),
                                fmt::format("network.customers={}", desks),
                                fmt::format("staff.voices={}", desk.servers),
                                fmt::format("staff.hours_per_week={}", 168 * desk.servers),
                                fmt::format("desk.question_minutes={}", 60 / desk.served_per_h),
                                fmt::format("desk.drops_impatient={}", load.patience_h > 0)};
  if (load.log_normal > 0) {
    sets.emplace_back("desk.service_law=log_normal");
    sets.push_back(fmt::format("desk.minutes_sigma={}", std::sqrt(std::log(1 + load.log_normal))));
  }
  return Experiment(laboratory, "desk.toml", std::move(sets));
}

/// Brings cases to all desks week after week. `weeks` after the first are observed.
Observed observe(const Laboratory& laboratory, const Load& load, std::uint32_t weeks) {
  const Experiment market = queue(laboratory, load, weeks);
  World world = market.found(0);
  Dice dice(20260101);
  const double gap = 1 / load.desk.arrivals_per_h;
  std::vector<double> next(desks);
  for (double& at : next) {
    at = dice.exponential(gap);
  }
  Observed seen(weeks * double{hours_per_week});
  std::uint64_t nth = 0;
  while (world.tick < (weeks + 1) * hours_per_week) {
    if (world.tick == hours_per_week) {
      seen.add(-1, market, world);
    }
    for (std::size_t b = 0; b < desks; ++b) {
      for (; next[b] < world.tick + 1.0; next[b] += dice.exponential(gap)) {
        Case one;
        one.cause = identity(0x76360000ULL, nth++, b);
        one.customer = static_cast<std::uint32_t>(b);
        one.at = next[b];
        one.patience_ends = load.patience_h > 0 ? one.at + dice.exponential(load.patience_h) : 1e9;
        one.kind = CaseKind::question;
        one.brand = static_cast<BrandId>(b);
        one.flags = Case::tagged_bit;  // to the brand alone: always found
        Experiment::raise(world, one);
      }
    }
    market.run_ticks(world, 1);
    if (world.tick > hours_per_week) {
      seen.look(world);
    }
  }
  seen.add(1, market, world);
  return seen;
}

std::string text(const targets::Desk& desk) {
  return fmt::format("{:g} an hour, {} {}", desk.arrivals_per_h, desk.servers,
                     desk.servers == 1 ? "person" : "people");
}

/// So many weeks that about this many customers come to all desks together.
std::uint32_t weeks_for(const targets::Desk& desk, double customers) {
  return static_cast<std::uint32_t>(
      std::ceil(customers / (desk.arrivals_per_h * desks * hours_per_week)));
}

/// Hours of work that come to one desk where nobody gives up.
double work(const Observed& seen, const targets::Desk& desk) {
  return seen.hours * desk.arrivals_per_h / desk.served_per_h;
}

/// Mean wait in minutes of those who were answered.
Check wait(const Observed& seen, const targets::Desk& desk, double target_h, double tolerance,
           std::string_view law = {}) {
  const Estimate found = ratio(seen.wait_h, seen.answered, seen.busy_h, work(seen, desk));
  return {fmt::format("minutes of waiting, {}{}", text(desk), law),
          60 * target_h,
          {60 * found.value, 60 * found.error},
          tolerance * 60 * target_h};
}

/// Minutes of work that one answer takes: of the waits it is thought away by the control variate.
Check minutes_of_work(const Observed& seen, const targets::Desk& desk) {
  const double r = mean(seen.busy_h) / mean(seen.answered);
  Sum residuals;
  for (std::size_t b = 0; b < desks; ++b) {
    residuals.add((seen.busy_h[b] - r * seen.answered[b]) / mean(seen.answered));
  }
  const double target = 60 / desk.served_per_h;
  return {fmt::format("minutes of work an answer, {}", text(desk)),
          target,
          {60 * r, 60 * residuals.mean().error},
          0.005 * target};
}

Check lost(const Laboratory& laboratory, const Load& load, double tolerance, bool relative,
           double customers) {
  const targets::Waiting theory = targets::erlang_a(load.desk, load.patience_h);
  const Observed seen = observe(laboratory, load, weeks_for(load.desk, customers));
  const double busy =
      seen.hours * load.desk.arrivals_per_h * (1 - theory.gives_up) / load.desk.served_per_h;
  const Estimate found = ratio(seen.dropped, seen.came(), seen.busy_h, busy);
  return {fmt::format("share that gives up, {}, patience {:g} h", text(load.desk), load.patience_h),
          theory.gives_up, found, tolerance * (relative ? theory.gives_up : 1)};
}

constexpr double per_hour = 1 / service_h;

}  // namespace

std::vector<Check> desk_waits_are_erlang_c(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const targets::Desk& desk : {targets::Desk{4, per_hour, 1}, targets::Desk{8, per_hour, 2},
                                    targets::Desk{20, per_hour, 5}, targets::Desk{45, per_hour, 10},
                                    targets::Desk{90, per_hour, 20}}) {
    const targets::Waiting theory = targets::erlang_c(desk);
    const Observed seen =
        observe(laboratory, {.desk = desk}, weeks_for(desk, laboratory.at(1e5, 3e6)));
    checks.push_back({fmt::format("share that waits, {}", text(desk)), theory.waits,
                      ratio(seen.queued, seen.answered, seen.busy_h, work(seen, desk)),
                      0.02 * theory.waits});
    checks.push_back(wait(seen, desk, theory.mean_wait_h, 0.02));
    checks.push_back(minutes_of_work(seen, desk));
  }
  return checks;
}

std::vector<Check> desk_losses_are_erlang_a(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const targets::Desk& desk :
       {targets::Desk{4, per_hour, 1}, targets::Desk{8, per_hour, 2},
        targets::Desk{12, per_hour, 2}, targets::Desk{20, per_hour, 5},
        targets::Desk{30, per_hour, 5}, targets::Desk{60, per_hour, 10}}) {
    checks.push_back(
        lost(laboratory, {.desk = desk, .patience_h = 2}, 0.02, true, laboratory.at(1e5, 1e6)));
  }
  return checks;
}

std::vector<Check> desk_waits_are_pollaczek_khinchine(const Laboratory& laboratory) {
  constexpr double variation = 4;
  const Load load{.desk = {4, per_hour, 1}, .log_normal = variation};
  const Observed seen = observe(laboratory, load, weeks_for(load.desk, laboratory.at(1e5, 8e6)));
  return {wait(seen, load.desk, targets::pollaczek_khinchine(4, service_h, variation), 0.03,
               ", services that vary four times as much"),
          minutes_of_work(seen, load.desk)};
}

std::vector<Check> part_time_desks_lose_most(const Laboratory& laboratory) {
  constexpr double patience_h = 1.7;
  std::vector<Check> checks;
  for (const double arrivals : {0.5, 2.0, 5.0}) {
    const targets::Desk one{arrivals, per_hour, 1};
    for (const targets::Desk& desk :
         {targets::part_time(one, 0.1), one, targets::Desk{arrivals, per_hour, 2}}) {
      Check check = lost(laboratory, {.desk = desk, .patience_h = patience_h}, 0.02, false,
                         laboratory.at(2e4, 1e5));
      if (desk.served_per_h < per_hour) {
        check.what += ", for a tenth of the time";
      }
      checks.push_back(std::move(check));
    }
  }
  return checks;
}

std::vector<Check> queues_keep_littles_law(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const targets::Desk& desk :
       {targets::Desk{4, per_hour, 1}, targets::Desk{20, per_hour, 5}}) {
    const Observed seen =
        observe(laboratory, {.desk = desk}, weeks_for(desk, laboratory.at(5e4, 1e6)));
    Sum apart;  // of the list as one finds it, from rate of arrival x wait
    for (std::size_t b = 0; b < desks; ++b) {
      apart.add((seen.listed[b] - seen.wait_h[b]) / seen.hours);
    }
    Estimate relative = apart.mean();
    const double length = mean(seen.listed) / seen.hours;
    relative.value /= length;
    relative.error /= length;
    checks.push_back({fmt::format("length of the list beside what came x its wait, {}", text(desk)),
                      0, relative, 0.01});
  }
  return checks;
}

std::vector<Check> patience_and_people_help(const Laboratory& laboratory) {
  const double customers = laboratory.at(2e4, 2e5);
  const auto shares = [&](const Load& load) {
    const Observed seen = observe(laboratory, load, weeks_for(load.desk, customers));
    return std::pair(mean(seen.dropped) / mean(seen.came()),
                     mean(seen.wait_h) / mean(seen.answered));
  };
  // what is more than nothing; not a number, of nobody, is
  const auto added = [](double now, double before) {
    return Estimate{now <= before ? 0 : now > before ? now - before : inf, 0};
  };
  std::vector<Check> checks;
  double lost = shares({.desk = {8, per_hour, 2}, .patience_h = 0.5}).first;
  for (const double patience_h : {1.0, 2.0, 4.0, 8.0}) {
    const double now = shares({.desk = {8, per_hour, 2}, .patience_h = patience_h}).first;
    checks.push_back({fmt::format("share lost that a patience of {:g} h adds", patience_h), 0,
                      added(now, lost), 0});
    lost = now;
  }
  double wait_h = shares({.desk = {8, per_hour, 2}}).second;
  for (const int servers : {3, 4, 5}) {
    const double now = shares({.desk = {8, per_hour, servers}}).second;
    checks.push_back(
        {fmt::format("hours of waiting that person {} adds", servers), 0, added(now, wait_h), 0});
    wait_h = now;
  }
  return checks;
}

}  // namespace rapport::validate
