// The service desk: a queue with several servers in duty windows, simulated in exact times within
// each hour. Chores (writing posts, training, screening) go first; then cases in the triage's
// order. A server that runs out of duty keeps its case and goes on in its next window.
//
//   minutes = base (question 6, complaint 15) x LN(mean 1, sigma .6) x (1.3 - .5 skill)
//   P(solved) = (.35 + .6 skill) (1 - .2 min(1, overload))                                (E5, E6)
//   overload  o += .02 (minutes on the list / 8 h of the desk - o) each hour
//
// A public answer is shown to the asker's friends; with a chance it shows the complaint again
// (publicisation; Golmohammadi et al. 2021). A reply reaches the customer in the next tick; how
// much it is worth is the customer's affair. Held to: M/M/c, Erlang-A and Pollaczek-Khinchine (V6);
// no answers at zero hours; chores first; conservation of cases; load = what is brought + chores.

#include <algorithm>
#include <array>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"
#include "sim/world/duty.hpp"
#include "sim/world/open_cases.hpp"
#include "sim/world/shift.hpp"

namespace rapport::models {
namespace {

/// One voice at work. 64 bytes, no padding.
struct Server {
  Case one;
  double minutes_left = 0;
  std::uint64_t busy = 0;
};
static_assert(sizeof(Server) == sizeof(Case) + 16);

/// Where the bins of delays start, hours.
constexpr std::array<double, 11> delay_starts{0, 0.25, 0.5, 1, 2, 4, 8, 24, 48, 72, 168};

inline constexpr SharedCounter answered_count{"answered", Ladder::operations, MeasureOf::brand, "1",
                                              "cases answered"};
inline constexpr SharedCounter questions_answered{"questions_answered", Ladder::business,
                                                  MeasureOf::brand, "1", "questions answered"};
inline constexpr SharedCounter complaints_answered{"complaints_answered", Ladder::business,
                                                   MeasureOf::brand, "1", "complaints answered"};
inline constexpr SharedCounter in_time{"answered_in_time", Ladder::operations, MeasureOf::brand,
                                       "1", "answers before the customer's patience ended"};
inline constexpr SharedCounter solved_count{"solved", Ladder::operations, MeasureOf::brand, "1",
                                            "answers that solved the matter"};
inline constexpr SharedCounter after_hours{"answered_after_hours", Ladder::operations,
                                           MeasureOf::brand, "1",
                                           "answers outside Monday to Friday, 9 to 17 h"};
inline constexpr SharedCounter wait_minutes{"response_minutes", Ladder::operations,
                                            MeasureOf::brand, "min",
                                            "minutes from mention to answer, summed"};
inline constexpr SharedCounter queued_count{
    "cases_queued", Ladder::operations, MeasureOf::brand, "1",
    "cases that waited on the list before somebody took them up"};
inline constexpr SharedCounter given_up_list{"cases_dropped", Ladder::operations, MeasureOf::brand,
                                             "1", "cases that left the list unanswered"};
inline constexpr SharedCounter work_seconds{"answering_seconds", Ladder::operations,
                                            MeasureOf::brand, "s",
                                            "desk seconds spent on answering"};
inline constexpr SharedCounter busy_seconds{
    "busy_seconds", Ladder::operations, MeasureOf::brand, "s",
    "desk seconds at work: answering, posts, training, screening"};

class Desk final : public Mechanism {
 public:
  Desk() { closes = reports = true; }

