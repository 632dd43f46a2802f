#include "sim/tick/turn.hpp"

namespace rapport {
namespace {

/// How far ahead an end of patience is entered in the calendar at once; what lies beyond is put off
/// step by step. With a tick more it stays within the two weeks that any event may be entered for.
constexpr Hours step_ahead = 12 * hours_per_day;

}  // namespace

void Turn::dispatch(Kind kind, const void* happening) {
  if (subject() == next_watched_) {
    watch_->saw(who_, now_, kind, happening);
  }
  for (const Handler& handler : dispatch_[static_cast<std::size_t>(kind)]) {
    handler.call(handler.mechanism, *this, happening);
  }
}

void Turn::raise(const Case& one) {
  block_.raised.push_back(one);
  if (one.kind == CaseKind::praise || one.kind == CaseKind::lead || one.settled()) {
    return;
  }
  const GaveUp end{one.brand, one.cause, one.patience_ends};
  if (is_time(end)) {
    at(now_ + world_.setting->clock.hours_per_tick, end);
  }
  if (one.tagged()) {
    // in the tick after the one in which the 72nd hour ends: an answer within it has come by then
    at(one.at + world_.laws.patience.never_answered_after + world_.setting->clock.hours_per_tick,
       NeverAnswered{one.brand, one.cause});
  }
}

bool Turn::is_time(const GaveUp& end) {
  const std::uint32_t tick_hours = world_.setting->clock.hours_per_tick;
  if (end.when < now_ + tick_hours) {
    return true;
  }
  at(std::min(end.when + tick_hours, now_ + step_ahead), end);
  return false;
}

void Turn::take(const Due& due) {
  if (due.customer != subject()) {
    reads_.fill(0);
  }
  who_ = CustomerId{due.customer};
  slice_ = world_.setting->slice(who_);
  row_ = world_.rows.at(who_);
  if (subject() > next_watched_) {
    next_watched_ = watch_->next_chosen(subject());
  }
  switch (due.kind) {
    case Kind::shown:
      unpack_and_dispatch<Shown>(due);
      break;
    case Kind::answered:
      unpack_and_dispatch<Answered>(due);
      break;
    case Kind::gave_up:
      if (is_time(GaveUp::unpack(due))) {
        unpack_and_dispatch<GaveUp>(due);
      }
      break;
    case Kind::never_answered:
      unpack_and_dispatch<NeverAnswered>(due);
      break;
    case Kind::question_due:
      unpack_and_dispatch<QuestionDue>(due);
      break;
    case Kind::advice_due:
      unpack_and_dispatch<AdviceDue>(due);
      break;
    case Kind::occasion:
      unpack_and_dispatch<Occasion>(due);
      break;
    default:
      RAPPORT_CHECK(false, "only calendar kinds are due");
  }
  for (std::size_t i = 0; i < queued_; ++i) {
    const Queued next = queue_[i];
    dispatch(next.kind, next.bytes);
    if (next.kind == Kind::seen) {
      Seen seen;
      std::memcpy(&seen, next.bytes, sizeof seen);
      if (!is_personal(seen.message->kind)) {
        ++reads_[row(seen.message->platform)];
      }
    }
  }
  queued_ = 0;
}

}  // namespace rapport
