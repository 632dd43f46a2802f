// A checkpoint comes back byte for byte, or not at all.
#include "sim/record/checkpoint_file.hpp"

#include <gtest/gtest.h>

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

const std::map<std::string, std::string> attributes = {{"digest", "3b7d"}, {"scenario", "ż = 1"}};

void write(const std::filesystem::path& path) {
  const std::vector<Blob> blobs = {{"world.z_column", bytes_of("state of the customers")},
                                   {"empty", {}},
                                   {"calendar", bytes_of(std::string_view("\0\1\2", 3))}};
  write_checkpoint(path, blobs, attributes, Overwrite::yes);
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

TEST(CheckpointFile, gives_back_every_block_in_order_and_every_attribute) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  const Checkpoint read = read_checkpoint(folder / "run.checkpoint");
  ASSERT_EQ(read.blocks.size(), 3U);
  EXPECT_EQ(read.blocks[0].name, "world.z_column");
  EXPECT_EQ(read.blocks[1].name, "empty");
  EXPECT_TRUE(read.bytes("empty").empty());
  EXPECT_EQ(read.bytes("calendar").size(), 3U);
  EXPECT_TRUE(std::ranges::equal(read.bytes("world.z_column"), bytes_of("state of the customers")));
  EXPECT_EQ(read.attributes, attributes);
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST(CheckpointFile, says_which_block_is_missing) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  const Checkpoint read = read_checkpoint(folder / "run.checkpoint");
  EXPECT_NE(message_of<IoError>([&] { read.bytes("network"); }).find("no block network"),
            std::string::npos);
}

TEST(CheckpointFile, refuses_a_file_that_another_program_changed) {
  const TemporaryFolder folder;
  write(folder / "run.checkpoint");
  const std::string content = content_of(folder / "run.checkpoint");
  set_content(folder / "run.checkpoint", content.substr(0, content.size() - 32));
  const std::string message =
      message_of<IoError>([&] { read_checkpoint(folder / "run.checkpoint"); });
  EXPECT_NE(message.find("another program changed it"), std::string::npos) << message;
}

TEST(CheckpointFile, refuses_a_file_with_any_damaged_byte) {
  const TemporaryFolder folder;
  write(folder / "run");
  const std::string content = content_of(folder / "run");
  for (std::size_t i = 0; i < content.size(); ++i) {
    set_byte(folder / "run", i, static_cast<char>(content[i] ^ 0x41));
    EXPECT_THROW(read_checkpoint(folder / "run"), IoError) << i;
    set_byte(folder / "run", i, content[i]);
  }
  EXPECT_NO_THROW(read_checkpoint(folder / "run"));
}

TEST(CheckpointFile, refuses_files_that_are_no_checkpoints) {
  const TemporaryFolder folder;
  EXPECT_THROW(read_checkpoint(folder / "no"), NoInput);
  set_content(folder / "text", "hello");
  EXPECT_THROW(read_checkpoint(folder / "text"), IoError);
  write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no);
  EXPECT_NE(message_of<IoError>([&] {
              read_checkpoint(folder / "run.h5");
            }).find("it is not a checkpoint of rapport"),
            std::string::npos);
}

TEST(CheckpointFile, refuses_a_cut_off_file) {
  const TemporaryFolder folder;
  write(folder / "whole");
  const std::string whole = content_of(folder / "whole");
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    set_content(folder / "cut", whole.substr(0, size));
    EXPECT_THROW(read_checkpoint(folder / "cut"), IoError) << size;
  }
}

TEST(CheckpointFile, refuses_names_that_cannot_be_blocks) {
  const TemporaryFolder folder;
  for (const char* name : {"", ".", "a/b"}) {
    const std::vector<Blob> blobs = {{name, {}}};
    EXPECT_THROW(write_checkpoint(folder / "c", blobs, {}, Overwrite::no), Contradiction) << name;
  }
  const std::vector<Blob> twice = {{"a", {}}, {"a", {}}};
  EXPECT_THROW(write_checkpoint(folder / "c", twice, {}, Overwrite::no), Contradiction);
  EXPECT_EQ(folder.file_count(), 0U);
}

}  // namespace
}  // namespace rapport
