// The steps of a tick, each in its own function. For sim/tick alone.
#pragma once

#include "sim/core/for_each.hpp"
#include "sim/tick/run.hpp"

namespace rapport {

/// (1) At a week's start far events come near; every brand opens.
void begin(const Model&, World&);
/// (2) Every customer with something due takes its turn.
void take_turns(const Model&, World&, const RunOptions&);
/// (3) Counters are summed; cases are sorted into the brands' inboxes.
void collect(World&);
/// (4) Every brand closes its hour.
void close(const Model&, World&);
/// (5) What was said is delivered; replies too. (6) Follows are edited.
void deliver(const Model&, World&, const RunOptions&);
/// Moves what the blocks have counted into a tally.
void sum_counts(World&, Tally& into);
/// Applies and clears a block's follow edits.
void apply_edits(World&, Block&);
/// Sums up a week and starts the next.
WeekRecord close_week(const Model&, World&, const RunOptions&);

}  // namespace rapport
