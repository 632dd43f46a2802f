// Values that are set and decide nothing.
#pragma once

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Complains of a value set on the command line that decides nothing, because each strategy that is
/// followed, or each brand, platform or segment, has its own: who set it would wait for its effect
/// in vain. In files it may stand, as what others change; but not a segment's, which nobody
/// changes. To be asked once strategies are in order.
void complain_of_overruled(const Scenario&, FieldReader&);

}  // namespace rapport
