// What a function asks of its arguments, and what it says when it does not get it.
#pragma once

#include <stdexcept>

namespace rapport::estimate {

/// Throws std::invalid_argument(`what`) unless `holds`. Write conditions so that NaN breaks them.
inline void require(bool holds, const char* what) {
  if (!holds) {
    throw std::invalid_argument(what);
  }
}

}  // namespace rapport::estimate

namespace rapport::targets {
using estimate::require;
}
