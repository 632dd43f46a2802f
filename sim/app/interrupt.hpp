// Signals that ask the program to stop: remembered here, obeyed where the work can be saved.
#pragma once

namespace rapport::app {

/// From now on SIGINT, SIGTERM, SIGUSR1 and SIGHUP are remembered instead of ending the program,
/// unless whoever started it has them ignored. A SIGINT after any of them ends it at once.
void remember_signals();

/// The first of them that came; 0 = none.
int stop_signal();

}  // namespace rapport::app
