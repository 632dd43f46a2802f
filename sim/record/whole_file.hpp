// A file that stands under its name whole or not at all: written beside it as NAME.partial-<pid>,
// synchronised to disk, then renamed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace rapport {

/// What to do when a file of that name is there already.
enum class Overwrite : bool { no, yes };

/// Owns the temporary file. Unless commit() succeeds the destructor removes it and the name is as
/// it was before. SIGXFSZ (limit on file sizes) is the application's to ignore.
class WholeFile {
 public:
  /// `bytes_needed`, where known, is told to the user when the disk is full.
  /// Throws CannotCreate (exists, no folder, not writable, read-only) or IoError (disk full).
  WholeFile(std::filesystem::path path, Overwrite overwrite,
            std::optional<std::uint64_t> bytes_needed = std::nullopt);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// Appends. Throws IoError, on a full disk with the path and how much is needed and free.
  void write(std::span<const std::byte> bytes);

  /// Puts the file under its name, durably. Throws IoError; CannotCreate when a file of that name
  /// appeared meanwhile.
  void commit();

 private:
  [[noreturn]] void fail(int error) const;
  void rename_to_final() const;

  std::filesystem::path path_;
  std::filesystem::path partial_;
  Overwrite overwrite_;
  std::optional<std::uint64_t> bytes_needed_;
  std::uint64_t bytes_written_ = 0;
  int descriptor_ = -1;
  bool committed_ = false;
};

/// Throws what the constructor of WholeFile would, without creating anything but for a moment: so
/// that a run of hours learns at its start that it cannot save its result.
void check_can_create(const std::filesystem::path& path, Overwrite overwrite);

/// Throws NoInput where there is no file that can be read: missing, a folder, not permitted.
void check_readable(const std::filesystem::path& path);

/// The system's words for an errno value.
std::string system_message(int error);

}  // namespace rapport
