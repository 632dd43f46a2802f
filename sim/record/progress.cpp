// JSON by hand (RFC 8259): one flat object needs no library.
#include "sim/record/progress.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <fstream>
#include <string_view>
#include <type_traits>

#include "sim/core/error.hpp"
#include "sim/record/shortest.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport {
namespace {

void append_text(std::string& line, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  line += '"';
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (code < 0x20) {
      line += "\\u00";
      line += digits[code >> 4];
      line += digits[code & 15];
    } else {
      line += c;
    }
  }
  line += '"';
}

void append_value(std::string& line, const ProgressValue& value) {
  std::visit(
      [&line](const auto& known) {
        using T = std::decay_t<decltype(known)>;
        if constexpr (std::is_same_v<T, bool>) {
          line += known ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::string>) {
          append_text(line, known);
        } else if constexpr (std::is_same_v<T, double>) {
          line += std::isfinite(known) ? shortest(known) : "null";
        } else {
          line += shortest(known);
        }
      },
      value);
}

}  // namespace

std::filesystem::path progress_path(const std::filesystem::path& output) {
  std::filesystem::path path = output;
  path += ".progress.jsonl";
  return path;
}

std::string progress_line(std::span<const ProgressField> fields) {
  std::string line = "{";
  for (const auto& [name, value] : fields) {
    line += line.size() == 1 ? "" : ",";
    append_text(line, name);
    line += ':';
    append_value(line, value);
  }
  return line + "}";
}

void append_progress(const std::filesystem::path& file, std::span<const ProgressField> fields) {
  const std::string line = progress_line(fields) + "\n";
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    throw CannotCreate("cannot create " + file.string() + ": " + system_message(errno));
  }
  std::string_view rest = line;
  int error = 0;
  while (!rest.empty() && error == 0) {
    const ::ssize_t written = ::write(descriptor, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (::close(descriptor) != 0 && error == 0) {
    error = errno;
  }
  if (error != 0) {
    throw IoError("cannot write " + file.string() + ": " + system_message(error));
  }
}

bool is_progress(const std::filesystem::path& file, std::string_view first) {
  const std::string expected = "{\"" + std::string(first) + "\":";
  std::ifstream in(file, std::ios::binary);
  std::string start(expected.size(), '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return in.gcount() == 0 ? !in.bad() : start == expected;
}

}  // namespace rapport
