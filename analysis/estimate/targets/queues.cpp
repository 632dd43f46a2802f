// Erlang A and C are one chain of births and deaths. Its states up to all servers busy are those
// of Erlang's loss formula B, by the recurrence B_n = a B_{n-1} / (n + a B_{n-1}); the states above
// are summed by the ratio of each to the one before. Relative to the state "all busy, nobody
// waits" the former, and it, weigh 1 / B.
#include "analysis/estimate/targets/queues.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

void require_desk(const Desk& desk) {
  require(desk.arrivals_per_h > 0.0 && std::isfinite(desk.arrivals_per_h),
          "arrivals per hour must be above zero");
  require(desk.served_per_h > 0.0 && std::isfinite(desk.served_per_h),
          "handled per hour must be above zero");
  require(desk.servers >= 1 && desk.servers <= 1000000, "servers must be from 1 to 1000000");
}

double load(const Desk& desk) {
  return desk.arrivals_per_h / (desk.served_per_h * desk.servers);
}

double erlang_b(double offered, int servers) {
  double lost = 1.0;
  for (int n = 1; n <= servers; ++n) {
    lost = offered * lost / (n + offered * lost);
  }
  return lost;
}

// The states with all servers busy.
struct Queue {
  double first = 1.0;    // weight of the one where nobody waits
  double weight = 0.0;   // of all
  double waiting = 0.0;  // people who wait, times the weight
};

Queue endless(double rho) {
  require(rho < 1.0, "a desk whose callers wait for ever needs a load below 1");
  return {1.0, 1.0 / (1.0 - rho), rho / ((1.0 - rho) * (1.0 - rho))};
}

Queue impatient(const Desk& desk, double mean_patience_h) {
  Queue queue;
  double term = 1.0;
  double ratio = 0.0;
  for (double j = 1.0; term > 1e-18 * queue.weight * (1.0 - ratio) || ratio >= 1.0; j += 1.0) {
    queue.weight += term;
    queue.waiting += (j - 1.0) * term;
    ratio = desk.arrivals_per_h / (desk.servers * desk.served_per_h + j / mean_patience_h);
    term *= ratio;
    if (term > 1e250) {  // far from empty: the first states no longer count
      for (double* each : {&term, &queue.first, &queue.weight, &queue.waiting}) {
        *each *= 1e-250;
      }
    }
  }
  return queue;
}

Waiting waiting(const Desk& desk, const Queue& queue, double mean_patience_h) {
  const double offered = desk.arrivals_per_h / desk.served_per_h;
  const double all = queue.first * (1.0 / erlang_b(offered, desk.servers) - 1.0) + queue.weight;
  Waiting result;
  result.waits = queue.weight / all;
  result.mean_wait_h = queue.waiting / all / desk.arrivals_per_h;
  result.gives_up = result.mean_wait_h / mean_patience_h;
  result.busy = load(desk) * (1.0 - result.gives_up);
  return result;
}

}  // namespace

Waiting erlang_c(const Desk& desk) {
  require_desk(desk);
  return waiting(desk, endless(load(desk)), HUGE_VAL);
}

double erlang_c_beyond(const Desk& desk, double hours) {
  require(hours >= 0.0, "hours of waiting must be zero or more");
  const double spare = desk.served_per_h * desk.servers - desk.arrivals_per_h;
  return erlang_c(desk).waits * std::exp(-spare * hours);
}

Waiting erlang_a(const Desk& desk, double mean_patience_h) {
  require_desk(desk);
  require(mean_patience_h > 0.0 && (mean_patience_h <= 1e6 || std::isinf(mean_patience_h)),
          "a mean patience must be above 0 and up to a million hours, or infinite");
  return std::isinf(mean_patience_h)
             ? erlang_c(desk)
             : waiting(desk, impatient(desk, mean_patience_h), mean_patience_h);
}

double pollaczek_khinchine(double arrivals_per_h, double mean_service_h, double squared_variation) {
  require(arrivals_per_h > 0.0 && mean_service_h > 0.0,
          "arrivals and time of handling must be above zero");
  require(squared_variation >= 0.0, "a squared coefficient of variation must be zero or more");
  const double rho = arrivals_per_h * mean_service_h;
  require(rho < 1.0, "a desk whose callers wait for ever needs a load below 1");
  return rho * mean_service_h * (1.0 + squared_variation) / (2.0 * (1.0 - rho));
}

Desk part_time(const Desk& desk, double share) {
  require_desk(desk);
  require(share > 0.0 && share <= 1.0, "a share of time must be above 0 and up to 1");
  return {desk.arrivals_per_h, desk.served_per_h * share, desk.servers};
}

}  // namespace rapport::targets
