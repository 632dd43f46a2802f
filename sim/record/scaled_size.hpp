// How large a trajectory file will be, from a smaller one of the same study.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "sim/record/dataset.hpp"

namespace rapport {

/// The length that a dimension will have, given its name and its length now.
using LengthOf = std::function<std::size_t(std::string_view name, std::size_t now)>;

/// Bytes of the file of `small` (as write_trajectory would make it) once its dimensions have grown
/// as `length` says: numbers of like variables (same group, dimensions and type) pack as those of
/// `small` do, what else the file holds stays. Along the dimension `along` neighbours resemble one
/// another (a trust hardly moves in a week), so what is added there packs as the last quarter of
/// `small` does after the others. Texts are counted at their mean length. Throws as
/// write_trajectory does, but touches no file.
std::uint64_t scaled_size(const Group& small, const LengthOf& length, std::string_view along);

}  // namespace rapport
