// What the program says besides its answer: problems with carets, progress.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sim/core/error.hpp"

namespace rapport::app {

/// Colour on stderr: a terminal, and neither NO_COLOR nor TERM=dumb.
bool colour_on_stderr();

/// Every problem with its place, the line it stands in, a caret, and what would be right.
void print_problems(const ScenarioError&);
/// The same as one JSON object on stdout.
void print_problems_json(const ScenarioError&);

/// What went wrong otherwise, as one JSON object on stdout.
void print_error_json(const std::string& what, int code);

/// A file's name as a shell takes it in a command line: in quotes where it would be taken apart,
/// behind ./ where it would be taken for an option.
std::string shell_word(const std::string& name);

/// "12 s", "34 min", "5.6 h".
std::string duration_text(double seconds);

/// Progress with rate and time to go: a moving line on a terminal, plain lines (one each tenth) in
/// a log, nothing when quiet.
class Meter {
 public:
  /// `already`: how much was done before.
  Meter(std::string what, bool quiet, std::uint64_t already = 0);
  ~Meter();
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  /// `of`: how much there is in all, as far as is known by now.
  void at(std::uint64_t done, std::uint64_t of);
  /// Prints a line of its own, quiet or not.
  void say(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  void line(std::uint64_t done, bool last);

  std::string what_;
  std::uint64_t of_ = 0;
  std::uint64_t already_;
  bool quiet_;
  bool terminal_;
  bool drawn_ = false;
  std::uint64_t tenth_ = 0;
  Clock::time_point start_;
  Clock::time_point drawn_at_;
};

}  // namespace rapport::app
