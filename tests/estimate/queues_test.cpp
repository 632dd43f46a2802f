// Erlang's C and A, Pollaczek & Khinchine, part-time servers: printed values, and what must hold of
// any load.
#include "analysis/estimate/targets/queues.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(ErlangC, has_the_printed_waits) {
  struct Case {
    Desk desk;
    const char *waits = "", *minutes = "", *beyond_half_an_hour = "";
  };
  for (const Case& c : {Case{{4, 5, 1}, "0.800000", "48.00000", "0.485225"},
                        Case{{8, 5, 2}, "0.711111", "21.33333", "0.261603"},
                        Case{{20, 5, 5}, "0.554113", "6.64935", "0.045484"},
                        Case{{45, 5, 10}, "0.668732", "8.02478", "0.054893"},
                        Case{{90, 5, 20}, "0.550769", "3.30461", "0.003711"}}) {
    const Waiting waiting = erlang_c(c.desk);
    expect_printed(waiting.waits, c.waits);
    expect_printed(waiting.mean_wait_h * 60, c.minutes);
    expect_printed(erlang_c_beyond(c.desk, 0.5), c.beyond_half_an_hour);
    EXPECT_EQ(waiting.gives_up, 0.0);
  }
}

TEST(ErlangA, has_the_printed_waits_and_abandonments) {
  struct Case {
    Desk desk;
    const char *waits = "", *gives_up = "", *minutes = "", *busy = "";
  };
  for (const Case& c : {Case{{4, 5, 1}, "0.695481", "0.130648", "15.67779", "0.695481"},
                        Case{{8, 5, 2}, "0.623059", "0.076199", "9.14383", "0.739041"},
                        Case{{12, 5, 2}, "0.917570", "0.211114", "25.33367", "0.946663"},
                        Case{{20, 5, 5}, "0.496793", "0.032138", "3.85653", "0.774290"},
                        Case{{30, 5, 5}, "0.956840", "0.179740", "21.56876", "0.984312"},
                        Case{{60, 5, 10}, "0.984075", "0.169752", "20.37028", "0.996297"}}) {
    const Waiting waiting = erlang_a(c.desk, 2.0);
    expect_printed(waiting.waits, c.waits);
    expect_printed(waiting.gives_up, c.gives_up);
    expect_printed(waiting.mean_wait_h * 60, c.minutes);
    expect_printed(waiting.busy, c.busy);
  }
}

TEST(ErlangA, of_a_tenth_of_a_person_and_of_one_and_two_has_the_printed_abandonments) {
  struct Case {
    double arrivals_per_h;
    const char *tenth, *one, *two;
  };
  for (const Case& c :
       {Case{0.5, "0.3798", "0.0112", "0.0003"}, Case{2, "0.7562", "0.0546", "0.0044"},
        Case{5, "0.9000", "0.1989", "0.0289"}}) {
    const Desk one{c.arrivals_per_h, 5, 1};
    expect_printed(erlang_a(part_time(one, 0.1), 1.7).gives_up, c.tenth);
    expect_printed(erlang_a(one, 1.7).gives_up, c.one);
    expect_printed(erlang_a({c.arrivals_per_h, 5, 2}, 1.7).gives_up, c.two);
  }
}

// As patient as handling is long, people in the system are those of endless servers: Poisson.
TEST(ErlangA, with_patience_as_long_as_handling_is_Poisson) {
  for (const double offered : {0.3, 2.0, 7.5, 40.0}) {
    for (const int servers : {1, 3, 8, 45}) {
      double share = std::exp(-offered);
      double at_least = 0.0;
      double waiting = 0.0;
      for (int n = 0; n < 400; ++n) {
        at_least += n >= servers ? share : 0.0;
        waiting += n > servers ? (n - servers) * share : 0.0;
        share *= offered / (n + 1);
      }
      const Waiting found = erlang_a({offered * 5, 5, servers}, 0.2);
      EXPECT_NEAR(found.waits, at_least, 1e-13);
      EXPECT_NEAR(found.mean_wait_h, waiting / (offered * 5), 1e-13);
    }
  }
}

TEST(ErlangA, with_endless_patience_is_Erlang_C) {
  for (const Desk& desk : {Desk{4, 5, 1}, Desk{8, 5, 2}, Desk{45, 5, 10}, Desk{900, 5, 200}}) {
    const Waiting c = erlang_c(desk);
    EXPECT_EQ(erlang_a(desk, infinity).waits, c.waits);
    const Waiting nearly = erlang_a(desk, 1e6);
    EXPECT_NEAR(nearly.waits, c.waits, 2e-5);
    EXPECT_NEAR(nearly.mean_wait_h, c.mean_wait_h, 1e-4 * c.mean_wait_h);
    EXPECT_LT(nearly.gives_up, 1e-5);
  }
}

TEST(ErlangA, loses_what_a_hopeless_desk_cannot_serve) {
  const Waiting waiting = erlang_a({20, 5, 1}, 1e4);  // 1.5e5 people wait
  EXPECT_NEAR(waiting.gives_up, 0.75, 1e-9);
  EXPECT_NEAR(waiting.busy, 1.0, 1e-9);
  EXPECT_NEAR(waiting.waits, 1.0, 1e-9);
}

TEST(ErlangA, is_better_with_more_patience_or_more_servers) {
  for (const double arrivals : {1.0, 8.0, 30.0, 90.0}) {
    for (int servers = 1; servers <= 12; ++servers) {
      double before = 1.0;
      for (double patience = 0.01; patience < 200; patience *= 2) {
        const Waiting found = erlang_a({arrivals, 5, servers}, patience);
        const Waiting more = erlang_a({arrivals, 5, servers + 1}, patience);
        EXPECT_LE(found.gives_up, before + 1e-13);
        EXPECT_LT(more.mean_wait_h, found.mean_wait_h);
        EXPECT_LE(more.waits, found.waits + 1e-13);
        before = found.gives_up;
        // Little's law: who waits in the mean gives up at the rate of impatience
        EXPECT_NEAR(found.gives_up * patience, found.mean_wait_h, 1e-14 * patience);
      }
    }
  }
}

TEST(PollaczekKhinchine, has_the_printed_wait_and_the_ends_it_must_have) {
  expect_printed(pollaczek_khinchine(4, 0.2, 4) * 60, "120.00000");
  EXPECT_NEAR(pollaczek_khinchine(4, 0.2, 1), erlang_c({4, 5, 1}).mean_wait_h, 1e-14);
  EXPECT_NEAR(pollaczek_khinchine(4, 0.2, 0), 0.5 * pollaczek_khinchine(4, 0.2, 1), 1e-14);
}

TEST(Queues, refuse_what_is_no_desk) {
  EXPECT_THROW(erlang_c({5, 5, 1}), std::invalid_argument);
  EXPECT_THROW(erlang_c({4, 5, 0}), std::invalid_argument);
  EXPECT_THROW(erlang_c({std::nan(""), 5, 1}), std::invalid_argument);
  EXPECT_THROW(erlang_c_beyond({4, 5, 1}, -1), std::invalid_argument);
  EXPECT_THROW(erlang_a({4, 0, 1}, 1), std::invalid_argument);
  EXPECT_THROW(erlang_a({4, 5, 1}, 0), std::invalid_argument);
  EXPECT_THROW(erlang_a({6, 5, 1}, infinity), std::invalid_argument);
  EXPECT_THROW(pollaczek_khinchine(5, 0.2, 1), std::invalid_argument);
  EXPECT_THROW(part_time({4, 5, 1}, 0), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
