// Writes the example dataset to the file named on the command line, for other programs to open.
#include <cstdio>
#include <exception>

#include "sim/record/trajectory_file.hpp"
#include "tests/record/example.hpp"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: write_example FILE\n", stderr);
    return 2;
  }
  try {
    rapport::write_trajectory(arguments[1], rapport::example::dataset(), rapport::Overwrite::yes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