  void declare(Declaration& d) override {
    declare_service(d);
    d.word("triage", triage_, {"first_come", "newest_first", "complaints_first"},
           {.unit = "1",
            .value = static_cast<double>(Triage::first_come),
            .role = Role::organisation,
            .meaning = "which case is taken up next",
            .source = "a decision",
            .grade = Grade::convention});
    d.parameter("list_hours", list_hours_,
                {.unit = "hour",
                 .low = 1,
                 .high = 10000,
                 .value = 336,
                 .role = Role::organisation,
                 .meaning = "time on the list after which an unanswered case leaves it",
                 .source = "assumed: two weeks"});
    d.parameter("redress", redress_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "share of solved complaints made good with money (C12)",
                 .source = "living .7 (prototype)"});
    d.flag("drops_impatient", drops_,
           {.unit = "1",
            .value = 0,
            .role = Role::market,
            .meaning = "whether a mention leaves the list when the customer gives up",
            .source = "off in markets; on for Erlang-A",
            .grade = Grade::convention});
    d.parameter(
        "shown_again", shown_again_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.5,
         .role = Role::effect,
         .meaning = "chance that a public answer shows the complaint to the friends again",
         .source = "sign: Golmohammadi et al. 2021; magnitude assumed (prototype: v = .5)"});
    declare_state(d);
    declare_measures(d);
  }

  void close(Office& office) const override {
    OpenCases cases = open_cases(office);
    office.count(dropped_, cases.drop(office.now(), list_hours_[office.brand()]));
    const double servers = office.see(servers_now_);
    if (servers > 0 || !office.own(servers_).items<Server>().empty()) {
      std::span<Server> staffed = hire(office, static_cast<std::size_t>(servers));
      for (double from = office.now(); from < office.then(); from += 1) {
        duty(office).each_stretch(office.week(), from,
                                  [&](double a, double b) { work(office, cases, staffed, a, b); });
      }
    }
    const double backlog = static_cast<double>(cases.questions()) * question_minutes_ +
                           static_cast<double>(cases.complaints()) * complaint_minutes_;
    const double capacity = 8 * 60 * std::max(1.0, servers);
    const double hours = office.then() - office.now();
    office.own(overload_) += 0.02 * hours * (backlog / capacity - office.own(overload_));
  }

  void report(Report& report) const override {
    const OpenCases cases = open_cases(report.office);
    report.tell(backlog_level_, static_cast<double>(cases.questions() + cases.complaints()));
    report.tell(overload_level_, report.office.own(overload_));
  }

