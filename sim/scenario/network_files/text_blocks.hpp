// A file's text in blocks of whole lines, unpacked if it is gzip: what is larger than memory can be
// read, and one block can be taken apart while the next is fetched.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::network_text {

class TextBlocks {
 public:
  /// Throws NoInput where the file cannot be opened. `at_once`: bytes of a block, about.
  explicit TextBlocks(const std::filesystem::path& path, std::size_t at_once = 4U << 20U);
  TextBlocks(const TextBlocks&) = delete;
  TextBlocks& operator=(const TextBlocks&) = delete;
  ~TextBlocks();

  /// The next lines, without a byte order mark, with \n between them (a \r alone becomes one in
  /// files that have no other ends); empty at the end of the file. A last line without end is given
  /// as it is. Throws IoError where reading fails, ScenarioError where the packed file is damaged.
  std::string next();

  /// The same in `room`, which only grows: memory that is used again need be neither cleared nor
  /// fetched from the system. `room` holds nothing else of use.
  std::string_view next_in(std::string& room);

  /// Bytes of text in the whole file: known for a plain one, for a packed one as its trailer says.
  std::uint64_t expected_bytes() const { return expected_; }
  const std::string& name() const { return name_; }

 private:
  class Inflation;

  /// Up to `at_once_` bytes of text; none at the end.
  std::size_t fetch(char* to);
  std::size_t fetch_packed(char* to);
  std::size_t read(char* to, std::size_t most);

  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::unique_ptr<Inflation> inflation_;  ///< of a packed file
  std::size_t at_once_;
  std::uint64_t expected_ = 0;
  std::string rest_;  ///< the start of a line whose end is still to come
  bool first_ = true;
  bool ends_in_returns_ = false;  ///< lines as old Macintoshes end them
};

/// The text of a whole file, of which `start` was taken before.
std::string whole_text(std::string start, TextBlocks& rest);

}  // namespace rapport::network_text
