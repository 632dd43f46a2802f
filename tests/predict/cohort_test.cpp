// CDNOW's cohort is read from either of its files, and what is no purchase is refused with its
// line.
#include "analysis/predict/cohort.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace rapport::predict {
namespace {

Cohort read(const std::string& text) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) / "rapport_cohort_test.txt";
  std::ofstream(file) << text;
  const Cohort cohort = read_cohort(file);
  std::filesystem::remove(file);
  return cohort;
}

void expect_refused(const std::string& text, const std::string& line) {
  try {
    read(text);
    ADD_FAILURE() << "was read: " << text;
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("cohort_test.txt:" + line + ": no purchase"),
              std::string::npos)
        << error.what();
  }
}

TEST(Cohort, is_read_from_either_file) {
  using namespace std::chrono;
  const sys_days first = year(1997) / January / 1;
  const Cohort expected = {{first, first + days(17)}, {first + days(31)}};
  EXPECT_EQ(read("customer_id date number_of_cds dollar_value\n00004 19970118  2   29.73\n"
                 "00004 19970101  2   29.33\n00021 19970201  3   75.11\n"),
            expected);
  EXPECT_EQ(read(" 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n"
                 " 00004 0001 19970118  1   14.96\r\n 00021 0002 19970201  3   75.11\r\n"),
            expected);
}

TEST(Cohort, refuses_what_is_no_purchase) {
  const std::string good = "00004 19970101 2 29.33\n";
  expect_refused(good + "00004 19970101\n", "2");
  expect_refused(good + good + "00004 19970230 2 29.33\n", "3");
  expect_refused(good + "customer_id date number_of_cds dollar_value\n", "2");
  expect_refused("00004 1997011 2 29.33\n", "1");
  expect_refused("1 2 19970101 2 29.33 7\n", "1");
  EXPECT_THROW(read_cohort("no such file"), std::runtime_error);
}

TEST(Cohort, knows_weeks_between_days) {
  const std::chrono::sys_days day = std::chrono::year(1997) / 1 / 1;
  EXPECT_EQ(weeks_between(day, day + std::chrono::days(14)), 2.0);
}

}  // namespace
}  // namespace rapport::predict