 private:
  void declare_service(Declaration& d) {
    d.parameter("question_minutes", question_minutes_,
                {.unit = "min",
                 .low = 0.1,
                 .high = 600,
                 .value = 6,
                 .role = Role::market,
                 .meaning = "mean time to answer a question, before skill",
                 .source = "prototype E6; vendor figure 5 min"});
    d.parameter("complaint_minutes", complaint_minutes_,
                {.unit = "min",
                 .low = 0.1,
                 .high = 600,
                 .value = 15,
                 .role = Role::market,
                 .meaning = "mean time to deal with a complaint, before skill",
                 .source = "prototype E6"});
    d.parameter("minutes_sigma", minutes_sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 3,
                 .value = 0.6,
                 .role = Role::trait,
                 .meaning = "spread of service times (sigma of the log-normal)",
                 .source = "prototype E6"});
    d.word("service_law", service_law_, {"log_normal", "exponential"},
           {.unit = "1",
            .value = 0,
            .role = Role::trait,
            .meaning = "law of service times; exponential for queueing theory's closed forms",
            .source = "Brown et al. 2005 found log-normal; Erlang",
            .grade = Grade::remembered});
    d.parameter(
        "skill_speed", skill_speed_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.5,
         .role = Role::trait,
         .meaning = "how far skill shortens service: minutes x (1 + .6 this - this x skill)",
         .source = "prototype E6: 1.3 - .5 skill"});
    d.parameter("solve_untrained", solve_base_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.35,
                 .role = Role::trait,
                 .meaning = "chance to solve a case with no skill",
                 .source = "prototype E5"});
    d.parameter("solve_by_skill", solve_skill_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.6,
                 .role = Role::trait,
                 .meaning = "rise of that chance with full skill",
                 .source = "prototype E5"});
    d.require({"solve_untrained", "solve_by_skill"},
              "'solve_untrained' and 'solve_by_skill' must not add up to more than 1",
              [this] { return solve_base_ + solve_skill_ <= just_one; });
  }

  void declare_state(Declaration& d) {
    d.reads(servers_now_, columns::desk_servers);
    d.reads(days_, columns::duty_days);
    d.reads(first_hour_, columns::duty_first_hour);
    d.reads(last_hour_, columns::duty_last_hour);
    d.reads(windows_, columns::duty_windows);
    d.reads(length_, columns::duty_length);
    d.reads(skill_, columns::skill);
    d.own(chores_, columns::chore_minutes, {"listening"});
    d.own(handled_, columns::complaints_handled);
    d.own(overload_,
          {"overload", "1", 0, "work on the list over eight hours of the desk, smoothed"});
    d.list(open_questions_, columns::open_questions, {"listening"});
    d.list(open_complaints_, columns::open_complaints, {"listening"});
    d.list(servers_, "servers");
  }

  void declare_measures(Declaration& d) {
    d.counter(answered_, answered_count);
    d.counter(questions_, questions_answered);
    d.counter(complaints_, complaints_answered);
    d.counter(in_time_, in_time);
    d.counter(solved_, solved_count);
    d.counter(after_hours_, after_hours);
    d.counter(wait_, wait_minutes);
    d.counter(queued_, queued_count);
    d.counter(dropped_, given_up_list);
    d.counter(work_, work_seconds);
    d.counter(busy_, busy_seconds);
    d.counter(redresses_, columns::redresses);
    for (std::size_t i = 0; i < delays_.size(); ++i) {
      d.counter(delays_[i], {delay_names[i], Ladder::operations, MeasureOf::brand, "1",
                             "answers with a delay in this range of hours"});
    }
    d.level(backlog_level_,
            {"backlog", Ladder::operations, MeasureOf::brand, "1", "cases on the list"});
    d.level(overload_level_, {"desk_overload", Ladder::operations, MeasureOf::brand, "1",
                              "work on the list over eight hours of the desk, smoothed"});
    d.ratio({{"mean_response", Ladder::operations, MeasureOf::brand, "min",
              "mean minutes to an answer"},
             "response_minutes",
             "answered"});
    d.quantile({{"median_response", Ladder::operations, MeasureOf::brand, "hour",
                 "median hours to an answer, linear within the bins delay_...; 168 = or longer"},
                0.5,
                {delay_names.begin(), delay_names.end()},
                {delay_starts.begin(), delay_starts.end()}});
    d.ratio({{"staff_load", Ladder::operations, MeasureOf::brand, "1",
              "share of the paid time that the desk is at work"},
             "busy_seconds",
             "staff_minutes",
             60});
    d.ratio({{"answering_share", Ladder::operations, MeasureOf::brand, "1",
              "share of the paid time that the desk answers"},
             "answering_seconds",
             "staff_minutes",
             60});
    d.ratio({{"resolution_rate", Ladder::operations, MeasureOf::brand, "1",
              "share of answers that solve"},
             "solved",
             "answered"});
  }

  std::span<Server> hire(Office& office, std::size_t count) const {
    ItemList& list = office.own(servers_);
    while (list.items<Server>().size() < count) {
      list.push(Server{});
    }
    // those let go finish what they have begun: they stay while busy
    std::size_t keep = list.items<Server>().size();
    while (keep > count && list.items<Server>()[keep - 1].busy == 0) {
      --keep;
    }
    list.keep<Server>(keep);
    return list.items<Server>();
  }

  OpenCases open_cases(Office& office) const {
    return {office.own(open_questions_), office.own(open_complaints_), drops_ != 0.0};
  }

  Duty duty(const Office& office) const {
    return {.days = office.see(days_),
            .first_hour = office.see(first_hour_),
            .last_hour = office.see(last_hour_),
            .windows = office.see(windows_),
            .length = office.see(length_)};
  }

  /// A stretch on duty, each server going on from where it is.
  void work(Office& office, OpenCases& cases, std::span<Server> staff, Hours from,
            Hours end) const {
    // those let go finish what they have begun
    const auto stays = [&](std::uint32_t nth) {
      return nth < office.see(servers_now_) || staff[nth].busy != 0;
    };
    Shift shift(end);
    for (std::uint32_t nth = 0; nth < staff.size(); ++nth) {
      if (stays(nth)) {
        shift.goes_on({from, nth});
      }
    }
    while (std::optional<Shift::Move> move = shift.next()) {
      if (!step(office, cases, staff[move->server], move->at, end)) {
        shift.waits(*move);
      } else if (stays(move->server)) {
        shift.goes_on(*move);
      }
    }
  }

  /// One thing that a server does next: chores, its case or a new case. False: it has nothing to
  /// do. Moves the clock to the end of what it does or waits for.
  bool step(Office& office, OpenCases& cases, Server& server, Hours& clock, Hours end) const {
    if (server.busy == 0 && office.own(chores_) > 0) {
      do_chores(office, clock, end);
      return true;
    }
    if (server.busy == 0) {
      const auto triage = static_cast<Triage>(static_cast<int>(triage_[office.brand()]));
      const std::optional<Case> next = cases.take(triage, clock);
      if (!next) {
        clock = cases.next_arrival(clock, end);
        return false;
      }
      if (next->found_at < clock) {
        office.count(queued_);
      }
      server = {.one = *next, .minutes_left = service_minutes(office, *next), .busy = 1};
    }
    const Hours until = clock + server.minutes_left / 60;
    if (until <= end) {
      count_work(office, server.minutes_left);
      clock = until;
      answer(office, server.one, until);
      server = Server{};
    } else {
      count_work(office, (end - clock) * 60);
      server.minutes_left -= (end - clock) * 60;
      clock = end;
    }
    return true;
  }

  void do_chores(Office& office, double& clock, double end) const {
    double& chores = office.own(chores_);
    const double minutes = std::min(chores, (end - clock) * 60);
    chores = minutes >= chores ? 0 : chores - minutes;
    clock = chores > 0 ? end : clock + minutes / 60;
    office.count(busy_, seconds(minutes));
  }

  void count_work(Office& office, double minutes) const {
    office.count(work_, seconds(minutes));
    office.count(busy_, seconds(minutes));
  }

  static std::int64_t seconds(double minutes) {
    return static_cast<std::int64_t>(minutes * 60 + 0.5);
  }

  double base_minutes(const Case& one) const {
    return one.kind == CaseKind::complaint ? double{complaint_minutes_} : double{question_minutes_};
  }

  double service_minutes(const Office& office, const Case& one) const {
    constexpr Purpose minutes{"desk.minutes"};
    const double u = office.u(minutes, one.cause);
    const double spread =
        service_law_ != 0.0 ? exponential(u) : log_normal_of_mean(u, 1.0, minutes_sigma_);
    return base_minutes(one) * spread *
           (1 + 0.6 * skill_speed_ - skill_speed_ * office.see(skill_));
  }

  void answer(Office& office, const Case& one, double done) const {
    constexpr Purpose outcome{"desk.outcome"};
    const auto [u_solve, u_redress] = office.luck().u2(outcome, office.subject(), one.cause);
    const double skill = office.see(skill_);
    const double chance =
        (solve_base_ + solve_skill_ * skill) * (1 - 0.2 * std::min(1.0, office.own(overload_)));
    Answered reply;
    reply.brand = office.brand();
    reply.cause = one.cause;
    reply.asked = one.at;
    reply.done = done;
    reply.about = one.kind;
    reply.solved = u_solve < chance;
    reply.redress =
        reply.solved && one.kind == CaseKind::complaint && u_redress < redress_[office.brand()];
    reply.in_public = one.in_public();
    reply.platform = one.platform;
    reply.severity = double{one.severity};
    office.reply(CustomerId{one.customer}, reply);
    count(office, one, reply);
    if (one.in_public()) {
      show(office, one, reply);
    }
  }

  void count(Office& office, const Case& one, const Answered& reply) const {
    const double delay = reply.done - one.at;
    office.count(answered_);
    office.count(one.kind == CaseKind::complaint ? complaints_ : questions_);
    if (one.kind == CaseKind::complaint) {
      office.own(handled_) += 1;
    }
    if (reply.done <= one.patience_ends) {
      office.count(in_time_);
    }
    if (reply.solved) {
      office.count(solved_);
    }
    if (reply.redress) {
      office.count(redresses_);
    }
    const double week_hour = reply.done - static_cast<double>(office.week()) * hours_per_week;
    const double hour =
        week_hour -
        hours_per_day * static_cast<double>(static_cast<int>(week_hour / hours_per_day));
    if (week_hour >= 5 * hours_per_day || hour < 9 || hour >= 17) {
      office.count(after_hours_);
    }
    office.count(wait_, static_cast<std::int64_t>(delay * 60 + 0.5));
    const auto end = std::ranges::upper_bound(delay_starts.begin() + 1, delay_starts.end(), delay);
    office.count(delays_[static_cast<std::size_t>(end - delay_starts.begin() - 1)]);
  }

  void show(Office& office, const Case& one, const Answered& reply) const {
    Message m;
    m.what = identity(0x616e73776572ULL, one.cause.value, row(office.brand()));
    m.root = m.what;
    m.sent = reply.done;
    m.sender = one.customer;
    m.brand = office.brand();
    m.platform = one.platform;
    m.kind = MessageKind::answer;
    m.solved = reply.solved ? 1 : 0;
    m.valence = reply.solved ? 1 : -1;
    office.send(m, Audience::friends());
    constexpr Purpose again{"desk.again"};
    if (one.kind == CaseKind::complaint && office.u(again, one.cause) < shown_again_) {
      m.what = identity(0x616761696eULL, one.cause.value);
      m.root = one.cause;  // the same complaint: who has passed it on does not do so again
      m.kind = MessageKind::complaint;
      m.by_customer = true;
      m.valence = -1;
      m.solved = 0;
      office.send(m, Audience::friends());
    }
  }

  static constexpr std::array<std::string_view, delay_starts.size()> delay_names{
      "delay_below_15_min", "delay_to_30_min", "delay_to_1_h",      "delay_to_2_h",
      "delay_to_4_h",       "delay_to_8_h",    "delay_to_24_h",     "delay_to_48_h",
      "delay_to_72_h",      "delay_to_168_h",  "delay_beyond_168_h"};

  Value question_minutes_, complaint_minutes_, minutes_sigma_, service_law_, skill_speed_,
      solve_base_, solve_skill_, drops_, shown_again_;
  PerBrand triage_, list_hours_, redress_;
  BrandReads servers_now_, days_, first_hour_, last_hour_, windows_, length_, skill_;
  BrandOwn chores_, handled_, overload_;
  BrandList<Case> open_questions_, open_complaints_;
  BrandList<Server> servers_;
  Counter answered_{}, questions_{}, complaints_{}, in_time_{}, solved_{}, after_hours_{}, wait_{},
      queued_{}, dropped_{}, work_{}, busy_{}, redresses_{};
  std::array<Counter, delay_starts.size()> delays_{};
  Level backlog_level_{}, overload_level_{};
};

}  // namespace

extern const MechanismInfo desk;
const MechanismInfo desk{
    .summary = "the service desk: a queue with duty windows, skill and overload",
    .claims = "mechanism 11; C6, C12, C17, C28",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Desk>()); },
};

}  // namespace rapport::models
