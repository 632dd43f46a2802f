// One error type per kind of mistake; what to tell the user stands in the error, who prints is
// sim/app alone.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rapport {

/// One thing that is wrong in a user's file, and what to do about it.
struct Problem {
  std::string file;          // as the user named it; "--set" for the command line
  std::uint32_t line = 0;    // from 1; 0 = the file as a whole
  std::uint32_t column = 0;  // from 1, in bytes
  std::uint32_t length = 1;  // bytes to underline
  std::string what;          // "'weeks' must be a whole number from 1 to 4160 weeks"
  std::string help;          // "did you mean 'weeks'?"; empty = nothing to add
};

/// The user's files cannot be run or compared (exit 65). Holds every problem found, in file order.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems)
      : std::runtime_error(problems.empty() ? "the scenario has problems" : problems.front().what),
        problems_(std::move(problems)) {}
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// A named input file cannot be opened or read at all (exit 66).
class NoInput : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The output cannot be created: folder missing or unwritable, file exists without --force
/// (exit 73).
class CannotCreate : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reading or writing failed under way: disk full, damaged file (exit 74).
class IoError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// rapport contradicts itself (exit 70). Thrown by RAPPORT_CHECK.
class Contradiction : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws Contradiction. Out of line, so that a check costs its caller a compare and a jump.
[[noreturn]] void contradict(const char* file, const std::string& why, const char* condition);

}  // namespace rapport

/// States what cannot be false unless rapport itself is wrong.
#define RAPPORT_CHECK(condition, why)                   \
  do {                                                  \
    if (!(condition)) [[unlikely]] {                    \
      ::rapport::contradict(__FILE__, why, #condition); \
    }                                                   \
  } while (false)
