// VmRSS and VmHWM of proc(5). The greatest of getrusage(2) would be that of whoever started the
// program, where that was larger.
#include "sim/record/resident.hpp"

#include <fstream>
#include <limits>
#include <string>

namespace rapport {

Resident resident() {
  std::ifstream status("/proc/self/status");
  Resident out;
  std::string key;
  while (status >> key) {
    std::uint64_t kib = 0;
    if (key == "VmRSS:" && status >> kib) {
      out.now = kib * 1024;
    } else if (key == "VmHWM:" && status >> kib) {
      out.greatest = kib * 1024;
    }
    status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  return out;
}

}  // namespace rapport
