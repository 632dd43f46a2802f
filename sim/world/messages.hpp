// What is said, by whom, to whom.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// One of the platforms in a set of bits (not empty), each as likely.
constexpr PlatformId one_of(std::uint8_t bits, double u) {
  const auto skip = static_cast<int>(u * std::popcount(bits));
  for (int i = 0; i < skip; ++i) {
    bits = static_cast<std::uint8_t>(bits & (bits - 1U));
  }
  return static_cast<PlatformId>(std::countr_zero(bits));
}

/// What a message is. Brands send the first six; customers the rest, but for `answer`.
enum class MessageKind : std::uint8_t {
  promotion,     ///< buy now
  useful,        ///< help, knowledge
  conversation,  ///< a question to the audience
  story,         ///< anything else a brand says
  giveaway,      ///< free samples, a contest
  advert,        ///< bought reach: a promotion shown for money
  praise,        ///< a customer's good experience, told in public
  complaint,     ///< a customer's bad experience, told in public
  question,      ///< asked in public before a purchase
  answer,        ///< the brand's reply in public, shown to the asker's friends
  request,       ///< a friend is asked what to buy
  advice,        ///< a friend names a brand to buy (valence 1) or not to (-1), asked or not
  help           ///< another customer's answer to a question that was put to a brand
};
inline constexpr std::size_t message_kinds = 13;

constexpr bool is_brand_content(MessageKind kind) {
  return kind <= MessageKind::advert;
}

/// Said to one or a few persons and to no audience: it competes with nothing in their feeds, and
/// nobody passes it on.
constexpr bool is_personal(MessageKind kind) {
  return kind >= MessageKind::request;
}

/// One message. 56 bytes; lives for at most the visible week.
struct Message {
  Identity what;             ///< for luck: what this message is, from its content
  Identity root;             ///< the message that began its cascade
  double sent = 0;           ///< hours since the start
  std::uint32_t sender = 0;  ///< the customer, when by_customer
  float show = 1;            ///< reach factor of the sender's account, (0,1]; E1
  float people = 0;          ///< share of visible people behind a brand's message, [0,1]; C5
  BrandId brand{};           ///< the brand concerned
  PlatformId platform{};
  MessageKind kind = MessageKind::story;
  std::uint8_t hop = 0;  ///< 0 = the root itself
  bool by_customer = false;
  bool names_brand = true;  ///< false: a question to no brand in particular
  std::int8_t valence = 0;  ///< -1, 0, 1
  std::uint8_t solved = 0;  ///< for an answer: whether it solved the matter
  std::uint32_t occasion =
      0;  ///< serial of the purchase ahead that a friend is asked about; 0 = none
  std::uint32_t author = nobody;  ///< of a relay: the customer whose the root is; of a brand's none

  static constexpr std::uint32_t nobody = 0xFFFFFFFFU;
};

/// Whom a message is addressed to.
struct Audience {
  enum class Kind : std::uint8_t {
    followers,  ///< of the message's brand on its platform
    friends,    ///< the sender's audience in the platform's network
    some,       ///< a number of those, by chance; all, where there are no more
    person,     ///< one customer
    members,    ///< a share of all members of the platform, by chance (bought reach)
    others      ///< likewise, but without the brand's followers (discovered reach)
  };
  Kind kind = Kind::friends;
  double share = 0;          ///< of members or others
  std::uint32_t number = 0;  ///< how many of the friends, or which customer

  static constexpr Audience followers() { return {Kind::followers}; }
  static constexpr Audience friends() { return {Kind::friends}; }
  static constexpr Audience some_friends(std::uint32_t n) { return {Kind::some, 0, n}; }
  static constexpr Audience person(CustomerId who) {
    return {Kind::person, 0, static_cast<std::uint32_t>(who)};
  }
  static constexpr Audience members(double share) { return {Kind::members, share}; }
  static constexpr Audience others(double share) { return {Kind::others, share}; }
};

/// Where a message stands: the tick it was sent in and its number there. Orders, never keys luck.
struct MessageKey {
  std::uint32_t tick = 0;
  std::uint32_t nth = 0;
};

struct Addressed {
  Message message;
  Audience audience;
};

/// Messages of the last ticks, in a ring: slot = tick mod size. A message is not visible for longer
/// than the ring, so cost and memory do not grow with what was ever said.
class MessageRing {
 public:
  MessageRing() = default;
  explicit MessageRing(std::uint32_t ticks) : slots_(ticks) {}

  std::vector<Message>& slot(std::uint32_t tick) { return slots_[tick % slots_.size()]; }
  const std::vector<Message>& slot(std::uint32_t tick) const {
    return slots_[tick % slots_.size()];
  }
  const Message& at(MessageKey key) const { return slot(key.tick)[key.nth]; }
  std::size_t ticks() const { return slots_.size(); }

 private:
  std::vector<std::vector<Message>> slots_;
};

}  // namespace rapport
