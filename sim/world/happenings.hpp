// What can happen to one customer. The order of the kinds is the order within a customer's turn.
#pragma once

#include <cmath>
#include <cstdint>
#include <tuple>

#include "sim/core/ids.hpp"
#include "sim/world/cases.hpp"
#include "sim/world/clock.hpp"
#include "sim/world/messages.hpp"

namespace rapport {

enum class Kind : std::uint8_t {
  // in the calendar, sorted by (kind, key)
  shown,           // a message that the platform shows stands in the feed at a log-in
  answered,        // a brand's reply has come
  gave_up,         // patience has ended
  never_answered,  // 72 hours have passed without a reply
  question_due,    // a purchase ahead raises a question
  occasion,        // a purchase in the category is due
  // at once, in the same turn
  seen,         // a message was read
  reacted,      // and did this to its reader
  chose,        // an occasion ended in a brand or in none
  bought,       // one unit
  experienced,  // how it turned out
  // in the calendar, too; here because the numbers stand in files
  advice_due  // a purchase ahead is a reason to ask friends
};
inline constexpr std::size_t kinds = 12;

enum class Reaction : std::uint8_t { unfollow, share, comment, click, like };
enum class Outcome : std::uint8_t { fine, delight, failure };

/// An event in the calendar: 32 bytes, sorted by (customer, kind, key, brand), which is unique.
struct Due {
  std::uint32_t customer = 0;
  Kind kind = Kind::shown;
  std::uint8_t brand = 0;
  std::uint16_t detail = 0;
  std::uint64_t key = 0;
  Hours a = 0;
  Hours b = 0;
};
static_assert(sizeof(Due) == 32);

inline bool operator<(const Due& x, const Due& y) {
  return std::tuple(x.customer, x.kind, x.key, x.brand) <
         std::tuple(y.customer, y.kind, y.key, y.brand);
}

struct Shown {
  static constexpr Kind kind = Kind::shown;
  MessageKey message;
  static Due pack(CustomerId who, const Shown& h) {
    return {.customer = static_cast<std::uint32_t>(who),
            .kind = kind,
            .key = (std::uint64_t{h.message.tick} << 32U) | h.message.nth};
  }
  static Shown unpack(const Due& due) {
    return {{static_cast<std::uint32_t>(due.key >> 32U), static_cast<std::uint32_t>(due.key)}};
  }
};

struct Answered {
  static constexpr Kind kind = Kind::answered;
  BrandId brand{};
  Identity cause;
  Hours asked = 0;
  Hours done = 0;
  CaseKind about = CaseKind::question;
  bool solved = false;
  bool redress = false;
  bool in_public = false;
  PlatformId platform{};
  double severity = 0;  ///< of the failure complained of; kept in 1/255
  static Due pack(CustomerId who, const Answered& h) {
    return {.customer = static_cast<std::uint32_t>(who),
            .kind = kind,
            .brand = static_cast<std::uint8_t>(h.brand),
            .detail = static_cast<std::uint16_t>(
                static_cast<unsigned>(h.about) | (h.solved ? 4U : 0U) | (h.redress ? 8U : 0U) |
                (h.in_public ? 16U : 0U) | (static_cast<unsigned>(h.platform) << 5U) |
                (static_cast<unsigned>(std::lround(h.severity * 255.0)) << 8U)),
            .key = h.cause.value,
            .a = h.asked,
            .b = h.done};
  }
  static Answered unpack(const Due& due) {
    return {.brand = BrandId{due.brand},
            .cause = {due.key},
            .asked = due.a,
            .done = due.b,
            .about = static_cast<CaseKind>(due.detail & 3U),
            .solved = (due.detail & 4U) != 0,
            .redress = (due.detail & 8U) != 0,
            .in_public = (due.detail & 16U) != 0,
            .platform = static_cast<PlatformId>((due.detail >> 5U) & 7U),
            .severity = (due.detail >> 8U) / 255.0};
  }
};

struct GaveUp {
  static constexpr Kind kind = Kind::gave_up;
  BrandId brand{};
  Identity cause;
  Hours when = 0;
  static Due pack(CustomerId who, const GaveUp& h) {
    return {.customer = static_cast<std::uint32_t>(who),
            .kind = kind,
            .brand = static_cast<std::uint8_t>(h.brand),
            .key = h.cause.value,
            .a = h.when};
  }
  static GaveUp unpack(const Due& due) { return {BrandId{due.brand}, {due.key}, due.a}; }
};

struct NeverAnswered {
  static constexpr Kind kind = Kind::never_answered;
  BrandId brand{};
  Identity cause;
  static Due pack(CustomerId who, const NeverAnswered& h) {
    return {.customer = static_cast<std::uint32_t>(who),
            .kind = kind,
            .brand = static_cast<std::uint8_t>(h.brand),
            .key = h.cause.value};
  }
  static NeverAnswered unpack(const Due& due) { return {BrandId{due.brand}, {due.key}}; }
};

struct QuestionDue {
  static constexpr Kind kind = Kind::question_due;
  std::uint32_t occasion = 0;  ///< the serial of the purchase ahead
  static Due pack(CustomerId who, const QuestionDue& h) {
    return {.customer = static_cast<std::uint32_t>(who), .kind = kind, .key = h.occasion};
  }
  static QuestionDue unpack(const Due& due) { return {static_cast<std::uint32_t>(due.key)}; }
};

struct AdviceDue {
  static constexpr Kind kind = Kind::advice_due;
  std::uint32_t occasion = 0;  ///< the serial of the purchase ahead
  static Due pack(CustomerId who, const AdviceDue& h) {
    return {.customer = static_cast<std::uint32_t>(who), .kind = kind, .key = h.occasion};
  }
  static AdviceDue unpack(const Due& due) { return {static_cast<std::uint32_t>(due.key)}; }
};

struct Occasion {
  static constexpr Kind kind = Kind::occasion;
  std::uint32_t serial = 0;  ///< the customer's n-th category purchase, from 1
  static Due pack(CustomerId who, const Occasion& h) {
    return {.customer = static_cast<std::uint32_t>(who), .kind = kind, .key = h.serial};
  }
  static Occasion unpack(const Due& due) { return {static_cast<std::uint32_t>(due.key)}; }
};

struct Seen {
  static constexpr Kind kind = Kind::seen;
  const Message* message = nullptr;
};

struct Reacted {
  static constexpr Kind kind = Kind::reacted;
  const Message* message = nullptr;
  Reaction reaction = Reaction::like;
};

struct Chose {
  static constexpr Kind kind = Kind::chose;
  Identity occasion;
  BrandId brand{};
  bool outside = false;  ///< no brand of this market: `brand` is meaningless
};

struct Bought {
  static constexpr Kind kind = Kind::bought;
  BrandId brand{};
  Identity occasion;
  bool from_visit = false;  ///< an extra purchase that a click caused
};

struct Experienced {
  static constexpr Kind kind = Kind::experienced;
  BrandId brand{};
  Identity experience;
  Outcome outcome = Outcome::fine;
  double severity = 0;  ///< of a failure, in (0,1)
};

}  // namespace rapport
