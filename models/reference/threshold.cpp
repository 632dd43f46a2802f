// Threshold: who follows as soon as a share of friends has, and then tells all of them (Watts
// 2002). Held to: the size of cascades (V2); nobody without seeds; all of a component at a
// threshold that any friend meets.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<std::uint8_t> active{"active", Of::customer, "1", 0, 1, 0, "1 = follows"};
inline constexpr Column<std::uint32_t> friends_active{
    "friends_active", Of::customer, "1", 0, 4e9, 0, "friends who have told that they follow"};
inline constexpr SharedCounter activations{"activations", Ladder::diffusion, MeasureOf::brand, "1",
                                           "customers who began to follow the others"};

class Threshold final : public Mechanism {
 public:
  Threshold() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("share", share_,
                {.unit = "1",
                 .low = 0.001,
                 .high = 1,
                 .value = 0.18,
                 .role = Role::trait,
                 .meaning = "share of friends that must follow before one does (phi)",
                 .source = "Watts 2002; set by experiments",
                 .grade = Grade::convention});
    d.parameter("seeded", seeded_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::trait,
                 .meaning = "share of customers who follow from the first hour",
                 .source = "Gleeson & Cahalane 2007; set by experiments",
                 .grade = Grade::convention});
    d.own(active_, active);
    d.own(told_, friends_active);
    d.counter(activations_, activations);
    d.on<&Threshold::question_due>(*this);
    d.on<&Threshold::seen>(*this);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose seed{"threshold.seed"};
    if (who.u(seed) < seeded_) {
      who.at(0, QuestionDue{0});
    }
  }

  void question_due(Turn& turn, const QuestionDue&) const { activate(turn); }

  void seen(Turn& turn, const Seen&) const {
    const double told = ++turn.own(told_);
    // as whole friends: no share of them is missed by rounding
    if (told >= share_ * static_cast<double>(turn.readers(PlatformId{})) * (1 - 1e-12)) {
      activate(turn);
    }
  }

 private:
  void activate(Turn& turn) const {
    if (turn.own(active_) != 0) {
      return;
    }
    turn.own(active_) = 1;
    turn.count(activations_, BrandId{});
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = m.root = identity(0x7468726573ULL, m.sender);
    m.sent = turn.now();
    m.kind = MessageKind::help;  // said to each friend in person: nothing crowds it out
    m.by_customer = true;
    m.names_brand = false;
    turn.send(m, Audience::friends());
  }

  Value share_, seeded_;
  Own<std::uint8_t> active_;
  Own<std::uint32_t> told_;
  Counter activations_{};
};

}  // namespace

extern const MechanismInfo threshold;
const MechanismInfo threshold{
    .summary = "who follows once a share of friends has (reference, in no market)",
    .claims = "V2",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Threshold>()); },
};

}  // namespace rapport::models
