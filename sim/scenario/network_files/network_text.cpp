// Says what a file is that is no network, and in which way a number is wrong.
#include "sim/scenario/network_files/network_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "sim/core/error.hpp"

namespace rapport::network_text {

namespace {

bool starts_with_any_case(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

/// What is no network that we read, by how it starts.
struct Foreign {
  std::string_view start;
  std::string_view name;
};
constexpr Foreign foreign[] = {{"{", "a JSON file"},
                               {"pk\x03\x04", "a zip archive"},
                               {"bzh", "compressed by bzip2"},
                               {"\xfd\x37zxz", "compressed by xz"},
                               {"\x28\xb5\x2f\xfd", "compressed by zstd"},
                               {"\xff\xfe", "text in UTF-16"},
                               {"\xfe\xff", "text in UTF-16"},
                               {"\x89hdf", "an HDF5 file"}};

}  // namespace

bool starts_like(std::string_view text, std::string_view lower_case) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return starts_with_any_case(text.substr(std::min(first, text.size())), lower_case);
}

void refuse_unreadable(std::string_view file, std::string_view start) {
  if (start.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    refuse_file(file, "the file is empty",
                "an edge list has two ids on each line, such as '12 57'");
  }
  for (const Foreign& format : foreign) {
    if (starts_like(start, format.start)) {
      refuse_file(file, "this is " + std::string(format.name) + ", which rapport does not read",
                  "save it as an edge list (two ids a line), GraphML, GML, GEXF, Pajek, Matrix "
                  "Market or METIS, plain or gzip");
    }
  }
}

void refuse_file(std::string_view file, std::string what, std::string help) {
  throw ScenarioError({Problem{std::string(file), 0, 0, 1, std::move(what), std::move(help)}});
}

void Line::refuse(const char* at, std::size_t length, std::string what, std::string help) const {
  const auto column = static_cast<std::uint32_t>(at - text.data() + 1);
  const auto bytes = static_cast<std::uint32_t>(std::max<std::size_t>(length, 1));
  throw ScenarioError(
      {Problem{std::string(file), number, column, bytes, std::move(what), std::move(help)}});
}

bool Lines::next() {
  if (rest_.empty()) {
    return false;
  }
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  line_.text = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line_.text.ends_with('\r')) {
    line_.text.remove_suffix(1);
  }
  ++line_.number;
  return true;
}

bool Lines::next_uncommented(char mark) {
  while (next()) {
    if (!line_.text.starts_with(mark)) {
      return true;
    }
  }
  return false;
}

bool Lines::next_with_words(char mark) {
  while (next()) {
    const char* word = skip_blanks(line_.text.data(), line_.end());
    if (word != line_.end() && *word != mark) {
      return true;
    }
  }
  return false;
}

std::string_view word_at(const Line& line, const char* at) {
  const char* end = line.text.data() + line.text.size();
  return {at, static_cast<std::size_t>(std::find_if(at, end, is_separator) - at)};
}

std::string in_quotes(std::string_view word) {
  constexpr std::size_t most = 40;
  std::string out = "'";
  for (const char c : word.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      constexpr char digits[] = "0123456789abcdef";
      out += "\\x";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + (word.size() > most ? "...'" : "'");
}

void refuse_number(const Line& line, const char* at, std::string_view name, std::uint64_t least,
                   std::uint64_t most, std::string_view help) {
  const std::string_view word = word_at(line, at);
  const std::string subject = std::string(name) + " " + in_quotes(word);
  const std::string allowed =
      "whole number from " + std::to_string(least) + " to " + std::to_string(most);
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool number = end == word.data() + word.size() && error != std::errc::invalid_argument;
  const bool digits = word.find_first_not_of("0123456789") == std::string_view::npos;
  std::string what;
  if (word.empty()) {
    what = std::string(name) + " is missing: a " + allowed + " is expected here";
  } else if (!number) {
    what = subject + " is not a number: it must be a " + allowed;
  } else if (value != value || (word.find_first_of("iI") != std::string_view::npos)) {
    what = subject + " is not a finite number: it must be a " + allowed;
  } else if (word.front() == '-') {
    what = subject + " is negative: it must be a " + allowed;
  } else if (!digits) {
    what = subject + " is not written as a whole number: it must be a " + allowed;
  } else if (value < static_cast<double>(least)) {
    what = subject + " is too small: it must be a " + allowed;
  } else {
    what = subject + " is too large: it must be a " + allowed;
  }
  line.refuse(at, word.size(), std::move(what), std::string(help));
}

std::uint64_t take_number(const Line& line, const char*& at, std::string_view name,
                          std::uint64_t least, std::uint64_t most, std::string_view help) {
  std::uint64_t number = 0;
  const auto [after, error] = std::from_chars(at, line.end(), number);
  if (error != std::errc() || (after != line.end() && !is_separator(*after)) || number < least ||
      number > most) {
    refuse_number(line, at, name, least, most, help);
  }
  at = skip_blanks(after, line.end());
  return number;
}

bool is_real(std::string_view word, double& value) {
  const char* end = word.data() + word.size();
  const char* start = word.starts_with('+') ? word.data() + 1 : word.data();
  const auto [after, error] = std::from_chars(start, end, value);
  return !word.empty() && error == std::errc() && after == end && std::isfinite(value);
}

double take_real(const Line& line, const char*& at, std::string_view name, std::string_view help) {
  const std::string_view word = word_at(line, at);
  double value = 0;
  if (!is_real(word, value)) {
    line.refuse(at, word.size(),
                word.empty() ? std::string(name) + " is missing"
                             : std::string(name) + " " + in_quotes(word) + " is not a number",
                std::string(help));
  }
  at = skip_blanks(at + word.size(), line.end());
  return value;
}

std::optional<std::uint32_t> id_of(std::string_view word) {
  std::uint32_t id = 0;
  const auto [after, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  return error == std::errc() && after == word.data() + word.size() ? std::optional(id)
                                                                    : std::nullopt;
}

void refuse_too_many(const Line& line, const char* at, std::uint64_t people,
                     std::size_t file_bytes) {
  constexpr std::uint64_t believed = 1'000'000;
  constexpr std::uint64_t most_a_byte = 100;
  if (people > believed && people > most_a_byte * file_bytes) {
    line.refuse(at, word_at(line, at).size(),
                "the file says it has " + std::to_string(people) +
                    " people, and is too short to "
                    "tie them",
                "it may be truncated");
  }
}

}  // namespace rapport::network_text
