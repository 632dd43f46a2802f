// A checksum line behind the HDF5 content of a file: HDF5 1.10 has no checksum on texts and small
// arrays and can crash on damaged ones, so damage has to be found before HDF5 looks.
//
// HDF5 readers ignore what stands behind the content. A program that changes the file cuts the
// line off, so a file without it is one that others have edited (or a cut one, which HDF5 tells).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>

#include "sim/record/whole_file.hpp"

namespace rapport {

/// Writes `content` and its seal, whole or not at all. Throws CannotCreate or IoError.
void write_sealed(const std::filesystem::path& path, std::span<const std::byte> content,
                  Overwrite overwrite);

/// True: the content is as it was written; false: damaged; nothing: the file has no seal.
/// Throws IoError if the file cannot be read.
std::optional<bool> seal_holds(const std::filesystem::path& path);

}  // namespace rapport
