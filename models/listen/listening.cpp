// Listening: which mentions the staff ever gets to see. A tagged mention is looked at with a
// chance, an untagged one found only by search: coverage x recall; every true find of a search
// brings (1 - precision) / precision false ones to screen, and screening takes desk minutes: a
// search stops where what waits for the desk fills a week of its hours, and where nobody is paid
// nobody looks at what is said in public. Leads are found the same way; here they are screened and
// counted. The brand's idea of the mood comes from found public words through a classifier that
// errs. A question that another customer has answered meanwhile is taken off the list.
//
// Held to: nothing found at 0 nor without hours, everything tagged at 1; more coverage finds a
// superset; screening minutes in closed form.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"
#include "sim/world/open_cases.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter found_count{"mentions_found", Ladder::operations, MeasureOf::brand,
                                           "1", "mentions and messages that the brand found"};
inline constexpr SharedCounter missed_count{"mentions_missed", Ladder::operations, MeasureOf::brand,
                                            "1", "mentions and messages that the brand missed"};
inline constexpr SharedCounter settled_count{
    "cases_settled", Ladder::operations, MeasureOf::brand, "1",
    "questions that left the list because another customer had answered them"};
inline constexpr SharedCounter leads_found{"leads_found", Ladder::business, MeasureOf::brand, "1",
                                           "leads found by listening"};
inline constexpr SharedCounter screened{"screened_minutes", Ladder::operations, MeasureOf::brand,
                                        "min", "desk minutes spent on screening finds"};
inline constexpr SharedCounter heard_good{"heard_good", Ladder::vanity, MeasureOf::brand, "1",
                                          "found public words taken for praise"};
inline constexpr SharedCounter heard_all{"heard_all", Ladder::vanity, MeasureOf::brand, "1",
                                         "found public praise and complaints"};

class Listening final : public Mechanism {
 public:
  Listening() { opens = closes = true; }

  void declare(Declaration& d) override {
    d.parameter("tagged", tagged_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.4,
                 .role = Role::organisation,
                 .meaning = "share of tagged mentions that anybody looks at (C6)",
                 .source = "existing .4 (gives 29 to 50 % answered), living 1 (prototype)"});
    d.parameter("coverage", coverage_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "share of untagged talk that is searched (C10, C18)",
                 .source = "existing 0, living .5 (prototype)"});
    d.parameter(
        "recall", recall_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 1,
         .role = Role::market,
         .meaning = "chance that a search finds what it covers",
         .source = "prototype: all that it covers; .4 has been assumed for leads: sweep .4 to 1"});
    d.parameter("precision", precision_,
                {.unit = "1",
                 .low = 0.01,
                 .high = 1,
                 .value = 0.3,
                 .role = Role::market,
                 .meaning = "share of a search's finds that are what was sought",
                 .source = "EVIDENCE A3: precision .3, assumed"});
    d.parameter("screening", screening_,
                {.unit = "min",
                 .low = 0,
                 .high = 60,
                 .value = 2,
                 .role = Role::market,
                 .meaning = "desk minutes to screen one find",
                 .source = "prototype E6"});
    d.parameter("accuracy", accuracy_,
                {.unit = "1",
                 .low = 0.5,
                 .high = 1,
                 .value = 0.8,
                 .role = Role::market,
                 .meaning = "chance that a word's mood is told rightly",
                 .source = "Hartmann et al. 2023, about .8",
                 .grade = Grade::remembered});
    d.parameter("delay", delay_,
                {.unit = "hour",
                 .low = 0,
                 .high = 72,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "time from a mention to its being on the desk's list",
                 .source = "prototype: none"});
    d.own(coverage_now_, columns::coverage);
    d.reads(desk_minutes_, columns::desk_minutes);
    d.own(chores_, columns::chore_minutes, {"staff", "publishing", "experience"});
    d.list(open_questions_, columns::open_questions);
    d.list(open_complaints_, columns::open_complaints);
    d.counter(found_, found_count);
    d.counter(settled_, settled_count);
    d.counter(missed_, missed_count);
    d.counter(leads_found_, leads_found);
    d.counter(screened_, screened);
    d.counter(heard_good_, heard_good);
    d.counter(heard_all_, heard_all);
    d.ratio({{"sentiment", Ladder::vanity, MeasureOf::brand, "1",
              "share of praise in what the brand heard, as it took it"},
             "heard_good",
             "heard_all"});
  }

  void open(Office& office) const override {
    if (office.starts_week()) {
      office.own(coverage_now_) = coverage_[office.brand()];
    }
  }

  void close(Office& office) const override {
    double screening = 0;
    for (const Case& one : office.inbox()) {
      if (one.settled()) {
        take_off(office, one.cause);
        continue;
      }
      if (!finds(office, one, screening)) {
        office.count(missed_);
        continue;
      }
      office.count(found_);
      if (!one.tagged()) {
        screening += screening_ / precision_;
      }
      hear(office, one);
      if (one.kind == CaseKind::lead) {
        office.count(leads_found_);
      } else if (one.kind != CaseKind::praise) {
        Case listed = one;
        listed.found_at = one.at + delay_[office.brand()];
        list_case(office.own(one.kind == CaseKind::complaint ? open_complaints_ : open_questions_),
                  listed);
      }
    }
    if (screening > 0) {
      office.own(chores_) += screening;
      office.count(screened_, static_cast<std::int64_t>(screening + 0.5));
    }
  }

 private:
  /// Whether one find more fits into a week of the desk, behind what waits for it already.
  bool room_to_screen(Office& office, double screening) const {
    return office.own(chores_) + screening + screening_ / precision_ <= office.see(desk_minutes_);
  }

  void take_off(Office& office, Identity cause) const {
    ItemList& list = office.own(open_questions_);
    const std::span<const Case> cases = list.items<Case>();
    const auto found = std::ranges::find(cases, cause, &Case::cause);
    if (found != cases.end()) {
      list.remove<Case>(static_cast<std::size_t>(found - cases.begin()));
      office.count(settled_);
    }
  }

  /// `screening`: minutes that this tick's finds take already.
  bool finds(Office& office, const Case& one, double screening) const {
    constexpr Purpose find{"listening.find"};
    const BrandId b = office.brand();
    if (!one.in_public()) {
      return true;  // addressed to the brand alone
    }
    if (one.tagged() ? office.see(desk_minutes_) <= 0 : !room_to_screen(office, screening)) {
      return false;
    }
    const double chance = one.tagged() ? tagged_[b] : coverage_[b] * recall_;
    return office.u(find, one.cause) < chance;
  }

  void hear(Office& office, const Case& one) const {
    if (!one.in_public() || (one.kind != CaseKind::praise && one.kind != CaseKind::complaint)) {
      return;
    }
    constexpr Purpose mood{"listening.mood"};
    const bool right = office.u(mood, one.cause) < accuracy_;
    office.count(heard_all_);
    if ((one.kind == CaseKind::praise) == right) {
      office.count(heard_good_);
    }
  }

  PerBrand tagged_, coverage_, delay_;
  Value recall_, precision_, screening_, accuracy_;
  BrandOwn coverage_now_, chores_;
  BrandReads desk_minutes_;
  BrandList<Case> open_questions_, open_complaints_;
  Counter found_{}, missed_{}, settled_{}, leads_found_{}, screened_{}, heard_good_{}, heard_all_{};
};

}  // namespace

extern const MechanismInfo listening;
const MechanismInfo listening{
    .summary = "which mentions and leads the brand finds, and what it takes them for",
    .claims = "mechanism 10; C10, C18",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Listening>()); },
};

}  // namespace rapport::models
