#include "sim/scenario/network_files/table_lines.hpp"

#include <algorithm>
#include <array>

namespace rapport::network_text {
namespace {

/// The word of a field in quotes whose first mark was passed, moved past with the last mark.
std::string_view take_quoted(const Line& line, const char*& at,
                             std::deque<std::string>& unescaped) {
  const char* start = at;
  const char* part = at;
  std::string* word = nullptr;
  while (true) {
    at = std::find(at, line.end(), '"');
    if (at == line.end()) {
      line.refuse(start - 1, static_cast<std::size_t>(line.end() - start) + 1,
                  "a quotation mark is never closed", "quote a field as in \"anna, of the mill\"");
    }
    ++at;
    if (at == line.end() || *at != '"') {
      break;
    }
    word = word == nullptr ? &unescaped.emplace_back() : word;
    word->append(part, at);
    part = ++at;
  }
  if (word == nullptr) {
    return {start, static_cast<std::size_t>(at - 1 - start)};
  }
  return word->append(part, at - 1);
}

/// Past a quoted field whose first mark is at `at`; npos where it is never closed.
std::size_t end_of_quoted(std::string_view line, std::size_t at) {
  std::size_t close = line.find('"', at + 1);
  while (close != std::string_view::npos && close + 1 < line.size() && line[close + 1] == '"') {
    close = line.find('"', close + 2);
  }
  return close == std::string_view::npos ? close : close + 1;
}

/// The line without quotation marks, and without what may separate within them. A mark opens where
/// a field may begin, whatever separates; one that is never closed is only left out.
std::string without_quoted(std::string_view line) {
  std::string out;
  bool at_start = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t end = line[i] == '"' && at_start ? end_of_quoted(line, i) : i;
    for (; end != std::string_view::npos && i < end; ++i) {
      if (line[i] != '"') {
        out += is_separator(line[i]) ? '_' : line[i];
      }
    }
    if (i < line.size() && line[i] != '"') {
      out += line[i];
    }
    at_start = i < line.size() && is_separator(line[i]);
  }
  return out;
}

/// What a separator makes of a line.
struct Taken {
  std::size_t fields = 0;
  bool numbers = false;  ///< the first two fields are
  bool close = false;    ///< one stands without a blank behind it
};

Taken taken(std::string_view line, char separator) {
  const std::string text = without_quoted(line);
  Fields fields;
  split({{}, text, 0}, separator, fields);
  Taken out;
  out.fields = fields.size();
  out.numbers = fields.size() >= 2 && is_number(fields.words[0]) && is_number(fields.words[1]);
  for (std::size_t at = text.find(separator); at != std::string::npos;
       at = text.find(separator, at + 1)) {
    out.close = out.close || at + 1 == text.size() || !is_blank(text[at + 1]);
  }
  return out;
}

}  // namespace

bool is_comment(const char* at, const char* end) {
  return *at == '#' || *at == '%' || (*at == '/' && end - at > 1 && at[1] == '/');
}

bool is_number(std::string_view word) {
  double value = 0;
  return is_real(word, value);
}

std::vector<Line> first_lines(std::string_view file, std::string_view text, std::size_t most) {
  std::vector<Line> out;
  Lines lines(file, text);
  while (out.size() < most && lines.next()) {
    const Line& line = lines.line();
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at != line.end() && !is_comment(at, line.end())) {
      out.push_back(line);
    }
  }
  return out;
}

char separator_of(const std::vector<Line>& lines) {
  constexpr std::array candidates = {',', ';', '\t', ' '};
  // in the order of what counts; see the declaration
  using Rank = std::array<std::size_t, 8>;
  Rank best{};
  char found = ' ';
  for (const char c : candidates) {
    const std::size_t as_last = taken(lines.back().text, c).fields;
    Rank rank{0, 0, 0, 0, c == '\t' ? 1U : 0U, c == ' ' ? 0U : 1U, 0, 0};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Taken line = taken(lines[i].text, c);
      const bool head = i == 0 && lines.size() > 1;
      rank[head ? 1 : 0] += line.fields >= 2 ? 1 : 0;
      rank[2] += line.numbers ? 1 : 0;
      rank[3] += line.fields == as_last ? 1 : 0;
      rank[6] += line.close ? 1 : 0;
      rank[7] += line.fields;
    }
    if ((rank[0] > 0 || rank[1] > 0) && rank > best) {
      best = rank;
      found = c;
    }
  }
  return found;
}

void split(const Line& line, char separator, Fields& fields) {
  fields.words.clear();
  fields.places.clear();
  fields.unescaped.clear();
  const char* at = skip_blanks(line.text.data(), line.end());
  const auto ends = [separator](char c) { return separator == ' ' ? is_blank(c) : c == separator; };
  const auto take = [&](const char* place, std::string_view word) {
    fields.places.push_back(place);
    fields.words.push_back(word);
  };
  while (at != line.end()) {
    const char* start = at;
    if (separator != ' ' && *at == '"') {
      ++at;
      take(start + 1, take_quoted(line, at, fields.unescaped));
      while (at != line.end() && is_blank(*at) && !ends(*at)) {
        ++at;
      }
      if (at != line.end() && !ends(*at)) {
        line.refuse(at, static_cast<std::size_t>(std::find_if(at, line.end(), ends) - at),
                    "text follows the quotation mark that closes a field",
                    "quote the whole field, and double the quotation marks within: "
                    "\"anna \"\"of the mill\"\"\"");
      }
    } else {
      at = std::find_if(at, line.end(), ends);
      const char* last = at;
      while (last != start && is_blank(last[-1])) {
        --last;
      }
      take(start, {start, static_cast<std::size_t>(last - start)});
    }
    if (at == line.end()) {
      return;
    }
    ++at;
    at = separator == '\t' ? at : skip_blanks(at, line.end());
    if (at == line.end() && separator != ' ') {
      take(at, line.text.substr(line.text.size()));
    }
  }
}

}  // namespace rapport::network_text
