// Competition: memes compete for screens. Everybody's screen shows one meme, the last that a friend
// told; each acts at the rate of one per unit of time: with the chance mu it tells a new meme,
// which stands on its own screen too, otherwise again the one on its screen (nothing where there is
// none).
//
// Weng et al. 2012's limited attention in the form of Gleeson, Ward, O'Sullivan & Lee 2014: as mu
// goes to 0, what limits a meme is other memes alone, and popularity is a critical branching
// process. Each acts by a clock of its own. Held to: V12; every meme is new at mu = 1; nobody tells
// what nobody began.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<std::uint32_t> screen_high{
    "screen_high",
    Of::customer,
    "1",
    0,
    4294967295.0,
    0,
    "the meme that the customer sees: upper half of its identity; 0 and 0 = none"};
inline constexpr Column<std::uint32_t> screen_low{
    "screen_low", Of::customer, "1", 0, 4294967295.0, 0, "its lower half"};
inline constexpr Column<double> shown_since{"screen_since",    Of::customer, "hour", -1, 1e9, -1,
                                            "when it was told"};
inline constexpr Column<double> next_act{
    "next_act", Of::customer, "hour", 0, 1e300, 1e300, "when the customer acts next"};
inline constexpr SharedCounter memes{"memes", Ladder::diffusion, MeasureOf::brand, "1",
                                     "memes that customers began"};
inline constexpr SharedCounter tellings{"tellings", Ladder::diffusion, MeasureOf::brand, "1",
                                        "memes told, the first time and again"};

class Competition final : public Mechanism {
 public:
  Competition() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("innovation", innovation_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.05,
                 .role = Role::trait,
                 .meaning = "chance that who acts begins a new meme (mu)",
                 .source = "Gleeson et al. 2014; set by experiments",
                 .grade = Grade::convention});
    d.parameter("unit_hours", unit_,
                {.unit = "hour",
                 .low = 1,
                 .high = 8766,
                 .value = 40,
                 .role = Role::trait,
                 .meaning = "mean time between two acts of a customer",
                 .source = "set by experiments",
                 .grade = Grade::convention});
    d.own(high_, screen_high);
    d.own(low_, screen_low);
    d.own(since_, shown_since);
    d.own(next_, next_act);
    d.counter(memes_, memes);
    d.counter(tellings_, tellings);
    d.on<&Competition::question_due>(*this);
    d.on<&Competition::seen>(*this);
  }

  void found(Newcomer& who) const override {
    who.own(next_) = gap(who.luck(), who.who(), 0);
    who.at(who.own(next_), QuestionDue{0});
  }

  // it acts
  void question_due(Turn& turn, const QuestionDue& event) const {
    constexpr Purpose innovates{"competition.innovates"};
    const auto who = static_cast<std::uint32_t>(turn.who());
    if (turn.u(innovates, {event.occasion}) < innovation_) {
      show(turn, telling(who, event.occasion), std::max(turn.own(next_), turn.own(since_)));
      turn.count(memes_, BrandId{});
    }
    if (const Identity meme = screen(turn); meme.value != 0) {
      tell(turn, meme, event.occasion);
    }
    const std::uint32_t next = event.occasion + 1;
    turn.own(next_) += gap(turn.luck(), turn.who(), next);
    turn.at(turn.own(next_), QuestionDue{next});
  }

  // the last one told stays, in whatever order they come
  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.sent > turn.own(since_)) {
      show(turn, m.root, m.sent);
    }
  }

 private:
  Identity screen(Turn& turn) const {
    return Identity{(std::uint64_t{turn.own(high_)} << 32U) | turn.own(low_)};
  }
  void show(Turn& turn, Identity meme, Hours told) const {
    turn.own(high_) = static_cast<std::uint32_t>(meme.value >> 32U);
    turn.own(low_) = static_cast<std::uint32_t>(meme.value);
    turn.own(since_) = told;
  }

  double gap(const Luck& luck, CustomerId who, std::uint32_t nth) const {
    constexpr Purpose length{"competition.gap"};
    return exponential(luck.u(length, static_cast<std::uint32_t>(who), {nth})) * unit_;
  }

  /// What somebody tells in an act; a meme is known by its first telling.
  static Identity telling(std::uint32_t who, std::uint32_t nth) {
    return identity(0x74656c6cULL, who, nth);
  }

  void tell(Turn& turn, Identity meme, std::uint32_t nth) const {
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = telling(m.sender, nth);
    m.root = meme;
    m.sent = turn.own(next_);
    m.kind = MessageKind::help;  // said to each friend in person: nothing else crowds it out
    m.by_customer = true;
    m.names_brand = false;
    turn.send(m, Audience::friends());
    turn.count(tellings_, BrandId{});
  }

  Value innovation_, unit_;
  Own<std::uint32_t> high_, low_;
  Own<double> since_, next_;
  Counter memes_{}, tellings_{};
};

}  // namespace

extern const MechanismInfo competition;
const MechanismInfo competition{
    .summary = "memes that compete for screens (reference, in no market)",
    .claims = "V12",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Competition>()); },
};

}  // namespace rapport::models
