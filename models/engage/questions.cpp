// Questions: one to three days before some purchases a customer asks: a brand that comes to mind,
// or nobody in particular (a lead that only listening finds). An answer can come in time, or too
// late. Whether, when and of whom is keyed by the purchase ahead, so that asking is the same in all
// worlds but for who comes to mind.
//
// Held to: the share of purchases with a question; the lead time; a question never after its
// purchase.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter questions_asked{"questions_asked", Ladder::business,
                                               MeasureOf::brand, "1",
                                               "questions to the brand before a purchase"};
inline constexpr SharedCounter leads{"leads", Ladder::business, MeasureOf::brand, "1",
                                     "questions to nobody in particular, which any brand may find"};

class Questions final : public Mechanism {
 public:
  Questions() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("ask", ask_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.06,
                 .role = Role::trait,
                 .meaning = "share of category purchases that raise a question",
                 .source = "prototype E9"});
    d.parameter("names_none", names_none_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.3,
                 .role = Role::trait,
                 .meaning = "share of questions that name no brand (C18: leads)",
                 .source = "prototype E9"});
    d.parameter("untagged", untagged_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.2,
                 .role = Role::trait,
                 .meaning = "share of questions that do not name the brand's account",
                 .source = "prototype E9: half of other words'"});
    d.parameter("lead_from", from_,
                {.unit = "hour",
                 .low = 1,
                 .high = 168,
                 .value = 24,
                 .role = Role::trait,
                 .meaning = "least time from question to purchase",
                 .source = "prototype E9"});
    d.parameter("lead_to", to_,
                {.unit = "hour",
                 .low = 1,
                 .high = 336,
                 .value = 72,
                 .role = Role::trait,
                 .meaning = "greatest time from question to purchase",
                 .source = "prototype E9"});
    d.require({"lead_from", "lead_to"}, "'lead_from' must not exceed 'lead_to'",
              [this] { return from_ <= to_; });
    d.reads(next_, columns::next_occasion);
    d.reads(serial_, columns::occasion_serial);
    d.reads(left_, columns::left_category);
    d.reads(platforms_, columns::platforms);
    d.reads(taste_, columns::taste);
    d.reads(aware_until_, columns::aware_until);
    d.own(open_case_, columns::open_case);
    d.counter(asked_, questions_asked);
    d.counter(leads_, leads);
    d.counter(mentions_, columns::mentions);
    d.counter(market_mentions_, columns::market_mentions);
    d.on<&Questions::occasion>(*this);
    d.on<&Questions::question_due>(*this);
  }

  void found(Newcomer& who) const override {
    double when = 0;
    if (who.see(serial_) == 1 && due(who, 1, who.see(next_), 0, when)) {
      who.at(when, QuestionDue{1});
    }
  }

  // need has just set the next purchase
  void occasion(Turn& turn, const Occasion& event) const {
    const std::uint32_t next = turn.see(serial_);
    double when = 0;
    if (turn.see(left_) == 0 && next == event.serial + 1 &&
        due(turn, next, turn.see(next_), turn.now(), when)) {
      turn.at(when, QuestionDue{next});
    }
  }

  void question_due(Turn& turn, const QuestionDue& event) const {
    constexpr Purpose place{"questions.place"};
    constexpr Purpose none{"questions.none"};
    if (turn.see(platforms_) == 0) {
      return;
    }
    const Identity purchase{event.occasion};
    const auto [u_platform, u_tag] = turn.u2(place, purchase);
    Case one;
    one.customer = static_cast<std::uint32_t>(turn.who());
    one.cause = question_before(one.customer, event.occasion);
    due(turn, event.occasion, turn.see(next_), 0, one.at);
    one.patience_ends = turn.laws().patience.ends(turn.luck(), one.customer, one.cause, one.at);
    one.occasion = event.occasion;
    one.platform = one_of(turn.see(platforms_), u_platform);
    const bool named = turn.u(none, purchase) >= names_none_ && pick(turn, purchase, one.brand);
    one.kind = named ? CaseKind::question : CaseKind::lead;
    const bool tagged = named && u_tag >= untagged_;
    one.flags = static_cast<std::uint8_t>(Case::public_bit | (tagged ? Case::tagged_bit : 0));
    if (named) {
      turn.mark(open_case_, one.cause, turn.laws().patience.settled(one));
      turn.count(asked_, one.brand);
      turn.count(mentions_, one.brand);
    }
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      if (named) {
        turn.count(market_mentions_, static_cast<BrandId>(b));
      } else {
        turn.count(leads_, static_cast<BrandId>(b));
      }
    }
    turn.raise(one);
    say(turn, one, named);
  }

 private:
  /// `someone` is a turn or a newcomer.
  template <class Someone>
  bool due(const Someone& someone, std::uint32_t serial, double purchase, double now,
           double& when) const {
    constexpr Purpose ask{"questions.ask"};
    const auto [u_ask, u_lead] =
        someone.luck().u2(ask, static_cast<std::uint32_t>(someone.who()), {serial});
    when = purchase - (from_ + (to_ - from_) * u_lead);
    return u_ask < ask_[someone.segment()] && when > now && purchase < 1e8;
  }

  /// One of the brands that come to mind, as tastes have it.
  bool pick(Turn& turn, Identity purchase, BrandId& brand) const {
    constexpr Purpose whom{"questions.brand"};
    bool found = false;
    double best = 0;
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (double{turn.see(aware_until_, b)} <= turn.now()) {
        continue;
      }
      const double value =
          double{turn.see(taste_, b)} + gumbel(turn.u(whom, {(purchase.value << 8U) | i}));
      if (!found || value > best) {
        found = true;
        best = value;
        brand = b;
      }
    }
    return found;
  }

  static void say(Turn& turn, const Case& one, bool named) {
    Message m;
    m.what = one.cause;
    m.root = one.cause;
    m.sent = one.at;
    m.sender = one.customer;
    m.brand = one.brand;
    m.platform = one.platform;
    m.kind = MessageKind::question;
    m.by_customer = true;
    m.names_brand = named;
    turn.send(m, Audience::friends());
  }

  PerSegment ask_;
  Value names_none_, untagged_, from_, to_;
  Reads<double> next_;
  Reads<std::uint32_t> serial_;
  Reads<std::uint8_t> left_;
  Reads<std::uint8_t> platforms_;
  Reads<float> taste_;
  Reads<float> aware_until_;
  OwnMarks open_case_;
  Counter asked_{}, leads_{}, mentions_{}, market_mentions_{};
};

}  // namespace

extern const MechanismInfo questions;
const MechanismInfo questions{
    .summary = "questions before a purchase, to a brand or to nobody in particular",
    .claims = "mechanism 9; C6, C18",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Questions>()); },
};

}  // namespace rapport::models
