// The state of a run on disk: texts that say whose state it is, and named blocks of bytes, sealed
// by a CRC-64, whole or not at all.
//
// Not HDF5, which would be made in memory first: blocks go to disk as they come, so that a
// checkpoint of a large market takes no second copy of it. In this order, numbers of 64 bits in the
// machine's order of bytes, texts and blocks each preceded by their size:
//
//   "rapport checkpoint\n"   format version   number of texts   name text ...
//   name block ...           seal (seal.hpp)
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/bytes.hpp"
#include "sim/record/seal.hpp"

namespace rapport {

using CheckpointTexts = std::map<std::string, std::string, std::less<>>;

/// Unless commit() succeeds nothing changes on disk.
class CheckpointWriter {
 public:
  /// Throws CannotCreate or IoError, as WholeFile does.
  CheckpointWriter(const std::filesystem::path& path, const CheckpointTexts& texts,
                   Overwrite overwrite);

  /// Adds a block. `put` writes its bytes, and is called twice with the same outcome: to count
  /// them, and to write them. Throws IoError; Contradiction where the name is taken.
  void block(const std::string& name, const std::function<void(const ByteSink&)>& put);

  /// Puts the file under its name, durably. Throws CannotCreate or IoError.
  void commit();

 private:
  void add(std::span<const std::byte> bytes);
  void flush();

  SealedFile file_;
  std::vector<std::byte> buffer_;
  ByteSink sink_;
  std::set<std::string> names_;
};

/// Holds the texts; blocks stay on disk until they are asked for.
class CheckpointReader {
 public:
  /// Throws NoInput (missing, unreadable) or IoError (not a checkpoint, of another format, cut off,
  /// any damaged byte).
  explicit CheckpointReader(const std::filesystem::path& path);

  const CheckpointTexts& texts() const { return texts_; }
  /// Throws IoError where there is none of that name: another version wrote it.
  const std::string& text(std::string_view name) const;
  bool has(std::string_view block) const { return places_.find(block) != places_.end(); }
  /// Throws IoError where there is none of that name, or reading breaks off.
  std::vector<std::byte> block(std::string_view name);

 private:
  struct Place {
    std::uint64_t start = 0;
    std::uint64_t size = 0;
  };
  [[noreturn]] void fail(const std::string& why) const;
  std::vector<std::byte> next(std::uint64_t size);
  std::uint64_t next_number();
  std::string next_text();
  void read_head();
  void find_blocks();

  std::filesystem::path path_;
  std::ifstream in_;
  std::uint64_t at_ = 0;
  std::uint64_t end_ = 0;  // where the seal begins
  CheckpointTexts texts_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace rapport
