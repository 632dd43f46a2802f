// Word of mouth, pushed: what is read is passed on to one's own friends, hop by hop.
//
//   P(share) = min(.5, share x_j .7^hop (x 1.5 bad news or giveaway, x .5 brand content))     (E11)
//
// The draw is keyed (root, reader): who meets one root through two friends decides once. Most
// cascades die in one hop (Goel, Watts & Goldstein 2012).
// Nobody passes one root on twice: who has done so bears a mark for four weeks, far longer than
// copies of one root go round. Its author, to whom it comes back from friends, has said it already.
// Held to: Borel's law of cascade sizes (V9); nothing at 0; hops rise by one; no root twice.
// Measured without trees: the share of relays at the first hop (1 - m where sizes are Borel's), and
// the mean size of customers' cascades (1 / (1 - m)); structural virality would need the trees.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr Hours remembered = 4 * hours_per_week;

inline constexpr MarkKind passed_on{"passed_on", "a root that the customer has passed on"};
inline constexpr SharedCounter relays{"relays", Ladder::diffusion, MeasureOf::brand, "1",
                                      "messages about the brand that customers passed on"};
inline constexpr SharedCounter relays_first{
    "relays_at_first_hop", Ladder::diffusion, MeasureOf::brand, "1",
    "of relays, those of what its author or the brand said"};
inline constexpr SharedCounter relays_beyond{"relays_beyond_first_hop", Ladder::diffusion,
                                             MeasureOf::brand, "1", "of those, copies of copies"};

class WordOfMouth final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter(
        "share", share_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.03,
         .role = Role::effect,
         .meaning = "chance that a person of mean talk passes on what a friend said",
         .source = "prototype E11: cascades in Goel, Watts & Goldstein's bands with 20 friends; "
                   "fewer are passed on where people have fewer, as in the first run"});
    d.parameter("fading_by_hop", by_hop_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.7,
                 .role = Role::trait,
                 .meaning = "factor on the chance with each hop",
                 .source = "prototype E11"});
    d.parameter("bad_news", bad_news_,
                {.unit = "1",
                 .low = 0,
                 .high = 10,
                 .value = 1.5,
                 .role = Role::trait,
                 .meaning = "factor for complaints and giveaways",
                 .source = "prototype E11"});
    d.parameter("brand_content", brand_content_,
                {.unit = "1",
                 .low = 0,
                 .high = 10,
                 .value = 0.5,
                 .role = Role::trait,
                 .meaning = "factor for a brand's posts",
                 .source = "prototype E11"});
    d.parameter("most", most_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.5,
                 .role = Role::trait,
                 .meaning = "cap on the chance",
                 .source = "prototype E11"});
    d.require({"share", "most"}, "'share' must not exceed 'most'",
              [this] { return share_ <= most_; });
    d.reads(talk_, columns::talk);
    d.reads(platforms_, columns::platforms);
    d.own(passed_on_, passed_on);
    d.counter(relays_, relays);
    d.counter(first_, relays_first);
    d.counter(beyond_, relays_beyond);
    d.counter(members_, columns::cascade_members);
    d.ratio({{"one_hop_share", Ladder::diffusion, MeasureOf::brand, "1",
              "share of relays that go one hop from the root"},
             "relays_at_first_hop",
             "relays"});
    d.ratio({{"mean_cascade_size", Ladder::diffusion, MeasureOf::brand, "1",
              "roots and relays of customers' cascades, for each root"},
             "cascade_members",
             "cascades"});
    d.on<&WordOfMouth::seen>(*this);
    d.on<&WordOfMouth::reacted>(*this);
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    const bool worth_telling =
        m.by_customer && m.names_brand && m.kind != MessageKind::question && !is_personal(m.kind);
    if (!worth_telling) {
      return;
    }
    double chance = share_ * double{turn.see(talk_)};
    for (unsigned hop = 0; hop < m.hop; ++hop) {
      chance *= by_hop_;
    }
    if (m.valence < 0 || m.kind == MessageKind::giveaway) {
      chance *= bad_news_;
    }
    if (is_brand_content(m.kind)) {
      chance *= brand_content_;
    }
    constexpr Purpose pass_on{"word_of_mouth.share"};
    if (turn.u(pass_on, m.root) < std::min(double{most_}, chance)) {
      relay(turn, m);
    }
  }

  void reacted(Turn& turn, const Reacted& event) const {
    if (event.reaction == Reaction::share && share_ > 0) {
      relay(turn, *event.message);
    }
  }

 private:
  void relay(Turn& turn, const Message& m) const {
    const auto who = static_cast<std::uint32_t>(turn.who());
    if (turn.marked(passed_on_, m.root) || m.author == who || m.hop == 255) {
      return;
    }
    turn.mark(passed_on_, m.root, turn.now() + remembered);
    Message copy = m;
    copy.sender = who;
    copy.author = m.hop == 0 && m.by_customer ? m.sender : m.author;
    copy.what = identity(0x7368617265ULL, m.root.value, copy.sender);
    copy.sent = turn.now();
    copy.by_customer = true;
    copy.show = 1;
    copy.hop = static_cast<std::uint8_t>(m.hop + 1);
    turn.send(copy, Audience::friends());
    turn.count(relays_, m.brand);
    turn.count(copy.hop > 1 ? beyond_ : first_, m.brand);
    if (!is_brand_content(m.kind)) {
      turn.count(members_, m.brand);
    }
  }

  Value share_, by_hop_, bad_news_, brand_content_, most_;
  Reads<float> talk_;
  Reads<std::uint8_t> platforms_;
  OwnMarks passed_on_;
  Counter relays_{}, first_{}, beyond_{}, members_{};
};

}  // namespace

extern const MechanismInfo word_of_mouth;
const MechanismInfo word_of_mouth{
    .summary = "messages passed on from friend to friend",
    .claims = "mechanism 5, pushed; C13, C15",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<WordOfMouth>()); },
};

}  // namespace rapport::models
