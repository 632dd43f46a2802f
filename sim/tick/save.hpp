// A world as bytes and back: the same bits after a restart as without one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/core/bytes.hpp"
#include "sim/tick/run.hpp"

namespace rapport {

/// Everything that a world's future depends on, apart from its model and setting: handed on as it
/// stands, so that saving takes no second copy.
void save(const World&, const ByteSink&);
/// The same in one piece.
std::vector<std::byte> save(const World&);

/// The world that was saved. `model` and `setting` must be those it was saved under: a different
/// layout or number of customers is refused with IoError, and so are damaged bytes.
World restore(const Model& model, std::shared_ptr<const Setting> setting,
              std::span<const std::byte> bytes);

}  // namespace rapport
