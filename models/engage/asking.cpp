// Asking: some days before some purchases a customer asks a few friends what to buy. Whether and
// when is keyed by the purchase ahead, whom by the question: the same in all worlds. A friend finds
// the question at her next log-in and answers in her own turn, from her own row alone. She speaks
// of brands that she has bought herself, by all that she has met of them, hearsay too:
//
//   recommends the one she trusts most, if T - 1/2 >= opinion;
//   else warns of the one she trusts least, if 1/2 - T >= opinion;   else has nothing to say
//
// Friends are those who see what the customer posts. The answer waits for the asker's next log-in,
// and can come too late for the purchase; what it does is trust's and awareness' affair. Held to:
// the share of purchases; the lead time; who is named, by hand; in time by Erlang's law of two
// log-ins; nobody speaks of what she has not bought, nor is asked by who has no friends.

#include <algorithm>
#include <optional>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter friends_asked{
    "friends_asked", Ladder::business, MeasureOf::brand, "1",
    "purchases, of any brand, before which a customer asked friends what to buy"};
inline constexpr SharedCounter warnings{
    "warnings", Ladder::business, MeasureOf::brand, "1",
    "customers of the brand who warned a friend of it on being asked"};
inline constexpr SharedCounter advice_in_time{
    "advice_in_time", Ladder::business, MeasureOf::brand, "1",
    "friends' answers that named the brand, for or against, and were read before the purchase"};

class Asking final : public Mechanism {
 public:
  Asking() { founds = true; }

  void declare(Declaration& d) override {
    declare_askers(d);
    declare_friends(d);
    d.reads(next_, columns::next_occasion);
    d.reads(serial_, columns::occasion_serial);
    d.reads(left_, columns::left_category);
    d.reads(platforms_, columns::platforms);
    d.reads(purchases_, columns::purchases);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.counter(asked_, friends_asked);
    d.counter(referrals_, columns::referrals);
    d.counter(warnings_, warnings);
    d.counter(in_time_, advice_in_time);
    d.on<&Asking::occasion>(*this);
    d.on<&Asking::advice_due>(*this);
    d.on<&Asking::seen>(*this);
  }

  void found(Newcomer& who) const override {
    if (who.see(serial_) == 1 && asks(who.luck(), who.who(), 1)) {
      const double when = who.see(next_) - lead_;
      if (when > 0 && when < 1e8) {
        who.at(when, AdviceDue{1});
      }
    }
  }

  // need has just set the next purchase
  void occasion(Turn& turn, const Occasion& event) const {
    const std::uint32_t next = turn.see(serial_);
    if (turn.see(left_) == 0 && next == event.serial + 1 && asks(turn.luck(), turn.who(), next)) {
      const double when = turn.see(next_) - lead_;
      if (when > turn.now() && when < 1e8) {
        turn.at(when, AdviceDue{next});
      }
    }
  }

