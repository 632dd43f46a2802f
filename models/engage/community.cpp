// Community: a question that was put to a brand in public is answered by another customer, who
// reads it among her friends' words and knows the brand from buying it. The asker finds the answer
// at the next log-in. The first one settles the matter, if nobody has yet: she waits for nothing
// more, the coming purchase gets the worth of an answered question (see choice), and the case
// leaves the brand's list, where it stands, and costs its desk nothing. It says nothing of the
// brand: it moves neither trust nor the relationship, and is not the two-way exchange that a
// brand's own answer is.
//
//   P(answers | read, bought at least `purchases` times) = min(1, answer min(5, x_j))
//
// Held to: that chance; only customers of the brand; one settlement a question, and none after the
// brand's answer; cases taken off the list, each once.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter helps{
    "helps", Ladder::business, MeasureOf::brand, "1",
    "answers by customers to questions that were put to the brand"};
inline constexpr SharedCounter help_minutes{"help_minutes", Ladder::operations, MeasureOf::brand,
                                            "min",
                                            "minutes from question to a customer's answer, summed"};
inline constexpr SharedCounter helped{"questions_helped", Ladder::business, MeasureOf::brand, "1",
                                      "questions to the brand that a customer answered first"};

class Community final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter(
        "answer", answer_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.02,
         .role = Role::trait,
         .meaning = "chance that a customer of mean talk answers a question about the brand "
                    "that she reads",
         .source = "assumed, of the size of word_of_mouth.share: sweep 0 to .3"});
    d.whole("purchases", purchases_needed_,
            {.unit = "1",
             .low = 1,
             .high = 1000,
             .value = 2,
             .role = Role::trait,
             .meaning = "least number of purchases of the brand with which one can answer for it",
             .source = "assumed: one purchase may be chance, two are a user"});
    d.reads(talk_, columns::talk);
    d.reads(purchases_, columns::purchases);
    d.reads(serial_, columns::occasion_serial);
    d.own(open_case_, columns::open_case);
    d.own(answer_for_, columns::answer_for);
    d.counter(helps_, helps);
    d.counter(minutes_, help_minutes);
    d.counter(helped_, helped);
    d.ratio({{"mean_help", Ladder::operations, MeasureOf::brand, "min",
              "mean minutes from a question to a customer's answer"},
             "help_minutes",
             "helps"});
    d.on<&Community::seen>(*this);
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.kind == MessageKind::question && m.names_brand) {
      consider(turn, m);
    } else if (m.kind == MessageKind::help) {
      take_help(turn, m);
    }
  }

 private:
  void consider(Turn& turn, const Message& question) const {
    constexpr Purpose answers{"community.answer"};
    if (turn.see(purchases_, question.brand) < purchases_needed_ ||
        turn.u(answers, question.what) >= answer_ * std::min(5.0, double{turn.see(talk_)})) {
      return;
    }
    Message m = question;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = identity(0x68656c70ULL, question.what.value, m.sender);
    m.sent = turn.now();
    m.kind = MessageKind::help;
    turn.send(m, Audience::person(CustomerId{question.sender}));
    turn.count(helps_, m.brand);
    turn.count(minutes_, m.brand, static_cast<std::int64_t>((m.sent - question.sent) * 60 + 0.5));
  }

  /// The root of help is the question, which is the case's cause.
  void take_help(Turn& turn, const Message& m) const {
    if (!turn.marked(open_case_, m.root)) {
      return;
    }
    turn.unmark(open_case_, m.root);
    turn.count(helped_, m.brand);
    const std::uint32_t serial = turn.see(serial_);
    const auto who = static_cast<std::uint32_t>(turn.who());
    if (m.root == question_before(who, serial)) {
      turn.own(answer_for_, m.brand) = serial;
    }
    Case one;
    one.cause = m.root;
    one.at = turn.now();
    one.customer = who;
    one.brand = m.brand;
    one.platform = m.platform;
    one.flags = Case::public_bit | Case::settled_bit;
    turn.raise(one);
  }

  Value answer_, purchases_needed_;
  Reads<float> talk_;
  Reads<std::uint16_t> purchases_;
  Reads<std::uint32_t> serial_;
  OwnMarks open_case_;
  Own<std::uint32_t> answer_for_;
  Counter helps_{}, minutes_{}, helped_{};
};

}  // namespace

extern const MechanismInfo community;
const MechanismInfo community{
    .summary = "questions to a brand that another customer answers",
    .claims = "mechanism 5, pulled; mechanism 12; C13, C16",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Community>()); },
};

}  // namespace rapport::models
