#include "sim/scenario/network_files/text_blocks.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <system_error>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {
namespace {

std::string reason(int error) {
  return std::generic_category().message(error);
}

constexpr std::size_t packed_at_once = 1U << 18U;
constexpr std::uint64_t most_unpacked = 1032;  ///< bytes out of one: what deflate comes to at most

}  // namespace

/// A gzip file being unpacked: several members may follow one another.
class TextBlocks::Inflation {
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
  std::vector<Bytef> packed;
  bool inside = true;  ///< of a member; else between two, or behind the last
};

TextBlocks::TextBlocks(const std::filesystem::path& path, std::size_t at_once)
    : name_(path.string()), file_(nullptr, std::fclose), at_once_(at_once) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw NoInput("cannot read " + name_ + ": it is a folder, not a network file");
  }
  file_.reset(std::fopen(path.c_str(), "rb"));
  if (file_ == nullptr) {
    throw NoInput("cannot open " + name_ + ": " + reason(errno));
  }
  const bool is_file = std::filesystem::is_regular_file(path, ignored);
  const auto size = std::filesystem::file_size(path, ignored);
  expected_ = ignored ? 0 : size;
  // the first bytes are kept rather than gone back to: what is read may be a pipe
  rest_.resize(2);
  rest_.resize(read(rest_.data(), rest_.size()));
  if (!rest_.starts_with("\x1f\x8b")) {
    if (is_file) {  // one byte more, so that the end is seen
      at_once_ = std::min<std::uint64_t>(at_once_, std::max<std::uint64_t>(expected_, 4096) + 1);
    }
    return;
  }
  if (is_file) {
    at_once_ = std::min<std::uint64_t>(at_once_, most_unpacked * expected_ + 1);
  }
  inflation_ = std::make_unique<Inflation>();
  inflation_->packed.assign(rest_.begin(), rest_.end());
  inflation_->stream.next_in = inflation_->packed.data();
  inflation_->stream.avail_in = static_cast<uInt>(inflation_->packed.size());
  rest_.clear();
  unsigned char length[4] = {0, 0, 0, 0};  // of the text, modulo 2^32 (RFC 1952)
  if (expected_ > 18 && std::fseek(file_.get(), -4, SEEK_END) == 0) {
    if (std::fread(length, 1, 4, file_.get()) == 4) {
      std::uint64_t told = 0;
      for (std::size_t byte = 4; byte > 0; --byte) {
        told = told << 8U | length[byte - 1];
      }
      expected_ = std::max(expected_, told);
    }
    std::fseek(file_.get(), 2, SEEK_SET);
  }
}

TextBlocks::~TextBlocks() = default;

std::size_t TextBlocks::read(char* to, std::size_t most) {
  const std::size_t count = std::fread(to, 1, most, file_.get());
  if (std::ferror(file_.get()) != 0) {
    throw IoError("reading " + name_ + " failed: " + reason(errno));
  }
  return count;
}

std::size_t TextBlocks::fetch(char* to) {
  return inflation_ ? fetch_packed(to) : read(to, at_once_);
}

std::size_t TextBlocks::fetch_packed(char* to) {
  z_stream& stream = inflation_->stream;
  stream.next_out = reinterpret_cast<Bytef*>(to);
  stream.avail_out = static_cast<uInt>(at_once_);
  while (stream.avail_out > 0) {
    if (stream.avail_in == 0) {
      inflation_->packed.resize(std::min(packed_at_once, at_once_));
      stream.next_in = inflation_->packed.data();
      stream.avail_in = static_cast<uInt>(
          read(reinterpret_cast<char*>(inflation_->packed.data()), inflation_->packed.size()));
      if (stream.avail_in == 0) {
        if (inflation_->inside) {
          refuse_file(name_, "the compressed file ends too early: it is truncated",
                      "download or copy it again");
        }
        break;
      }
    }
    if (!inflation_->inside) {  // zeros may fill up the last block of a tape
      if (*stream.next_in == 0) {
        ++stream.next_in;
        --stream.avail_in;
        continue;
      }
      inflation_->inside = true;
      inflateReset(&stream);
    }
    const int state = inflate(&stream, Z_NO_FLUSH);
    if (state == Z_STREAM_END) {
      inflation_->inside = false;
    } else if (state == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
      const std::string detail = stream.msg != nullptr ? std::string(" (") + stream.msg + ")" : "";
      refuse_file(name_, "the compressed file is damaged" + detail, "download or copy it again");
    }
  }
  return at_once_ - stream.avail_out;
}

std::string_view TextBlocks::next_in(std::string& room) {
  std::size_t filled = rest_.size();
  room.resize(std::max(room.size(), filled + at_once_));
  std::copy(rest_.begin(), rest_.end(), room.begin());
  rest_.clear();
  while (true) {
    const std::size_t before = filled;
    room.resize(std::max(room.size(), filled + at_once_));
    filled += fetch(room.data() + filled);
    const bool more = filled > before;
    if (first_) {
      first_ = false;
      if (std::string_view(room.data(), filled).starts_with("\xef\xbb\xbf")) {
        room.erase(0, 3);
        filled -= 3;
      }
      ends_in_returns_ = std::string_view(room.data(), filled).find('\n') == std::string::npos;
    }
    if (ends_in_returns_) {
      std::replace(room.data() + std::min(before, filled), room.data() + filled, '\r', '\n');
    }
    const std::string_view text(room.data(), filled);
    if (!more) {
      return text;
    }
    const std::size_t end = text.rfind('\n');
    if (end != std::string::npos) {
      rest_ = text.substr(end + 1);
      return text.substr(0, end + 1);
    }
  }
}

std::string TextBlocks::next() {
  std::string block;
  block.resize(next_in(block).size());
  return block;
}

std::string whole_text(std::string start, TextBlocks& rest) {
  for (std::string more = rest.next(); !more.empty(); more = rest.next()) {
    start += more;
  }
  return start;
}

}  // namespace rapport::network_text
