// Adoption: each who has not adopted does so at the rate
//
//   p + q F + sum over friends who have adopted of q_f
//
// per unit of time, F the share of all who have (as published at the last hour). With q_f = 0 it is
// Bass's mixed population (1969), with q = 0 and friends on a circle Fibich & Gibori's (2010).
// Own clocks: a chance comes at the rate p + q and is taken with (p + q F) / (p + q) (thinning);
// each friend who adopts starts a clock of its own. Held to: V3, V4; nobody at p = 0.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<float> adopted_at{
    "adopted_at", Of::customer, "hour", 0, 1e30, 1e30F, "when the customer adopted"};
inline constexpr Column<double> next_chance{
    "next_chance", Of::customer, "hour", 0, 1e300, 1e300, "when it may next adopt by itself"};
inline constexpr BrandColumn adopted_share{"adopted_share", "1", 0,
                                           "share of customers who have adopted"};
inline constexpr SharedCounter adoptions{"adoptions", Ladder::diffusion, MeasureOf::brand, "1",
                                         "customers who adopted"};

class Adoption final : public Mechanism {
 public:
  Adoption() { founds = closes = true; }

  void declare(Declaration& d) override {
    d.parameter("unit_hours", unit_,
                {.unit = "hour",
                 .low = 1,
                 .high = 8766,
                 .value = 168,
                 .role = Role::trait,
                 .meaning = "the unit of time that rates are stated in",
                 .source = "set by experiments",
                 .grade = Grade::convention});
    rate(d, "innovation", p_, 0.03, "rate of adopting without anybody (p), per unit of time");
    rate(d, "imitation", q_, 0.38, "rate if all others had adopted (q), per unit of time");
    rate(d, "by_friend", by_friend_, 0, "rate that each friend who has adopted adds");
    d.own(when_, adopted_at);
    d.own(next_, next_chance);
    d.own(share_, adopted_share);
    d.reads(seen_share_, adopted_share);
    d.counter(adoptions_, adoptions);
    d.on<&Adoption::question_due>(*this);
    d.on<&Adoption::advice_due>(*this);
    d.on<&Adoption::seen>(*this);
  }

  void found(Newcomer& who) const override {
    if (p_ + q_ > 0) {
      who.own(next_) = gap(who.luck(), who.who(), 0);
      if (who.own(next_) < never) {
        who.at(who.own(next_), QuestionDue{0});
      }
    }
  }

  // a chance to adopt without a friend
  void question_due(Turn& turn, const QuestionDue& event) const {
    if (adopted(turn)) {
      return;
    }
    constexpr Purpose take{"adoption.take"};
    const double share = turn.published(seen_share_, BrandId{});
    if (turn.u(take, {event.occasion}) < (p_ + q_ * share) / (p_ + q_)) {
      adopt(turn);
      return;
    }
    const std::uint32_t next = event.occasion + 1;
    turn.own(next_) += gap(turn.luck(), turn.who(), next);
    if (turn.own(next_) < never) {
      turn.at(turn.own(next_), QuestionDue{next});
    }
  }

  // a friend has adopted: its clock starts when it did
  void seen(Turn& turn, const Seen& event) const {
    if (adopted(turn) || by_friend_ <= 0) {
      return;
    }
    constexpr Purpose clock{"adoption.friend"};
    const Message& m = *event.message;
    const double hours = exponential(turn.u(clock, Identity{m.sender})) * unit_ / by_friend_;
    if (hours < never) {
      turn.at(m.sent + hours, AdviceDue{m.sender});
    }
  }
  void advice_due(Turn& turn, const AdviceDue&) const {
    if (!adopted(turn)) {
      adopt(turn);
    }
  }

  void close(Office& office) const override {
    if (row(office.brand()) == 0) {
      office.own(share_) += static_cast<double>(office.counted(adoptions_)) / office.customers();
    }
  }

 private:
  static constexpr double never = 1e6;  // hours

  static void rate(Declaration& d, std::string_view name, Value& value, double standard,
                   std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 100,
                 .value = standard,
                 .role = Role::trait,
                 .meaning = meaning,
                 .source = "Bass 1969; Sultan, Farley & Lehmann 1990; set by experiments",
                 .grade = Grade::convention});
  }

  bool adopted(Turn& turn) const { return turn.own(when_) < 1e29F; }

  double gap(const Luck& luck, CustomerId who, std::uint32_t nth) const {
    constexpr Purpose length{"adoption.gap"};
    const double u = luck.u(length, static_cast<std::uint32_t>(who), {nth});
    return exponential(u) * unit_ / (p_ + q_);
  }

  void adopt(Turn& turn) const {
    turn.own(when_) = static_cast<float>(turn.now());
    turn.count(adoptions_, BrandId{});
    if (by_friend_ <= 0) {
      return;
    }
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = m.root = identity(0x61646f7074ULL, m.sender);
    m.sent = turn.now();
    m.kind = MessageKind::help;  // said to each friend in person: nothing crowds it out
    m.by_customer = true;
    m.names_brand = false;
    turn.send(m, Audience::friends());
  }

  Value unit_, p_, q_, by_friend_;
  Own<float> when_;
  Own<double> next_;
  BrandOwn share_;
  BrandReads seen_share_;
  Counter adoptions_{};
};

}  // namespace

extern const MechanismInfo adoption;
const MechanismInfo adoption{
    .summary = "innovators and imitators (reference, in no market)",
    .claims = "V3, V4",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Adoption>()); },
};

}  // namespace rapport::models
