// `rapport network --draw`: a picture of some of a network's people.
#pragma once

#include <string>

#include "sim/structure/structure.hpp"

namespace rapport::app {

/// An SVG of at most 500 people, all where there are no more: from the best known on, each with
/// some of the best known of her friends, so that the sample hangs together as the network does.
std::string network_drawing(const Network& network, const structure::Communities& communities,
                            bool directed, const std::string& title);

}  // namespace rapport::app
