// Values that are set and decide nothing.
#pragma once

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Complains of a value set on the command line, for all brands or for one, that every strategy
/// which is followed overrules: who set it would wait for its effect in vain. In files it may
/// stand, as what strategies change. To be asked once strategies are in order.
void complain_of_overruled(const Scenario&, FieldReader&);

}  // namespace rapport
