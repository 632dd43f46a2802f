#include "sim/app/terminal.hpp"

#include <fmt/color.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sim/app/commands.hpp"

namespace rapport::app {
namespace {

std::string line_of(const std::string& file, std::uint32_t number) {
  std::ifstream in(file);
  std::string line;
  for (std::uint32_t i = 0; i < number; ++i) {
    if (!std::getline(in, line)) {
      return {};
    }
  }
  constexpr std::size_t most = 160;
  return line.substr(0, most);
}

/// With '?' for what a terminal would take as orders; as many bytes.
std::string printable(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    c = (byte < 0x20 && c != '\t') || byte == 0x7f ? '?' : c;
  }
  return text;
}

}  // namespace

std::string shell_word(const std::string& name) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  std::string word = name.starts_with('-') ? "./" + name : name;
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
    return word;
  }
  std::string quoted = "'";
  for (const char c : word) {
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return quoted + "'";
}

std::string duration_text(double seconds) {
  if (seconds < 90) {
    return fmt::format("{:.0f} s", seconds);
  }
  if (seconds < 5400) {
    return fmt::format("{:.0f} min", seconds / 60);
  }
  return fmt::format("{:.1f} h", seconds / 3600);
}

bool colour_on_stderr() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

void print_problems(const ScenarioError& error) {
  const bool colour = colour_on_stderr();
  const auto red =
      colour ? fmt::fg(fmt::terminal_color::red) | fmt::emphasis::bold : fmt::text_style{};
  const auto cyan = colour ? fmt::fg(fmt::terminal_color::cyan) : fmt::text_style{};
  for (const Problem& p : error.problems()) {
    fmt::print(stderr, "{}", p.file);
    if (p.line > 0) {
      fmt::print(stderr, ":{}:{}", p.line, p.column);
    }
    fmt::print(stderr, ": {} {}\n", fmt::format(red, "error:"), p.what);
    const std::string text = p.line > 0 ? printable(line_of(p.file, p.line)) : std::string();
    if (!text.empty() && p.column > 0 && p.column <= text.size() + 1) {
      fmt::print(stderr, "{:5} | {}\n", p.line, text);
      std::string blanks;
      for (std::size_t i = 0; i + 1 < p.column; ++i) {
        blanks += text[i] == '\t' ? '\t' : ' ';
      }
      const std::size_t room = text.size() + 1 - (p.column - 1);
      const std::size_t carets = std::max<std::size_t>(1, std::min<std::size_t>(p.length, room));
      fmt::print(stderr, "      | {}{}\n", blanks,
                 fmt::format(red, "{}", std::string(carets, '^')));
    }
    if (!p.help.empty()) {
      fmt::print(stderr, "      {} {}\n", fmt::format(cyan, "= help:"), p.help);
    }
  }
  if (error.problems().size() > 1) {
    fmt::print(stderr, "{} problems\n", error.problems().size());
  }
}

void print_problems_json(const ScenarioError& error) {
  nlohmann::json out{{"error", "bad input"},
                     {"exit", static_cast<int>(bad_scenario)},
                     {"problems", nlohmann::json::array()}};
  for (const Problem& p : error.problems()) {
    out["problems"].push_back({{"file", p.file},
                               {"line", p.line},
                               {"column", p.column},
                               {"what", p.what},
                               {"help", p.help}});
  }
  fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_error_json(const std::string& what, int code) {
  const nlohmann::json out{{"error", what}, {"exit", code}};
  fmt::print("{}\n", out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Meter::Meter(std::string what, bool quiet, std::uint64_t already)
    : what_(std::move(what)),
      already_(already),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      drawn_at_(start_) {}

Meter::~Meter() {
  if (drawn_ && terminal_) {
    fmt::print(stderr, "\r\033[K");
  }
}

void Meter::at(std::uint64_t done, std::uint64_t of) {
  if (quiet_) {
    return;
  }
  if (of != of_) {
    of_ = of;
    tenth_ = (done - 1) * 10 / of;
  }
  const auto now = Clock::now();
  if (terminal_) {
    if (now - drawn_at_ > std::chrono::milliseconds(100)) {
      drawn_at_ = now;
      line(done, false);
    }
  } else if (done * 10 / of_ > tenth_) {
    tenth_ = done * 10 / of_;
    // a log wants few lines: none for what takes a few seconds
    if (now - start_ > std::chrono::seconds(5)) {
      line(done, true);
    }
  }
}

void Meter::say(const std::string& text) {
  fmt::print(stderr, "{}{}\n", drawn_ && terminal_ ? "\r\033[K" : "", text);
}

void Meter::line(std::uint64_t done, bool last) {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(done - already_) / seconds : 0;
  const double left = rate > 0 ? static_cast<double>(of_ - done) / rate : 0;
  const std::string text =
      fmt::format("{} {:3.0f} %  {} of {} weeks, {:.0f} a second, {} to go", what_,
                  100.0 * static_cast<double>(done) / static_cast<double>(of_), done, of_, rate,
                  duration_text(left));
  fmt::print(stderr, "{}{}{}", last ? "" : "\r\033[K", text, last ? "\n" : "");
  drawn_ = true;
}

}  // namespace rapport::app
