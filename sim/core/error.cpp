// The one way in which a failed check ends.
#include "sim/core/error.hpp"

namespace rapport {

void contradict(const char* file, const std::string& why, const char* condition) {
  throw Contradiction(std::string(file) + ": " + why + " [" + condition + "]");
}

}  // namespace rapport
