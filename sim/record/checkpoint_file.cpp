#include "sim/record/checkpoint_file.hpp"

#include <algorithm>
#include <utility>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

constexpr std::string_view magic = "rapport checkpoint\n";
constexpr std::uint64_t format_version = 4;
constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

}  // namespace

CheckpointWriter::CheckpointWriter(const std::filesystem::path& path, const CheckpointTexts& texts,
                                   Overwrite overwrite)
    : file_(path, overwrite), sink_([this](std::span<const std::byte> bytes) { add(bytes); }) {
  buffer_.reserve(buffer_bytes);
  add(std::as_bytes(std::span(magic)));
  ByteWriter out(sink_);
  out.one(format_version);
  out.one<std::uint64_t>(texts.size());
  for (const auto& [name, text] : texts) {
    out.text(name);
    out.text(text);
  }
}

void CheckpointWriter::block(const std::string& name,
                             const std::function<void(const ByteSink&)>& put) {
  RAPPORT_CHECK(names_.insert(name).second, "two blocks of the name " + name);
  std::uint64_t size = 0;
  put([&](std::span<const std::byte> bytes) { size += bytes.size(); });
  ByteWriter out(sink_);
  out.text(name);
  out.one(size);
  std::uint64_t written = 0;
  put([&](std::span<const std::byte> bytes) {
    written += bytes.size();
    add(bytes);
  });
  RAPPORT_CHECK(written == size, "a block is the same when it is counted and when it is written");
}

void CheckpointWriter::commit() {
  flush();
  file_.commit();
}

void CheckpointWriter::add(std::span<const std::byte> bytes) {
  if (buffer_.size() + bytes.size() > buffer_bytes) {
    flush();
  }
  if (bytes.size() > buffer_bytes) {
    file_.write(bytes);
  } else {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
}

void CheckpointWriter::flush() {
  file_.write(buffer_);
  buffer_.clear();
}

CheckpointReader::CheckpointReader(const std::filesystem::path& path) : path_(path) {
  check_readable(path_);
  in_.open(path_, std::ios::binary);
  end_ = std::filesystem::file_size(path_);
  read_head();
  const std::optional<bool> sealed = seal_holds(path_);
  if (!sealed) {
    fail("it is cut off, or another program changed it");
  }
  if (!*sealed) {
    fail("it is damaged (its checksum does not match)");
  }
  end_ -= seal_bytes;
  if (at_ > end_) {
    fail("it is cut off");
  }
  find_blocks();
}

void CheckpointReader::fail(const std::string& why) const {
  throw IoError("cannot read " + path_.string() + ": " + why);
}

void CheckpointReader::read_head() {
  if (end_ < magic.size() ||
      !std::ranges::equal(next(magic.size()), std::as_bytes(std::span(magic)))) {
    fail("it is not a checkpoint of rapport");
  }
  const std::uint64_t version = next_number();
  if (version != format_version) {
    fail("its checkpoint format is " + std::to_string(version) + ", this program reads " +
         std::to_string(format_version));
  }
}

void CheckpointReader::find_blocks() {
  const std::uint64_t count = next_number();
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string name = next_text();
    texts_[std::move(name)] = next_text();
  }
  while (at_ < end_) {
    std::string name = next_text();
    const std::uint64_t size = next_number();
    if (size > end_ - at_) {
      fail("block " + name + " is cut off");
    }
    places_[std::move(name)] = {at_, size};
    at_ += size;
    in_.seekg(static_cast<std::streamoff>(at_));
  }
}

std::vector<std::byte> CheckpointReader::next(std::uint64_t size) {
  if (size > end_ - at_) {
    fail("it is cut off");
  }
  std::vector<std::byte> bytes(size);
  in_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in_) {
    fail("reading broke off");
  }
  at_ += size;
  return bytes;
}

std::uint64_t CheckpointReader::next_number() {
  const std::vector<std::byte> bytes = next(sizeof(std::uint64_t));
  return ByteReader(bytes).one<std::uint64_t>();
}

std::string CheckpointReader::next_text() {
  const std::vector<std::byte> bytes = next(next_number());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const std::string& CheckpointReader::text(std::string_view name) const {
  const auto found = texts_.find(name);
  if (found == texts_.end()) {
    fail("it has no text '" + std::string(name) + "': another version of rapport wrote it");
  }
  return found->second;
}

std::vector<std::byte> CheckpointReader::block(std::string_view name) {
  const auto found = places_.find(name);
  if (found == places_.end()) {
    fail("it has no block " + std::string(name) + ": another version of rapport wrote it");
  }
  at_ = found->second.start;
  in_.seekg(static_cast<std::streamoff>(at_));
  return next(found->second.size);
}

}  // namespace rapport
