// One row a position, one table a set of dimensions, nothing lost on the way to a spreadsheet.
#include "sim/record/export_csv.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>

#include "sim/core/error.hpp"
#include "tests/record/example.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

std::string table(const Group& root, const std::string& name) {
  for (const CsvTable& candidate : csv_tables(root)) {
    if (candidate.name == name) {
      std::ostringstream out;
      write_csv(candidate, out);
      return out.str();
    }
  }
  return "no table " + name;
}

TEST(ExportCsv, has_a_row_for_each_position_with_its_coordinates) {
  EXPECT_EQ(table(example::dataset(), "time_strategy"),
            "time,strategy,week,revenue,staff_role\n"
            "0,exists,1,1000.1,poster\n0,lives,1,1001.1,host\n"
            "7,exists,2,1010.1,poster\n7,lives,2,1011.1,host\n"
            "14,exists,3,1020.1,poster\n14,lives,3,1021.1,host\n");
}

TEST(ExportCsv, quotes_what_needs_it_and_says_flags_in_words) {
  EXPECT_EQ(table(example::dataset(), "events_event"),
            "event,customer,day,amount_cents,kind,note\n"
            "0,7,0.25,450,purchase,\n"
            "1,0,0.5,-450,complaint,\"too late, \"\"again\"\"\"\n"
            "2,7,3,0,reply,żółw\n"
            "3,2000000000,9.125,9007199254740991,churn,\"a\nb\"\n"
            "4,3,20,12,purchase,x\n");
}

TEST(ExportCsv, steps_through_each_axis_in_its_own_order) {
  Group root;
  root.dimensions = {{"a", std::vector<std::int64_t>{1, 2}, 2}, {"b", {}, 3}};
  root.variables = {{"label", {"b"}, std::vector<std::string>{"x", "y", "z"}, {}, true},
                    {"ab", {"a", "b"}, std::vector<std::int8_t>{0, 1, 2, 10, 11, 12}, {}},
                    {"ba", {"b", "a"}, std::vector<std::int8_t>{0, 10, 1, 11, 2, 12}, {}}};
  EXPECT_EQ(table(root, "a_b"),
            "a,b,label,ab\n1,0,x,0\n1,1,y,1\n1,2,z,2\n"
            "2,0,x,10\n2,1,y,11\n2,2,z,12\n");
  EXPECT_EQ(table(root, "b_a"),
            "b,a,label,ba\n0,1,x,0\n0,2,x,10\n1,1,y,1\n1,2,y,11\n"
            "2,1,z,2\n2,2,z,12\n");
  EXPECT_EQ(csv_tables(root).size(), 2U);
}

TEST(ExportCsv, has_a_table_for_single_values_and_an_empty_one_for_no_events) {
  EXPECT_EQ(table(example::dataset(), "single_values"), "founded\n1987\n");
  EXPECT_EQ(table(example::dataset(), "crises_crisis"), "crisis,day,kind\n");
}

TEST(ExportCsv, writes_numbers_that_read_back_equal) {
  const std::vector<double> values = {0.1,
                                      1.0 / 3.0,
                                      1e300,
                                      5e-324,
                                      std::numeric_limits<double>::quiet_NaN(),
                                      -std::numeric_limits<double>::infinity()};
  Group root;
  root.dimensions = {{"i", {}, values.size()}};
  root.variables = {{"x", {"i"}, values, {}}};
  std::istringstream in(table(root, "i"));
  std::string line;
  std::getline(in, line);
  for (const double value : values) {
    std::getline(in, line);
    const std::string text = line.substr(line.find(',') + 1);
    const double read = std::strtod(text.c_str(), nullptr);
    EXPECT_TRUE(read == value || (std::isnan(read) && std::isnan(value))) << text;
  }
}

TEST(ExportCsv, writes_all_tables_or_refuses_before_the_first) {
  const TemporaryFolder folder;
  const Group root = example::dataset();
  const auto paths = export_csv(root, folder.path(), Overwrite::no);
  EXPECT_EQ(paths.size(), csv_tables(root).size());
  EXPECT_EQ(folder.file_count(), paths.size());
  EXPECT_EQ(content_of(folder / "time_strategy.csv"), table(root, "time_strategy"));
  for (std::size_t i = 0; i + 1 < paths.size(); ++i) {
    std::filesystem::remove(paths[i]);
  }
  EXPECT_THROW(export_csv(root, folder.path(), Overwrite::no), CannotCreate);
  EXPECT_EQ(folder.file_count(), 1U);
  EXPECT_NO_THROW(export_csv(root, folder.path(), Overwrite::yes));
}

}  // namespace
}  // namespace rapport
