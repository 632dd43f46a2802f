// What is written is read back equal; what is not a sound file is refused in clear words.
#include "sim/record/trajectory_file.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include "sim/core/error.hpp"
#include "tests/record/example.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

using namespace std::string_literals;

Group round_trip(const Group& root) {
  const TemporaryFolder folder;
  write_trajectory(folder / "run.h5", root, Overwrite::no);
  return read_trajectory(folder / "run.h5");
}

TEST(TrajectoryFile, reads_back_what_it_wrote) {
  EXPECT_EQ(round_trip(example::dataset()), example::dataset());
}

TEST(TrajectoryFile, reads_back_an_empty_file) {
  EXPECT_EQ(round_trip(Group{}), Group{});
}

TEST(TrajectoryFile, reads_back_large_arrays_that_are_chunked_and_compressed) {
  Group root;
  root.dimensions = {{"time", {}, 1001}, {"replicate", {}, 97}, {"nothing", {}, 0}};
  std::vector<double> values(1001 * 97);
  std::vector<std::int16_t> numbers(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<double>(i) / 7.0;
    numbers[i] = static_cast<std::int16_t>(i % 1000);
  }
  root.variables = {{"value", {"time", "replicate"}, values, {}},
                    {"number", {"replicate", "time"}, numbers, {}},
                    {"none", {"time", "nothing", "replicate"}, std::vector<double>{}, {}}};
  EXPECT_EQ(round_trip(root), root);
  const TemporaryFolder folder;
  write_trajectory(folder / "run.h5", root, Overwrite::no);
  EXPECT_LT(std::filesystem::file_size(folder / "run.h5"), values.size() * 6);
}

TEST(TrajectoryFile, keeps_extreme_numbers_and_not_a_number) {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> values = {Limits::max(), Limits::denorm_min(), -0.0, Limits::infinity(),
                                      Limits::quiet_NaN()};
  Group root;
  root.dimensions = {{"position", {}, values.size()}};
  root.variables = {{"value", {"position"}, values, {{"_FillValue", Limits::quiet_NaN()}}}};
  const Group read = round_trip(root);
  const auto& got = std::get<std::vector<double>>(read.variables.at(0).data);
  EXPECT_EQ(got[0], Limits::max());
  EXPECT_EQ(got[1], Limits::denorm_min());
  EXPECT_TRUE(std::signbit(got[2]));
  EXPECT_EQ(got[3], Limits::infinity());
  EXPECT_TRUE(std::isnan(got[4]));
  EXPECT_TRUE(std::isnan(std::get<double>(read.variables[0].attributes.at(0).value)));
}

TEST(TrajectoryFile, lets_a_group_use_the_dimensions_of_its_parents_and_hide_them) {
  Group root;
  root.dimensions = {{"time", std::vector<double>{1, 2}, 2}};
  Group inner{.name = "inner"};
  inner.variables = {{"a", {"time"}, std::vector<float>{1, 2}, {}}};
  Group hiding{.name = "hiding"};
  hiding.dimensions = {{"time", {}, 3}};
  hiding.variables = {{"a", {"time"}, std::vector<float>{1, 2, 3}, {}}};
  inner.groups = {hiding};
  root.groups = {inner};
  EXPECT_EQ(round_trip(root), root);
}

TEST(TrajectoryFile, keeps_many_variables_and_many_attributes_in_order) {
  Group root;
  root.dimensions = {{"time", std::vector<double>{1, 2}, 2}};
  for (int i = 0; i < 300; ++i) {
    const std::string name = "v" + std::to_string(i * 7919 % 300);
    root.variables.push_back({name, {"time"}, std::vector<double>{1, static_cast<double>(i)}, {}});
    root.attributes.push_back({name, "text " + name});
  }
  EXPECT_EQ(round_trip(root), root);
}

TEST(TrajectoryFile, remembers_coordinates_that_no_variable_uses) {
  Group root;
  root.dimensions = {{"time", {}, 2}};
  root.variables = {{"week", {"time"}, std::vector<std::int32_t>{1, 2}, {}, true}};
  EXPECT_EQ(round_trip(root), root);
}

TEST(TrajectoryFile, is_the_same_bytes_for_the_same_content) {
  const TemporaryFolder folder;
  write_trajectory(folder / "a.h5", example::dataset(), Overwrite::no);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5's time stamps are seconds
  write_trajectory(folder / "b.h5", example::dataset(), Overwrite::no);
  EXPECT_EQ(content_of(folder / "a.h5"), content_of(folder / "b.h5"));
}

