// Contagion: who has it tells all friends once; each who hears of it catches it with a chance that
// is the tie's own (an independent cascade, bond percolation: Newman 2002), or that hangs on how
// long the teller had it, the same for all its ties (an epidemic with exponential recovery; Kenah
// & Robins 2007):
//
//   T_i = T,   or   T_i = 1 - exp(-tau_i T / (1 - T)), tau_i exponential of mean 1: E T_i = T
//
// It begins with those for whom a question falls due, whom an experiment chooses; what begins with
// one passes by what begins with another, as if it were alone. Held to: sizes and chances of
// outbreaks (V1); nobody else at T = 0; all of a component at T = 1.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr MarkKind caught{"caught", "caught what began with this one"};
inline constexpr SharedCounter infections{"infections", Ladder::diffusion, MeasureOf::brand, "1",
                                          "customers who caught it"};

class Contagion final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("transmissibility", transmissibility_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.1,
                 .role = Role::trait,
                 .meaning = "mean chance that a tie passes it on (T)",
                 .source = "Newman 2002; set by experiments",
                 .grade = Grade::convention});
    d.word("period", period_, {"fixed", "exponential"},
           {.unit = "1",
            .value = 0,
            .role = Role::trait,
            .meaning = "law of how long one passes it on; fixed: ties are independent",
            .source = "Newman 2002; Kenah & Robins 2007",
            .grade = Grade::convention});
    d.own(caught_, caught);
    d.counter(infections_, infections);
    d.on<&Contagion::question_due>(*this);
    d.on<&Contagion::seen>(*this);
  }

  void question_due(Turn& turn, const QuestionDue&) const {
    infect(turn, identity(0x636f6e746167ULL, row(turn.who())));
  }

  void seen(Turn& turn, const Seen& event) const {
    constexpr Purpose pass{"contagion.tie"};
    const Message& m = *event.message;
    if (turn.u(pass, m.what) < chance_of(turn, m)) {
      infect(turn, m.root);
    }
  }

 private:
  /// Of the ties of who told it.
  double chance_of(const Turn& turn, const Message& m) const {
    if (period_ == 0.0 || transmissibility_ >= 1) {
      return transmissibility_;
    }
    constexpr Purpose period{"contagion.period"};
    const double tau = exponential(turn.luck().u(period, m.sender, m.root));
    return -math::expm1(-tau * transmissibility_ / (1 - transmissibility_));
  }

  void infect(Turn& turn, Identity root) const {
    if (turn.marked(caught_, root)) {
      return;
    }
    turn.mark(caught_, root, for_good);
    turn.count(infections_, BrandId{});
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.root = root;
    m.what = identity(0x7061737365ULL, root.value, m.sender);
    m.sent = turn.now();
    m.kind = MessageKind::help;  // said to each friend in person: nothing crowds it out
    m.by_customer = true;
    m.names_brand = false;
    turn.send(m, Audience::friends());
  }

  static constexpr Hours for_good = 1e9;

  Value transmissibility_, period_;
  OwnMarks caught_;
  Counter infections_{};
};

}  // namespace

extern const MechanismInfo contagion;
const MechanismInfo contagion{
    .summary = "a contagion that each tie passes on at most once (reference, in no market)",
    .claims = "V1",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Contagion>()); },
};

}  // namespace rapport::models