  void advice_due(Turn& turn, const AdviceDue& event) const {
    constexpr Purpose place{"asking.place"};
    if (turn.see(platforms_) == 0) {
      return;
    }
    const PlatformId platform = one_of(turn.see(platforms_), turn.u(place, {event.occasion}));
    // in long ticks the purchase may have come first; and who has no friends there asks nobody
    if (event.occasion != turn.see(serial_) || turn.readers(platform) == 0) {
      return;
    }
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = identity(0x61736bULL, m.sender, event.occasion);
    m.root = m.what;
    m.sent = turn.see(next_) - lead_;
    m.platform = platform;
    m.kind = MessageKind::request;
    m.by_customer = true;
    m.names_brand = false;
    m.occasion = event.occasion;
    turn.send(m, Audience::some_friends(static_cast<std::uint32_t>(friends_)));
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      turn.count(asked_, static_cast<BrandId>(b));
    }
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.kind == MessageKind::request) {
      answer(turn, m);
    } else if (m.kind == MessageKind::advice && m.occasion != 0 &&
               m.occasion == turn.see(serial_)) {
      turn.count(in_time_, m.brand);
    }
  }

 private:
  struct Opinion {
    BrandId brand{};
    bool good = true;
  };

  void declare_askers(Declaration& d) {
    d.parameter("ask", ask_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.1,
                 .role = Role::trait,
                 .meaning = "share of category purchases before which friends are asked",
                 .source = "assumed for an ordinary good; more where a purchase is a risk: sweep 0 "
                           "to .5"});
    d.parameter("lead", lead_,
                {.unit = "hour",
                 .low = 1,
                 .high = 336,
                 .value = 48,
                 .role = Role::trait,
                 .meaning = "time from asking friends to the purchase",
                 .source = "assumed: the middle of a public question's 24 to 72 hours"});
    d.whole(
        "friends", friends_,
        {.unit = "1",
         .low = 1,
         .high = 50,
         .value = 3,
         .role = Role::trait,
         .meaning = "how many of those who see her posts a customer asks, of whom some are not on "
                    "the platform; all who do, if fewer",
         .source = "assumed: the few people with whom most discuss what matters to them"});
  }

  void declare_friends(Declaration& d) {
    d.parameter("answer", answer_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.5,
                 .role = Role::trait,
                 .meaning = "chance that a friend who has something to say answers",
                 .source = "assumed: sweep .2 to 1"});
    d.parameter("opinion", opinion_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.5,
                 .value = 0.05,
                 .role = Role::trait,
                 .meaning = "least distance of trust from even that is worth telling",
                 .source = "assumed: what is left of a purchase that was fine after seven months"});
  }

  bool asks(const Luck& luck, CustomerId who, std::uint32_t serial) const {
    constexpr Purpose ask{"asking.ask"};
    return ask_ > 0 && luck.u(ask, static_cast<std::uint32_t>(who), {serial}) < ask_;
  }

  void answer(Turn& turn, const Message& question) const {
    constexpr Purpose answers{"asking.answer"};
    const std::optional<Opinion> opinion = opinion_of(turn);
    if (!opinion || turn.u(answers, question.what) >= answer_) {
      return;
    }
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = identity(0x616476ULL, question.what.value, m.sender);
    m.root = question.what;
    m.sent = turn.now();
    m.brand = opinion->brand;
    m.platform = question.platform;
    m.kind = MessageKind::advice;
    m.by_customer = true;
    m.valence = opinion->good ? 1 : -1;
    m.occasion = question.occasion;
    turn.send(m, Audience::person(CustomerId{question.sender}));
    turn.count(opinion->good ? referrals_ : warnings_, m.brand);
  }

  std::optional<Opinion> opinion_of(Turn& turn) const {
    const TrustLaw& law = turn.laws().trust;
    std::optional<Opinion> best;
    std::optional<Opinion> worst;
    double most = 0;
    double least = 0;
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (turn.see(purchases_, b) == 0) {
        continue;
      }
      const double above =
          law.trust(law.evidence(turn.see(for_, b), turn.see(against_, b), turn.now())) - 0.5;
      if (above > most && above >= opinion_) {
        most = above;
        best = {b, true};
      } else if (above < least && -above >= opinion_) {
        least = above;
        worst = {b, false};
      }
    }
    return best ? best : worst;
  }

  Value ask_, lead_, friends_, answer_, opinion_;
  Reads<double> next_;
  Reads<std::uint32_t> serial_;
  Reads<std::uint8_t> left_;
  Reads<std::uint8_t> platforms_;
  Reads<std::uint16_t> purchases_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  Counter asked_{}, referrals_{}, warnings_{}, in_time_{};
};

}  // namespace

extern const MechanismInfo asking;
const MechanismInfo asking{
    .summary = "friends asked before a purchase, who name a brand or warn of one",
    .claims = "mechanism 5, pulled; C13, C15",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Asking>()); },
};

}  // namespace rapport::models
