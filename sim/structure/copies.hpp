// A real network made large: many copies of it, tied into one.
#pragma once

#include <cstdint>

#include "sim/world/network.hpp"

namespace rapport::structure {

/// `copies` of a network as one: person c of copy i has row i x customers + c, and as many ties as
/// person c had. A tie that is part of no triangle leads, in every copy, to the other end's
/// counterpart some copies on, as many as luck says for that tie, all around; other ties stay in
/// their copy. So all degrees are kept, triangles too, and the copies hang together. Where fewer
/// than a twentieth of ties are in no triangle, those between two communities (Louvain's) lead on
/// as well, all of the two alike, which costs the triangles that three communities share; where
/// there are fewer than four communities, or hardly a tie between them, a twentieth of ties goes at
/// random, which costs up to one triangle in seven. What is one part stays one but by bad luck,
/// unless it is a tree or nearly so: its copies cannot be tied together.
///
/// A random cyclic lift of the graph (Amit & Linial, Combinatorica 22, 1, 2002): a triangle of the
/// whole lies over a triangle of the original, so none is added. copies from 1, customers x copies
/// below 2^32 - 1.
Network copies_of(const Network& network, std::uint32_t copies, std::uint64_t seed);

}  // namespace rapport::structure
