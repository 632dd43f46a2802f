// Two runs never write one output: who writes it holds a lock on NAME.lock, which the system lets
// go of when the process ends, however it ends.
#pragma once

#include <filesystem>

namespace rapport {

/// Holds the lock for as long as it lives, then removes the file. A process that is killed leaves
/// the file, which stops nobody.
class OutputLock {
 public:
  /// Throws CannotCreate where another process holds the lock, naming it, or where the folder takes
  /// no files.
  explicit OutputLock(const std::filesystem::path& output);
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

  /// False on a file system that knows no locks: then nothing stops a second run.
  bool held() const { return held_; }

 private:
  void open_and_lock(const std::filesystem::path& output);
  bool is_under_its_name() const;
  void sign() const;

  std::filesystem::path path_;
  int descriptor_ = -1;
  bool held_ = false;
};

/// Removes what processes that were killed while they wrote this file left beside it. Only for who
/// holds its lock.
void remove_leftovers(const std::filesystem::path& file);

}  // namespace rapport
