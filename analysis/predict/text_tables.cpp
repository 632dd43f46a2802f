// Files as lines and fields; rows of Markdown.
#include <zlib.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "analysis/predict/predictions.hpp"

namespace rapport::predict {

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), &gzclose);
  if (in == nullptr) {
    throw std::runtime_error(file.string() + ": cannot be read");
  }
  std::vector<std::string> lines;
  std::array<char, 4096> part{};
  std::string line;
  while (gzgets(in.get(), part.data(), static_cast<int>(part.size())) != nullptr) {
    line += part.data();
    if (line.ends_with('\n')) {
      line.erase(line.find_last_not_of("\r\n") + 1);
      lines.push_back(line);
      line.clear();
    }
  }
  if (!line.empty()) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) {
    row += " " + cell + " |";
  }
  return row + "\n";
}

}  // namespace rapport::predict
