// The state of a run on disk: named blocks of bytes, and texts that say whose state it is.
// HDF5, uncompressed (random state does not compress), sealed by a CRC-64, whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/record/whole_file.hpp"

namespace rapport {

/// A block to write: the bytes stay the caller's. Names contain no '/' and are not ".".
struct Blob {
  std::string name;
  std::span<const std::byte> bytes;
};

struct Checkpoint {
  struct Block {
    std::string name;
    std::vector<std::byte> bytes;
  };
  std::vector<Block> blocks;  // in the order written
  std::map<std::string, std::string> attributes;

  /// Throws IoError, naming the block, when there is none of that name: another version wrote it.
  std::span<const std::byte> bytes(std::string_view name) const;
};

/// Needs memory for a second copy of the blobs. Throws Contradiction (bad or double names),
/// CannotCreate or IoError, as write_trajectory does.
void write_checkpoint(const std::filesystem::path& path, std::span<const Blob> blobs,
                      const std::map<std::string, std::string>& attributes, Overwrite overwrite);

/// Throws NoInput (missing, unreadable) or IoError (not a checkpoint, cut off, any damaged byte).
Checkpoint read_checkpoint(const std::filesystem::path& path);

}  // namespace rapport
