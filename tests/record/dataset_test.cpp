// What a description of a file must and must not contain.
#include "sim/record/dataset.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/core/error.hpp"
#include "tests/record/example.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

using namespace std::string_literals;

std::string refusal(const Group& root) {
  return message_of<Contradiction>([&root] { check_dataset(root); });
}

TEST(Dataset, accepts_the_example) {
  EXPECT_NO_THROW(check_dataset(example::dataset()));
}

TEST(Dataset, refuses_data_of_the_wrong_length) {
  Group root = example::dataset();
  root.variables[1].data = std::vector<double>(5);
  EXPECT_NE(refusal(root).find("/revenue has 5 values where its dimensions make 6"),
            std::string::npos);
}

TEST(Dataset, refuses_an_unknown_dimension_and_finds_those_of_parents) {
  Group root = example::dataset();
  root.groups[0].variables.push_back({"by_week", {"time"}, std::vector<float>(3), {}});
  EXPECT_NO_THROW(check_dataset(root));
  root.groups[0].variables.back().dimensions = {"crisis"};
  EXPECT_NE(refusal(root).find("/events/by_week has an unknown dimension 'crisis'"),
            std::string::npos);
}

TEST(Dataset, refuses_names_that_are_no_identifiers_or_come_twice) {
  for (const char* name : {"", "2nd", "a-b", "a b", "żółw", "_x", "a/b"}) {
    Group root;
    root.variables = {{name, {}, std::vector<double>{1}, {}}};
    EXPECT_NE(refusal(root).find("is not a name"), std::string::npos) << name;
  }
  Group root = example::dataset();
  root.groups[1].name = "revenue";
  EXPECT_NE(refusal(root).find("/revenue is there twice"), std::string::npos);
}

TEST(Dataset, refuses_a_dimension_whose_size_is_not_its_number_of_values) {
  Group root = example::dataset();
  root.dimensions[3].size = 5;
  EXPECT_NE(refusal(root).find("/replicate has another size"), std::string::npos);
}

TEST(Dataset, refuses_attributes_that_could_not_be_written_as_meant) {
  const std::vector<Attribute> bad = {{"CLASS", "x"s},
                                      {"coordinates", "week"s},
                                      {"", "x"s},
                                      {"empty", std::vector<double>{}},
                                      {"zero_byte", "a\0b"s},
                                      {"_FillValue", "none"s}};
  for (const Attribute& attribute : bad) {
    Group root = example::dataset();
    root.variables[2].attributes.push_back(attribute);
    EXPECT_FALSE(refusal(root).empty()) << attribute.name;
  }
  Group root = example::dataset();
  root.variables[3].attributes[0].value = 0.5;
  EXPECT_NE(refusal(root).find("/staff@_FillValue is not whole"), std::string::npos);
}

TEST(Dataset, describes_each_variable_in_a_line) {
  const std::vector<std::string> lines = describe(example::dataset());
  ASSERT_EQ(lines.size(), 4U + 6U + 5U + 3U);
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
  const auto has = [&lines](const char* line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has("/revenue  double  (time, strategy)  EUR week-1  revenue in the week"));
  EXPECT_TRUE(has("/strategy  string  (strategy)  -  what the brand does"));
  EXPECT_TRUE(has("/founded  int32  ()  -  year of foundation"));
  EXPECT_TRUE(has("/events/kind  int8  (event)  -  what happened"));
  EXPECT_TRUE(has("/crises/by_strategy  float  (crisis, strategy)  -  -"));
}

}  // namespace
}  // namespace rapport
