// Programs built otherwise (another compiler, -O3 -march=native), whose digests must be ours.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace rapport::testing {

/// Named by RAPPORT_OTHER_BUILDS; none without it.
inline std::vector<std::string> other_builds() {
  const char* named = std::getenv("RAPPORT_OTHER_BUILDS");
  std::istringstream list(named == nullptr ? "" : named);
  std::vector<std::string> programs;
  for (std::string program; std::getline(list, program, ':');) {
    programs.push_back(program);
  }
  return programs;
}

/// What a command prints, and what it exits with.
inline std::pair<std::string, int> said_by(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    return {"cannot run it", -1};
  }
  std::string output;
  char part[4096];
  while (const std::size_t n = fread(part, 1, sizeof part, pipe)) {
    output.append(part, n);
  }
  return {output, pclose(pipe)};
}

/// Each program prints the digest for a scenario with some values changed.
inline void expect_digest_of(const std::vector<std::string>& programs,
                             const std::filesystem::path& scenario,
                             const std::vector<std::string>& sets, std::uint64_t digest) {
  std::ostringstream expected;
  expected << std::hex << digest;
  for (const std::string& program : programs) {
    std::string command = program + " run " + scenario.string() + " --no-file --quiet";
    for (const std::string& set : sets) {
      command += " --set '" + set + "'";
    }
    const auto [output, status] = said_by(command);
    EXPECT_EQ(status, 0) << command;
    EXPECT_NE(output.find(expected.str()), std::string::npos) << command << "\n" << output;
  }
}

}  // namespace rapport::testing