TEST(TrajectoryFile, writes_nothing_of_an_impossible_dataset) {
  const TemporaryFolder folder;
  Group root = example::dataset();
  root.variables[0].data = std::vector<float>{};
  EXPECT_THROW(write_trajectory(folder / "run.h5", root, Overwrite::no), Contradiction);
  EXPECT_EQ(folder.file_count(), 0U);
}

TEST(TrajectoryFile, refuses_to_replace_a_file_before_it_does_any_work) {
  const TemporaryFolder folder;
  set_content(folder / "run.h5", "precious");
  const std::string message = message_of<CannotCreate>(
      [&] { write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no); });
  EXPECT_NE(message.find("exists; --force overwrites it"), std::string::npos);
  EXPECT_EQ(content_of(folder / "run.h5"), "precious");
}

TEST(TrajectoryFile, says_that_a_file_is_missing_or_a_folder) {
  const TemporaryFolder folder;
  const auto say = [](const auto& path) {
    return message_of<NoInput>([&] { read_trajectory(path); });
  };
  EXPECT_EQ(say(folder / "no.h5"), "there is no file " + (folder / "no.h5").string());
  EXPECT_EQ(say(folder.path()), folder.path().string() + " is a folder, not a file");
}

TEST(TrajectoryFile, says_that_a_file_is_not_hdf5) {
  const TemporaryFolder folder;
  set_content(folder / "run.h5", "week,revenue\n1,2\n");
  const auto say = [&] { return message_of<IoError>([&] { read_trajectory(folder / "run.h5"); }); };
  EXPECT_EQ(say(),
            (folder / "run.h5").string() + " is not an HDF5 file: `rapport run` writes such files");
  set_content(folder / "run.h5", "");
  EXPECT_EQ(say(), (folder / "run.h5").string() + " is empty: `rapport run` writes such files");
}

constexpr std::size_t seal_bytes = 32;

TEST(TrajectoryFile, refuses_a_file_cut_off_anywhere) {
  const TemporaryFolder folder;
  write_trajectory(folder / "whole.h5", example::dataset(), Overwrite::no);
  const std::string whole = content_of(folder / "whole.h5");
  for (std::size_t size = 1; size < whole.size() - seal_bytes; size += 4999) {
    set_content(folder / "cut.h5", whole.substr(0, size));
    EXPECT_THROW(read_trajectory(folder / "cut.h5"), IoError) << size;
  }
  set_content(folder / "cut.h5", whole.substr(0, whole.size() - seal_bytes - 1));
  const std::string message = message_of<IoError>([&] { read_trajectory(folder / "cut.h5"); });
  EXPECT_NE(message.find("cut off"), std::string::npos) << message;
  EXPECT_NE(message.find("truncated file"), std::string::npos) << message;
}

TEST(TrajectoryFile, refuses_a_file_with_any_damaged_byte) {
  const TemporaryFolder folder;
  write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no);
  const std::string content = content_of(folder / "run.h5");
  for (std::size_t i = 0; i < content.size() - seal_bytes; i += 257) {
    set_byte(folder / "run.h5", i, static_cast<char>(content[i] ^ 0x10));
    const std::string message = message_of<IoError>([&] { read_trajectory(folder / "run.h5"); });
    EXPECT_NE(message.find("damaged (its checksum does not match)"), std::string::npos) << message;
    set_byte(folder / "run.h5", i, content[i]);
  }
}

TEST(TrajectoryFile, reads_a_file_whose_seal_another_program_cut_off) {
  const TemporaryFolder folder;
  write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no);
  const std::string content = content_of(folder / "run.h5");
  set_content(folder / "run.h5", content.substr(0, content.size() - seal_bytes));
  EXPECT_EQ(read_trajectory(folder / "run.h5"), example::dataset());
}

// Without a seal HDF5 still checks what it compressed.
TEST(TrajectoryFile, refuses_a_damaged_compressed_array_of_an_edited_file) {
  const TemporaryFolder folder;
  Group root;
  std::vector<double> values(20'000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::sqrt(static_cast<double>(i));
  }
  root.dimensions = {{"position", {}, values.size()}};
  root.variables = {{"value", {"position"}, values, {}}};
  write_trajectory(folder / "run.h5", root, Overwrite::no);
  std::string content = content_of(folder / "run.h5");
  content.resize(content.size() - seal_bytes);
  content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 0x10);
  set_content(folder / "run.h5", content);
  const std::string message = message_of<IoError>([&] { read_trajectory(folder / "run.h5"); });
  EXPECT_NE(message.find("value: an array is damaged"), std::string::npos) << message;
}

TEST(TrajectoryFile, works_with_this_build_of_hdf5) {
  EXPECT_NO_THROW(check_hdf5());
}

}  // namespace
}  // namespace rapport
