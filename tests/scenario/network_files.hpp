// Network files for the tests of their readers: written, packed, read, refused.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/scenario/network_files/read_network.hpp"
#include "tests/scenario/folder.hpp"

namespace rapport::network_files {

namespace fs = std::filesystem;

inline NetworkFile read(const std::string& content, const NetworkFormat& format = {},
                        const std::string& name = "network.txt") {
  const Folder folder;
  return read_network(folder.write(name, content), format);
}

inline Problem refusal(const std::string& content, const NetworkFormat& format = {},
                       const std::string& name = "network.txt") {
  try {
    read(content, format, name);
  } catch (const ScenarioError& error) {
    EXPECT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(fs::path(error.problems().front().file).filename(), name);
    EXPECT_FALSE(error.problems().front().help.empty());
    return error.problems().front();
  }
  ADD_FAILURE() << "was read: " << content.substr(0, 60);
  return {};
}

inline void expect_problem(const Problem& problem, std::uint32_t line, std::uint32_t column,
                           std::uint32_t length, const std::string& part) {
  EXPECT_EQ(problem.line, line) << problem.what;
  EXPECT_EQ(problem.column, column) << problem.what;
  EXPECT_EQ(problem.length, length) << problem.what;
  EXPECT_NE(problem.what.find(part), std::string::npos) << problem.what;
}

inline std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

using Pairs = std::set<std::pair<std::uint64_t, std::uint64_t>>;

/// The arcs of a file that was read, in the ids of the file.
inline Pairs pairs_of(const NetworkFile& file) {
  Pairs pairs;
  for (std::uint32_t c = 0; c < file.network.customers(); ++c) {
    for (const CustomerId reader : file.network.audience(CustomerId{c})) {
      pairs.emplace(file.ids[c], file.ids[row(reader)]);
    }
  }
  return pairs;
}

}  // namespace rapport::network_files
