// The page of predictions is what the data that are here say. RAPPORT_REFRESH=1 writes it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "analysis/predict/predictions.hpp"

namespace rapport::predict {
namespace {

std::filesystem::path data() {
  const char* set = std::getenv("RAPPORT_DATA");
  return set != nullptr ? std::filesystem::path(set)
                        : std::filesystem::path(RAPPORT_SOURCE) / "../shared/data";
}

TEST(Predictions, are_those_of_the_page) {
  if (!std::filesystem::exists(data() / "customers")) {
    GTEST_SKIP() << "no real data in " << data() << ": set RAPPORT_DATA";
  }
  const std::string now = page(data());
  const std::filesystem::path file =
      std::filesystem::path(RAPPORT_SOURCE) / "analysis" / "predictions.md";
  if (std::getenv("RAPPORT_REFRESH") != nullptr) {
    std::ofstream(file) << now;
  }
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), now)
      << "if these words are meant, run this test with RAPPORT_REFRESH=1";
}

TEST(TextTables, keep_empty_fields_and_lines_without_an_end) {
  EXPECT_EQ(fields_of("a,,b,"), (std::vector<std::string>{"a", "", "b", ""}));
  const auto file = std::filesystem::temp_directory_path() / "rapport_text_tables.csv";
  std::ofstream(file) << "one\r\n\n" << std::string(9000, 'x') << "\nlast";
  EXPECT_EQ(lines_of(file), (std::vector<std::string>{"one", "", std::string(9000, 'x'), "last"}));
  std::filesystem::remove(file);
  EXPECT_THROW(lines_of(file), std::runtime_error);
  EXPECT_EQ(row_of({"a", "b"}), "| a | b |\n");
}

}  // namespace
}  // namespace rapport::predict
