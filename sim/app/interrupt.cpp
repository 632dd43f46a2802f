// What a handler may do is little (signal-safety(7)): set a flag, write(2), _exit(2).
#include "sim/app/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "sim/app/commands.hpp"

namespace rapport::app {
namespace {

std::atomic<int> first_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a handler may not wait for a lock");

extern "C" void remember(int number) {
  const int error = errno;
  int none = 0;
  if (first_signal.compare_exchange_strong(none, number)) {
    constexpr std::string_view words =
        "\nrapport: stopping as soon as the weeks under way are done; ^C leaves at once\n";
    static_cast<void>(::write(STDERR_FILENO, words.data(), words.size()) < 0);
  } else if (number == SIGINT) {
    ::_exit(interrupted);
  }
  errno = error;
}

}  // namespace

void remember_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGUSR1, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) {
      struct sigaction action {};
      action.sa_handler = remember;
      action.sa_flags = SA_RESTART;
      ::sigemptyset(&action.sa_mask);
      ::sigaction(number, &action, nullptr);
    }
  }
}

int stop_signal() {
  return first_signal.load();
}

}  // namespace rapport::app
