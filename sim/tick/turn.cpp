#include "sim/tick/turn.hpp"

namespace rapport {

void Turn::dispatch(Kind kind, const void* happening) {
  if (watch_ != nullptr && watch_->watches(who_)) {
    watch_->saw(who_, now_, kind, happening);
  }
  for (const Handler& handler : dispatch_[static_cast<std::size_t>(kind)]) {
    handler.call(handler.mechanism, *this, happening);
  }
}

void Turn::raise(const Case& one) {
  block_.raised.push_back(one);
  if (one.kind == CaseKind::praise || one.kind == CaseKind::lead) {
    return;
  }
  const double week_ahead = one.at + hours_per_week;
  if (one.patience_ends < week_ahead) {  // patience of more than a week is not followed
    at(one.patience_ends + world_.setting->clock.hours_per_tick,
       GaveUp{one.brand, one.cause, one.patience_ends});
  }
  if (one.tagged()) {
    at(one.at + world_.laws.patience.never_answered_after, NeverAnswered{one.brand, one.cause});
  }
}

void Turn::take(const Due& due, std::uint32_t nth) {
  who_ = CustomerId{due.customer};
  row_ = world_.rows.at(who_);
  nth_ = nth;
  switch (due.kind) {
    case Kind::shown:
      unpack_and_dispatch<Shown>(due);
      break;
    case Kind::answered:
      unpack_and_dispatch<Answered>(due);
      break;
    case Kind::gave_up:
      unpack_and_dispatch<GaveUp>(due);
      break;
    case Kind::never_answered:
      unpack_and_dispatch<NeverAnswered>(due);
      break;
    case Kind::question_due:
      unpack_and_dispatch<QuestionDue>(due);
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
  }
  queued_ = 0;
}

}  // namespace rapport
