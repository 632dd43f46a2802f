// "\nrapport crc64 0123456789abcdef\n": CRC-64/XZ of all bytes before it.
#include "sim/record/seal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

constexpr std::string_view mark = "\nrapport crc64 ";

std::string seal_of(const Crc64& crc) {
  std::array<char, seal_bytes + 1> text{};
  std::snprintf(text.data(), text.size(), "%s%016llx\n", mark.data(),
                static_cast<unsigned long long>(crc.value()));
  return text.data();
}

}  // namespace

SealedFile::SealedFile(const std::filesystem::path& path, Overwrite overwrite,
                       std::optional<std::uint64_t> content_bytes)
    : file_(path, overwrite,
            content_bytes ? std::optional(*content_bytes + seal_bytes) : std::nullopt) {}

void SealedFile::write(std::span<const std::byte> bytes) {
  crc_.add(bytes);
  file_.write(bytes);
}

void SealedFile::commit() {
  const std::string seal = seal_of(crc_);
  file_.write(std::as_bytes(std::span(seal)));
  file_.commit();
}

void write_sealed(const std::filesystem::path& path, std::span<const std::byte> content,
                  Overwrite overwrite) {
  SealedFile file(path, overwrite, content.size());
  file.write(content);
  file.commit();
}

std::optional<bool> seal_holds(const std::filesystem::path& path) {
  constexpr std::uint64_t buffer_bytes = std::uint64_t{1} << 20;
  std::ifstream in(path, std::ios::binary);
  in.seekg(0, std::ios::end);
  const std::streamoff size = in.tellg();
  if (in && size < static_cast<std::streamoff>(seal_bytes)) {
    return std::nullopt;
  }
  auto rest = static_cast<std::uint64_t>(size) - seal_bytes;
  std::string seal(seal_bytes, '\0');
  in.seekg(static_cast<std::streamoff>(rest));
  in.read(seal.data(), static_cast<std::streamsize>(seal.size()));
  if (in && !seal.starts_with(mark)) {
    return std::nullopt;
  }
  in.seekg(0);
  Crc64 crc;
  std::vector<char> buffer(std::min(rest, buffer_bytes));
  while (in && rest > 0) {
    const auto part = std::min<std::uint64_t>(rest, buffer.size());
    in.read(buffer.data(), static_cast<std::streamsize>(part));
    crc.add(std::as_bytes(std::span(buffer).first(part)));
    rest -= part;
  }
  if (!in) {
    throw IoError("cannot read " + path.string() + ": reading broke off");
  }
  return seal == seal_of(crc);
}

}  // namespace rapport
