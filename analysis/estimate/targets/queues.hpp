// How long people wait at a desk, and how many give up: closed forms of queues.
#pragma once

namespace rapport::targets {

/// Poisson arrivals, exponential handling, first come first served.
struct Desk {
  double arrivals_per_h = 0.0;  ///< above 0
  double served_per_h = 0.0;    ///< by one server who is busy; above 0
  int servers = 0;              ///< 1 to a million
};

/// What befalls those who ask.
struct Waiting {
  double waits = 0.0;        ///< share that is not served at once
  double gives_up = 0.0;     ///< share that leaves unserved
  double mean_wait_h = 0.0;  ///< of all, those who give up included
  double busy = 0.0;         ///< share of the servers' time
};

// All throw std::invalid_argument where a number is out of the range that it says.

/// A desk whose callers wait for ever; the load, arrivals / (served x servers), must be below 1.
/// Source: Erlang, Elektroteknikeren 13 (1917) ("Erlang C").
Waiting erlang_c(const Desk& desk);

/// The share of all who wait longer than that many hours (0 or more) at such a desk.
double erlang_c_beyond(const Desk& desk, double hours);

/// A desk whose callers give up after an exponential patience of that mean, above 0 and up to a
/// million hours, or infinite: then as Erlang C. Source: Garnett, Mandelbaum & Reiman, Manuf. &
/// Service Oper. Manag. 4 (2002) 208-227
/// ("Erlang A", after Palm).
Waiting erlang_a(const Desk& desk, double mean_patience_h);

/// Mean hours of waiting at one server whose handling takes `mean_service_h` (above 0) with a
/// squared coefficient of variation (variance over squared mean, 0 or more). The load, arrivals x
/// mean, must be below 1. Source: Pollaczek (1930) and Khinchine (1932).
double pollaczek_khinchine(double arrivals_per_h, double mean_service_h, double squared_variation);

/// A desk whose servers have that share (above 0 to 1) of their time for it, taken as servers who
/// are always there but slower: a simplification, since who is away answers nobody meanwhile.
Desk part_time(const Desk& desk, double share);

}  // namespace rapport::targets
