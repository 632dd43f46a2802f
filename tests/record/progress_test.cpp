// Each line is a JSON object of its own, whole at once.
#include "sim/record/progress.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "sim/core/error.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

using namespace std::string_literals;

TEST(Progress, is_json_with_every_kind_of_value) {
  const std::vector<ProgressField> fields = {{"week", std::int64_t{-3}},
                                             {"done", false},
                                             {"share", 0.1},
                                             {"none", std::numeric_limits<double>::quiet_NaN()},
                                             {"say \"x\"", "a\\b\n\x01ż"s}};
  EXPECT_EQ(progress_line(fields),
            R"({"week":-3,"done":false,"share":0.1,"none":null,"say \"x\"":"a\\b\u000a\u0001ż"})");
  EXPECT_EQ(progress_line({}), "{}");
}

TEST(Progress, appends_a_line_each_time) {
  const TemporaryFolder folder;
  const auto path = progress_path(folder / "run.h5");
  EXPECT_EQ(path.filename(), "run.h5.progress.jsonl");
  for (std::int64_t week = 1; week <= 2; ++week) {
    const std::vector<ProgressField> fields = {{"week", week}};
    append_progress(path, fields);
  }
  EXPECT_EQ(content_of(path), "{\"week\":1}\n{\"week\":2}\n");
}

TEST(Progress, says_where_it_cannot_be_written) {
  const TemporaryFolder folder;
  EXPECT_NE(message_of<CannotCreate>([&] {
              append_progress(folder / "no/p", {});
            }).find("No such file or directory"),
            std::string::npos);
  if (std::filesystem::exists("/dev/full")) {
    EXPECT_EQ(message_of<IoError>([] { append_progress("/dev/full", {}); }),
              "cannot write /dev/full: No space left on device");
  }
}

}  // namespace
}  // namespace rapport
