// Loads and unpacks network files; says in which way a number is wrong.
#include "sim/scenario/network_text.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "sim/core/error.hpp"

namespace rapport::network_text {

namespace {

std::string reason(int error) {
  return std::generic_category().message(error);
}

std::string read_bytes(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw NoInput("cannot read " + path.string() + ": it is a folder, not a network file");
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  if (file == nullptr) {
    throw NoInput("cannot open " + path.string() + ": " + reason(errno));
  }
  std::string bytes;
  const auto size = std::filesystem::file_size(path, ignored);
  if (!ignored) {
    bytes.reserve(size + 1);
  }
  std::array<char, 1U << 16U> block;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  while (std::feof(file.get()) == 0 && std::ferror(file.get()) == 0) {
    bytes.append(block.data(), std::fread(block.data(), 1, block.size(), file.get()));
  }
  if (std::ferror(file.get()) != 0) {
    throw IoError("reading " + path.string() + " failed: " + reason(errno));
  }
  return bytes;
}

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

/// Ends inflation on every way out.
class Inflation {
 public:
  Inflation() {
    constexpr int gzip_only = 15 + 16;
    if (inflateInit2(&stream, gzip_only) != Z_OK) {
      throw IoError("zlib cannot start");
    }
  }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  ~Inflation() { inflateEnd(&stream); }
  z_stream stream{};
};

/// Unpacks all members of a gzip file, which may be several one after another.
std::string gunzip(std::string_view file, std::string_view packed) {
  constexpr std::size_t most_at_once = 1U << 30U;  // zlib counts in 32 bits
  Inflation inflation;
  z_stream& stream = inflation.stream;
  std::string text;
  std::vector<char> block(1U << 18U);
  int state = Z_OK;
  while (true) {
    const std::size_t given = std::min(packed.size(), most_at_once);
    // zlib promises not to write through next_in, which is not const for reasons of age.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(given);
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(block.data(), block.size() - stream.avail_out);
    packed.remove_prefix(given - stream.avail_in);
    if (state == Z_STREAM_END) {
      if (packed.find_first_not_of('\0') == std::string_view::npos) {
        return text;  // zeros may fill up the last block of a tape
      }
      state = is_gzip(packed) ? inflateReset(&stream) : Z_DATA_ERROR;
    } else if (state == Z_BUF_ERROR || (state == Z_OK && packed.empty() && stream.avail_out != 0)) {
      refuse_file(file, "the compressed file ends too early: it is truncated",
                  "download or copy it again");
    }
    if (state == Z_MEM_ERROR) {
      throw std::bad_alloc();
    }
    if (state != Z_OK) {
      const std::string detail = stream.msg != nullptr ? std::string(" (") + stream.msg + ")" : "";
      refuse_file(file, "the compressed file is damaged" + detail, "download or copy it again");
    }
  }
}

bool starts_with_any_case(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

/// Some of these would pass for an edge list with comments and give a wrong network.
void refuse_foreign_formats(std::string_view file, std::string_view text) {
  struct Foreign {
    std::string_view start;
    std::string_view name;
  };
  constexpr Foreign foreign[] = {{"%%matrixmarket", "a Matrix Market file"},
                                 {"*vertices", "a Pajek file"},
                                 {"*network", "a Pajek file"},
                                 {"<", "an XML file (GraphML or GEXF?)"},
                                 {"graph [", "a GML file"},
                                 {"graph\n[", "a GML file"},
                                 {"creator ", "a GML file"},
                                 {"{", "a JSON file"},
                                 {"[", "a JSON file"},
                                 {"pk\x03\x04", "a zip archive"},
                                 {"bzh", "compressed by bzip2"},
                                 {"\xfd\x37zxz", "compressed by xz"},
                                 {"\x28\xb5\x2f\xfd", "compressed by zstd"},
                                 {"\xff\xfe", "text in UTF-16"},
                                 {"\xfe\xff", "text in UTF-16"},
                                 {"\x89hdf", "an HDF5 file"}};
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const std::string_view content = text.substr(std::min(first, text.size()));
  for (const Foreign& format : foreign) {
    if (starts_with_any_case(content, format.start)) {
      refuse_file(file, "this is " + std::string(format.name) + ", which rapport does not read",
                  "save it as an edge list (two ids a line) or a METIS graph, plain or gzip");
    }
  }
}

}  // namespace

std::string load(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::string text = read_bytes(path);
  if (is_gzip(text)) {
    text = gunzip(name, text);
  }
  if (text.starts_with("\xef\xbb\xbf")) {
    text.erase(0, 3);
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    refuse_file(name, "the file is empty",
                "an edge list has two ids on each line, such as '12 57'");
  }
  refuse_foreign_formats(name, text);
  if (text.find('\n') == std::string::npos) {
    std::replace(text.begin(), text.end(), '\r', '\n');  // lines as old Macintoshes end them
  }
  return text;
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

std::string_view word_at(const Line& line, const char* at) {
  const char* end = line.text.data() + line.text.size();
  return {at, static_cast<std::size_t>(std::find_if(at, end, is_separator) - at)};
}

std::string quoted(std::string_view word) {
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
  const std::string subject = std::string(name) + " " + quoted(word);
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

}  // namespace rapport::network_text
