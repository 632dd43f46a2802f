// A checksum line behind the HDF5 content of a file: HDF5 1.10 has no checksum on texts and small
// arrays and can crash on damaged ones, so damage has to be found before HDF5 looks.
//
// HDF5 readers ignore what stands behind the content. A program that changes the file cuts the
// line off, so a file without it is one that others have edited (or a cut one, which HDF5 tells).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "sim/record/crc64.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport {

/// How long the line is.
inline constexpr std::size_t seal_bytes = 32;

/// A file written in portions, under its name whole and sealed or not at all; as WholeFile.
class SealedFile {
 public:
  /// `content_bytes`, where known, is how much will be written.
  SealedFile(const std::filesystem::path& path, Overwrite overwrite,
             std::optional<std::uint64_t> content_bytes = std::nullopt);
  /// Appends. Throws IoError.
  void write(std::span<const std::byte> bytes);
  /// Seals the file and puts it under its name. Throws CannotCreate or IoError.
  void commit();

 private:
  WholeFile file_;
  Crc64 crc_;
};

/// Writes `content` and its seal, whole or not at all. Throws CannotCreate or IoError.
void write_sealed(const std::filesystem::path& path, std::span<const std::byte> content,
                  Overwrite overwrite);

/// True: the content is as it was written; false: damaged; nothing: the file has no seal.
/// Throws IoError if the file cannot be read.
std::optional<bool> seal_holds(const std::filesystem::path& path);

}  // namespace rapport
