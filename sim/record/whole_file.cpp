// Temporary file, fsync, rename, fsync of the folder (rename(2), fsync(2)).
#include "sim/record/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

std::string cannot_create(const std::filesystem::path& path, const std::string& why) {
  return "cannot create " + path.string() + ": " + why;
}

std::string exists_already(const std::filesystem::path& path) {
  return path.string() + " exists; --force overwrites it";
}

bool out_of_space(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

void check_target(const std::filesystem::path& path, Overwrite overwrite) {
  std::error_code error;
  if (!path.has_filename()) {
    throw CannotCreate(cannot_create(path, "this names no file"));
  }
  const std::filesystem::path folder = folder_of(path);
  const std::filesystem::file_status status = std::filesystem::status(folder, error);
  if (!std::filesystem::exists(status)) {
    const bool missing = status.type() == std::filesystem::file_type::not_found;
    throw CannotCreate(cannot_create(path, missing ? "there is no folder " + folder.string()
                                                   : folder.string() + ": " + error.message()));
  }
  if (!std::filesystem::is_directory(status)) {
    throw CannotCreate(cannot_create(path, folder.string() + " is not a folder"));
  }
  const auto target = std::filesystem::symlink_status(path, error);
  if (std::filesystem::is_directory(target)) {
    throw CannotCreate(cannot_create(path, "a folder has this name"));
  }
  if (std::filesystem::exists(target) && overwrite == Overwrite::no) {
    throw CannotCreate(exists_already(path));
  }
}

// Best effort: some file systems cannot synchronise a folder, and the file is complete already.
void synchronise_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    static_cast<void>(::fsync(descriptor));
    ::close(descriptor);
  }
}

}  // namespace

std::string system_message(int error) {
  return std::generic_category().message(error);
}

WholeFile::WholeFile(std::filesystem::path path, Overwrite overwrite,
                     std::optional<std::uint64_t> bytes_needed)
    : path_(std::move(path)), overwrite_(overwrite), bytes_needed_(bytes_needed) {
  check_target(path_, overwrite_);
  // A name that is taken belongs to a process that was killed, or to one with our number on
  // another machine of the same network disk: leave it alone.
  for (int attempt = 0; descriptor_ < 0 && attempt < 100; ++attempt) {
    partial_ = path_;
    partial_ += ".partial-" + std::to_string(::getpid());
    if (attempt > 0) {
      partial_ += "-";
      partial_ += std::to_string(attempt);
    }
    descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) {
      break;
    }
  }
  if (descriptor_ < 0) {
    if (out_of_space(errno)) {
      fail(errno);
    }
    throw CannotCreate(cannot_create(path_, system_message(errno)));
  }
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!committed_) {
    ::unlink(partial_.c_str());
  }
}

void WholeFile::fail(int error) const {
  const std::string start = "cannot write " + path_.string() + ": ";
  if (!out_of_space(error)) {
    throw IoError(start + system_message(error));
  }
  std::error_code ignored;
  const auto space = std::filesystem::space(folder_of(path_), ignored);
  const std::string why =
      error == EFBIG ? "the limit on file sizes is reached (ulimit -f)" : "the disk is full";
  const std::string need = bytes_needed_
                               ? "the file needs " + std::to_string(*bytes_needed_) + " bytes"
                               : "it broke off after " + std::to_string(bytes_written_) + " bytes";
  const std::string free = ignored || error == EFBIG
                               ? std::string()
                               : ", " + std::to_string(space.available + bytes_written_) +
                                     " bytes are free in " + folder_of(path_).string();
  throw IoError(start + why + " (" + system_message(error) + "); " + need + free);
}

void WholeFile::write(std::span<const std::byte> bytes) {
  constexpr std::size_t most_at_once = std::size_t{1} << 30;  // write(2) takes less than 2 GiB
  while (!bytes.empty()) {
    const ::ssize_t written =
        ::write(descriptor_, bytes.data(), std::min(bytes.size(), most_at_once));
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      fail(errno);
    }
    bytes_written_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void WholeFile::rename_to_final() const {
#ifdef RENAME_NOREPLACE
  if (overwrite_ == Overwrite::no) {
    if (::renameat2(AT_FDCWD, partial_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
      return;
    }
    if (errno == EEXIST) {
      throw CannotCreate(exists_already(path_));
    }
    // Any other refusal may be a file system without this call: rename(2) tells the real reason.
  }
#endif
  check_target(path_, overwrite_);
  if (::rename(partial_.c_str(), path_.c_str()) != 0) {
    fail(errno);
  }
}

void WholeFile::commit() {
  RAPPORT_CHECK(!committed_ && descriptor_ >= 0, "a file is committed once");
  // EINVAL: a special file system that has nothing to synchronise.
  if (::fsync(descriptor_) != 0 && errno != EINVAL) {
    fail(errno);
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    fail(errno);
  }
  rename_to_final();
  committed_ = true;
  synchronise_folder(folder_of(path_));
}

void check_can_create(const std::filesystem::path& path, Overwrite overwrite) {
  const WholeFile probe(path, overwrite);
}

void check_readable(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw NoInput("there is no file " + path.string());
  }
  if (std::filesystem::is_directory(status)) {
    throw NoInput(path.string() + " is a folder, not a file");
  }
  if (::access(path.c_str(), R_OK) != 0) {
    throw NoInput("cannot open " + path.string() + ": " + system_message(errno));
  }
}

}  // namespace rapport
