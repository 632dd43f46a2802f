// A file stands under its name whole or not at all, whatever goes wrong, and the user learns why.
#include "sim/record/whole_file.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <functional>

#include "sim/core/error.hpp"
#include "sim/record/trajectory_file.hpp"
#include "tests/record/example.hpp"
#include "tests/record/temporary_folder.hpp"

namespace rapport {
namespace {

constexpr int not_permitted = 77;

void write_text(const std::filesystem::path& path, const std::string& text, Overwrite overwrite) {
  WholeFile file(path, overwrite, text.size());
  file.write(std::as_bytes(std::span(text)));
  file.commit();
}

// Random words, so that compressing does not make it small.
Group large() {
  Group root;
  std::vector<double> values(100'000);
  std::uint64_t state = 1;
  for (double& value : values) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    value = static_cast<double>(state >> 11);
  }
  root.dimensions = {{"position", {}, values.size()}};
  root.variables = {{"noise", {"position"}, values, {}}};
  return root;
}

// Runs `action` in a child process where `folder` is a file system of its own; its return value
// is the exit status. 77 where the system does not let us mount.
int in_own_file_system(const std::filesystem::path& folder, const char* options,
                       unsigned long flags, const std::function<int()>& action) {
  const ::pid_t child = ::fork();
  if (child == 0) {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.c_str(), "tmpfs", flags, options) != 0) {
      ::_exit(not_permitted);
    }
    ::_exit(action());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// 0 when `action` throws an Error that says all of `words` and leaves `left` files in `folder`.
template <class Error>
int verdict(const std::filesystem::path& folder, std::ptrdiff_t left,
            const std::vector<std::string>& words, const std::function<void()>& action) {
  try {
    action();
    return 1;
  } catch (const Error& error) {
    for (const std::string& word : words) {
      if (std::string(error.what()).find(word) == std::string::npos) {
        fprintf(stderr, "'%s' does not say '%s'\n", error.what(), word.c_str());
        return 2;
      }
    }
  } catch (const std::exception& error) {
    fprintf(stderr, "another error: %s\n", error.what());
    return 3;
  }
  return std::distance(std::filesystem::directory_iterator(folder), {}) == left ? 0 : 4;
}

TEST(WholeFile, has_its_content_and_leaves_nothing_beside_it) {
  const TemporaryFolder folder;
  write_text(folder / "a.txt", "hello", Overwrite::no);
  EXPECT_EQ(content_of(folder / "a.txt"), "hello");
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST(WholeFile, is_not_there_before_commit_nor_ever_without_it) {
  const TemporaryFolder folder;
  {
    WholeFile file(folder / "a.txt", Overwrite::no);
    file.write(std::as_bytes(std::span("half")));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.txt"));
    EXPECT_TRUE(std::filesystem::exists(folder / ("a.txt.partial-" + std::to_string(::getpid()))));
  }
  EXPECT_EQ(folder.file_count(), 0U);
}

TEST(WholeFile, replaces_an_old_file_only_when_told_to) {
  const TemporaryFolder folder;
  write_text(folder / "a.txt", "old", Overwrite::no);
  EXPECT_EQ(message_of<CannotCreate>([&] { write_text(folder / "a.txt", "n", Overwrite::no); }),
            (folder / "a.txt").string() + " exists; --force overwrites it");
  EXPECT_EQ(content_of(folder / "a.txt"), "old");
  write_text(folder / "a.txt", "new", Overwrite::yes);
  EXPECT_EQ(content_of(folder / "a.txt"), "new");
}

TEST(WholeFile, does_not_replace_a_file_that_appeared_while_it_was_written) {
  const TemporaryFolder folder;
  WholeFile file(folder / "a.txt", Overwrite::no);
  set_content(folder / "a.txt", "somebody else's");
  const std::string message = message_of<CannotCreate>([&] { file.commit(); });
  EXPECT_NE(message.find("--force"), std::string::npos);
  EXPECT_EQ(content_of(folder / "a.txt"), "somebody else's");
}

TEST(WholeFile, leaves_alone_the_partial_file_of_another_process_with_its_number) {
  const TemporaryFolder folder;
  const auto other = folder / ("a.txt.partial-" + std::to_string(::getpid()));
  set_content(other, "another machine's");
  write_text(folder / "a.txt", "mine", Overwrite::no);
  EXPECT_EQ(content_of(folder / "a.txt"), "mine");
  EXPECT_EQ(content_of(other), "another machine's");
}

TEST(WholeFile, says_why_it_cannot_be_created) {
  const TemporaryFolder folder;
  set_content(folder / "file", "x");
  std::filesystem::create_directory(folder / "inner");
  const auto reason = [&](const std::filesystem::path& path) {
    return message_of<CannotCreate>([&] { check_can_create(path, Overwrite::yes); });
  };
  EXPECT_NE(reason(folder / "no/a.h5").find("there is no folder " + (folder / "no").string()),
            std::string::npos);
  EXPECT_NE(reason(folder / "file/a.h5").find("is not a folder"), std::string::npos);
  EXPECT_NE(reason(folder / "inner").find("a folder has this name"), std::string::npos);
  EXPECT_NE(reason(folder / std::string(300, 'n')).find("too long"), std::string::npos);
  EXPECT_EQ(folder.file_count(), 2U);
}

TEST(WholeFile, says_that_the_folder_is_not_writable) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may write everywhere";
  }
  const TemporaryFolder folder;
  std::filesystem::permissions(
      folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const std::string message =
      message_of<CannotCreate>([&] { check_can_create(folder / "a.h5", Overwrite::no); });
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
  EXPECT_NE(message.find("Permission denied"), std::string::npos);
}

TEST(WholeFile, says_that_the_disk_is_read_only) {
  const TemporaryFolder folder;
  const int status = in_own_file_system(folder.path(), "size=64k", MS_RDONLY, [&] {
    return verdict<CannotCreate>(folder.path(), 0, {"cannot create", "Read-only file system"}, [&] {
      write_trajectory(folder / "run.h5", example::dataset(), Overwrite::no);
    });
  });
  if (status == not_permitted) {
    GTEST_SKIP() << "mounting is not permitted";
  }
  EXPECT_EQ(status, 0);
}

TEST(WholeFile, says_that_the_disk_is_full_and_keeps_the_old_file) {
  const TemporaryFolder folder;
  const int status = in_own_file_system(folder.path(), "size=256k", 0, [&] {
    write_text(folder / "run.h5", "old", Overwrite::no);
    const std::vector<std::string> words = {(folder / "run.h5").string(), "the disk is full",
                                            "the file needs ", " bytes are free in "};
    const int result = verdict<IoError>(folder.path(), 1, words, [&] {
      write_trajectory(folder / "run.h5", large(), Overwrite::yes);
    });
    return content_of(folder / "run.h5") == "old" ? result : 5;
  });
  if (status == not_permitted) {
    GTEST_SKIP() << "mounting is not permitted";
  }
  EXPECT_EQ(status, 0);
}

TEST(WholeFile, says_that_a_limit_on_file_sizes_is_reached) {
  const TemporaryFolder folder;
  ::rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const ::rlimit small{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const int result =
      verdict<IoError>(folder.path(), 0, {"run.h5", "the limit on file sizes", "the file needs "},
                       [&] { write_trajectory(folder / "run.h5", large(), Overwrite::no); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(result, 0);
}

}  // namespace
}  // namespace rapport
