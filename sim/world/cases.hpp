// What customers bring before a brand's staff.
#pragma once

#include <cstdint>

#include "sim/core/ids.hpp"

namespace rapport {

enum class CaseKind : std::uint8_t {
  question,   ///< before a purchase, naming the brand
  lead,       ///< before a purchase, naming no brand: found by listening only
  complaint,  ///< after a failure
  praise      ///< after a delight
};
inline constexpr std::size_t case_kinds = 4;

/// One mention. The customer's patience is in the case; abandonment is the customer's own event.
struct Case {
  Identity cause;            ///< the question's occasion or the experience, hashed
  double at = 0;             ///< hours; exact
  double patience_ends = 0;  ///< hours
  double found_at = 0;       ///< hours; set by listening
  std::uint32_t customer = 0;
  std::uint32_t occasion = 0;  ///< serial of the purchase ahead, of a question or lead
  float severity = 0;          ///< of a failure
  BrandId brand{};
  CaseKind kind = CaseKind::question;
  PlatformId platform{};
  std::uint8_t flags = 0;

  static constexpr std::uint8_t tagged_bit = 1;
  static constexpr std::uint8_t public_bit = 2;
  static constexpr std::uint8_t settled_bit = 4;
  bool tagged() const { return (flags & tagged_bit) != 0; }  ///< names the brand's account
  bool in_public() const { return (flags & public_bit) != 0; }
  /// Brought before: somebody else has dealt with it since.
  bool settled() const { return (flags & settled_bit) != 0; }
};
static_assert(sizeof(Case) == 48);

/// The question (or lead) that a customer raises before its purchase of this serial.
constexpr Identity question_before(std::uint32_t customer, std::uint32_t occasion) {
  return identity(0x7175657374ULL, customer, occasion);
}

}  // namespace rapport
