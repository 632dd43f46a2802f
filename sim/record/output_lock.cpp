// flock(2): the lock belongs to the open file, so the last close, even by a kill, ends it.
#include "sim/record/output_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport {
namespace {

/// Who signed the file: "process 4711 on host", or nothing.
std::string signature(int descriptor) {
  std::array<char, 256> text{};
  const ::ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  std::string words(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!words.empty() && words.back() == '\n') {
    words.pop_back();
  }
  return words;
}

}  // namespace

OutputLock::OutputLock(const std::filesystem::path& output) : path_(output) {
  path_ += ".lock";
  // Whoever held the lock removes the file before letting go: what was locked then may have no name
  // any more, and another process may have locked a new file of that name.
  constexpr int attempts = 100;
  for (int i = 0; i < attempts; ++i) {
    open_and_lock(output);
    if (!held_ || is_under_its_name()) {
      break;
    }
    ::close(descriptor_);
    held_ = false;
  }
  if (held_) {
    sign();
  }
}

OutputLock::~OutputLock() {
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

void OutputLock::open_and_lock(const std::filesystem::path& output) {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    const int error = errno;
    check_can_create(output, Overwrite::yes);  // its words are better where it fails too
    throw CannotCreate("cannot create " + path_.string() + ": " + system_message(error));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
    held_ = true;
  } else if (errno == EWOULDBLOCK) {
    const std::string who = signature(descriptor_);
    ::close(descriptor_);
    throw CannotCreate("cannot write " + output.string() + ": another run is writing it" +
                       (who.empty() ? "" : " (" + who + ")") + "; let it end first");
  }
}

bool OutputLock::is_under_its_name() const {
  struct ::stat locked {};
  struct ::stat named {};
  return ::fstat(descriptor_, &locked) == 0 && ::stat(path_.c_str(), &named) == 0 &&
         locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

// Only to be told to others: that it cannot be written, on a full disk, takes nothing from the
// lock.
void OutputLock::sign() const {
  ::utsname machine{};
  ::uname(&machine);
  const std::string words =
      "process " + std::to_string(::getpid()) + " on " + machine.nodename + "\n";
  if (::ftruncate(descriptor_, 0) == 0) {
    static_cast<void>(::pwrite(descriptor_, words.data(), words.size(), 0) < 0);
  }
}

void remove_leftovers(const std::filesystem::path& file) {
  const std::string start = file.filename().string() + ".partial-";
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  std::error_code ignored;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().starts_with(start)) {
      found.push_back(entry.path());
    }
  }
  for (const auto& path : found) {
    std::filesystem::remove(path, ignored);
  }
}

}  // namespace rapport
