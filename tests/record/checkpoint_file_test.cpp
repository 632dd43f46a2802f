// A checkpoint comes back byte for byte, or not at all.
#include "sim/record/checkpoint_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "sim/core/error.hpp"
#include "sim/record/crc64.hpp"
#include "sim/record/trajectory_file.hpp"
#include "tests/record/example.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

const CheckpointTexts texts = {{"digest", "3b7d"}, {"scenario", "ż = 1"}, {"empty", ""}};

/// Larger than what is written at a time.
const std::vector<std::byte> large(std::size_t{3} << 20, std::byte{7});

void put(CheckpointWriter& writer, const std::string& name, std::string_view content) {
  writer.block(name, [&](const ByteSink& sink) { sink(bytes_of(content)); });
}

void write(const std::filesystem::path& path, std::span<const std::byte> more = {}) {
  CheckpointWriter writer(path, texts, Overwrite::yes);
  put(writer, "world.z_column", "state of the customers");
  put(writer, "empty", "");
  writer.block("calendar", [&](const ByteSink& sink) {
    sink(bytes_of(std::string_view("\0\1\2", 3)));
    sink(more);
    sink(bytes_of("end"));
  });
  writer.commit();
}

void read(const std::filesystem::path& path) {
  CheckpointReader reader(path);
  reader.block("calendar");
}

TEST(Crc64, has_the_published_check_value_in_any_portions) {
  const std::string_view text = "123456789";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Crc64 crc;
    crc.add(bytes_of(text.substr(0, cut)));
    crc.add(bytes_of(text.substr(cut)));
    EXPECT_EQ(crc.value(), 0x995DC9BBDF1939FAULL) << cut;
  }
}

TEST(CheckpointFile, gives_back_every_block_and_every_text) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint", large);
  CheckpointReader reader(folder / "run.checkpoint");
  EXPECT_EQ(reader.texts(), texts);
  EXPECT_EQ(reader.text("digest"), "3b7d");
  EXPECT_TRUE(reader.block("empty").empty());
  std::vector<std::byte> calendar{std::byte{0}, std::byte{1}, std::byte{2}};
  calendar.insert(calendar.end(), large.begin(), large.end());
  std::ranges::copy(bytes_of("end"), std::back_inserter(calendar));
  EXPECT_EQ(reader.block("calendar"), calendar);
  EXPECT_TRUE(
      std::ranges::equal(reader.block("world.z_column"), bytes_of("state of the customers")));
  EXPECT_TRUE(reader.has("empty"));
  EXPECT_FALSE(reader.has("network"));
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST(CheckpointFile, says_which_block_or_text_is_missing) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  CheckpointReader reader(folder / "run.checkpoint");
  EXPECT_NE(message_of<IoError>([&] { reader.block("network"); }).find("no block network"),
            std::string::npos);
  EXPECT_NE(message_of<IoError>([&] { reader.text("seed"); }).find("no text 'seed'"),
            std::string::npos);
}

TEST(CheckpointFile, is_as_it_was_until_the_new_one_is_whole) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  const std::string before = content_of(folder / "run.checkpoint");
  {
    CheckpointWriter writer(folder / "run.checkpoint", {}, Overwrite::yes);
    put(writer, "half", "a state");
    EXPECT_EQ(content_of(folder / "run.checkpoint"), before);
  }
  EXPECT_EQ(content_of(folder / "run.checkpoint"), before);
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST(CheckpointFile, refuses_a_file_that_another_program_changed) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  const std::string content = content_of(folder / "run.checkpoint");
  set_content(folder / "run.checkpoint", content.substr(0, content.size() - 32));
  const std::string message = message_of<IoError>([&] { read(folder / "run.checkpoint"); });
  EXPECT_NE(message.find("another program changed it"), std::string::npos) << message;
}

TEST(CheckpointFile, refuses_a_file_with_any_damaged_byte) {
  const TemporaryFolder folder;
  write(folder / "run");
  const std::string content = content_of(folder / "run");
  for (std::size_t i = 0; i < content.size(); ++i) {
    set_byte(folder / "run", i, static_cast<char>(content[i] ^ 0x41));
    EXPECT_THROW(read(folder / "run"), IoError) << i;
    set_byte(folder / "run", i, content[i]);
  }
  EXPECT_NO_THROW(read(folder / "run"));
}

TEST(CheckpointFile, refuses_files_that_are_no_checkpoints) {
  const TemporaryFolder folder;
  EXPECT_THROW(read(folder / "no"), NoInput);
  set_content(folder / "text", "hello");
  EXPECT_THROW(read(folder / "text"), IoError);
  write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no);
  EXPECT_NE(message_of<IoError>([&] {
              read(folder / "run.h5");
            }).find("it is not a checkpoint of rapport"),
            std::string::npos);
}

TEST(CheckpointFile, refuses_a_cut_off_file) {
  const TemporaryFolder folder;
  write(folder / "whole");
  const std::string whole = content_of(folder / "whole");
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    set_content(folder / "cut", whole.substr(0, size));
    EXPECT_THROW(read(folder / "cut"), IoError) << size;
  }
}

TEST(CheckpointFile, refuses_two_blocks_of_one_name) {
  const TemporaryFolder folder;
  {
    CheckpointWriter writer(folder / "c", {}, Overwrite::no);
    put(writer, "a", "");
    EXPECT_THROW(put(writer, "a", ""), Contradiction);
  }
  EXPECT_EQ(folder.file_count(), 0U);
}

}  // namespace
}  // namespace rapport
