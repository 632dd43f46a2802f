// What do the inner steps cost, beside what memory allows in the same run? Each checks its answer
// before it is timed.
//
//   steps_bench [options of Google Benchmark]
//
// Steps and yardsticks take turns in a random order, five times; rows tell the best of each.
// Yardsticks: STREAM's triad (24 bytes an element, arrays of 128 MiB), and reading one word of each
// of many lines of 512 MiB in no order, each apart from the others.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"
#include "sim/world/columns.hpp"

namespace {

using namespace rapport;

constexpr std::uint32_t customers = 1000000;
constexpr std::size_t line = 64;

const bench::Bench& market() {
  static const bench::Bench one = bench::market(customers, 4);
  return one;
}

World& world() {
  static World one = market().found();
  return one;
}

void triad(benchmark::State& state) {
  const std::size_t n = std::size_t{1} << 24U;
  std::vector<double> a(n, 0.0);
  const std::vector<double> b(n, 1.0);
  const std::vector<double> c(n, 2.0);
  const auto once = [&](double scale) {
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = b[i] + scale * c[i];
    }
    benchmark::DoNotOptimize(a.data());
    benchmark::ClobberMemory();
  };
  once(3);
  RAPPORT_CHECK(std::accumulate(a.begin(), a.end(), 0.0) == 7.0 * static_cast<double>(n),
                "1 + 3 x 2 everywhere");
  for (auto _ : state) {
    once(4);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(24 * n));
  state.SetLabel("yardstick: STREAM triad");
}

void random_lines(benchmark::State& state) {
  constexpr std::size_t lines = std::size_t{1} << 23U;
  constexpr std::size_t words = line / sizeof(std::uint64_t);
  std::vector<std::uint64_t> table(lines * words, 0);
  for (std::size_t i = 0; i < lines; ++i) {
    table[i * words] = i;
  }
  // every line once: a full cycle of a linear congruential generator modulo a power of two
  const auto once = [&] {
    std::uint64_t sum = 0;
    std::uint64_t place = 1;
    for (std::size_t i = 0; i < lines; ++i) {
      place = (place * 2862933555777941757ULL + 3037000493ULL) % lines;
      sum += table[place * words];
    }
    return sum;
  };
  RAPPORT_CHECK(once() == std::uint64_t{lines} * (lines - 1) / 2, "every line is read once");
  for (auto _ : state) {
    benchmark::DoNotOptimize(once());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines));
  state.SetLabel("yardstick: random lines");
}

Message post() {
  Message m;
  m.what = m.root = identity(0x62656e6368ULL, 1);
  m.brand = BrandId{0};
  m.kind = MessageKind::useful;
  return m;
}

std::uint32_t offset_of(std::string_view name) {
  const auto& columns = world().layout->rows.columns;
  const auto found = std::ranges::find(columns, name, &ColumnInfo::name);
  RAPPORT_CHECK(found != columns.end(), "the benchmark names columns that exist");
  return found->offset;
}

/// Who is shown something is a member, was addressed, and will look while it is visible.
void check_shown(const std::vector<ToShow>& shown, PlatformId platform) {
  const std::uint32_t platforms = offset_of(columns::platforms.name);
  for (const ToShow& show : shown) {
    const auto bits = static_cast<unsigned>(world().rows.at(CustomerId{show.customer})[platforms]);
    RAPPORT_CHECK((bits >> row(platform) & 1U) != 0, "only members are shown anything");
    RAPPORT_CHECK(show.tick > world().tick && show.tick <= world().tick + hours_per_week,
                  "nothing is seen before it is said nor when it is gone");
  }
}

/// The number of readers that a law of attention's expects, and its variance.
struct Expected {
  double number = 0;
  double variance = 0;

  /// Six standard errors: one reader's log-ins are the same for several messages.
  bool allows(std::size_t seen) const {
    return std::abs(static_cast<double>(seen) - number) <= 6 * std::sqrt(variance);
  }
};

/// A member is shown a message with chance `shown` and sees it at her first log-in, if her span of
/// attention, exponential with a mean in hours, lasts until then: the law at the head of
/// models/feed/attention.cpp, added up over all hours of a week.
void add_readers(std::span<const CustomerId> readers, PlatformId platform, double shown,
                 Expected& expected) {
  const std::uint32_t platforms = offset_of(columns::platforms.name);
  const std::uint32_t log_in_bin = offset_of(columns::log_in_bin.name);
  const std::uint32_t attention_hours = offset_of("attention_hours");
  for (const CustomerId reader : readers) {
    const std::byte* line_of = world().rows.at(reader);
    if ((static_cast<unsigned>(line_of[platforms]) >> row(platform) & 1U) == 0) {
      continue;
    }
    const auto bin = static_cast<std::uint8_t>(line_of[log_in_bin]);
    float mean = 0;
    std::memcpy(&mean, line_of + attention_hours, sizeof mean);
    double seen = 0;
    double not_yet = 1;
    for (std::uint32_t hours = 1; hours <= hours_per_week; ++hours) {
      const double looks = world().log_ins->chance(bin, (world().tick + hours) % hours_per_week);
      seen += not_yet * looks * std::exp(-static_cast<double>(hours) / double{mean});
      not_yet *= 1 - looks;
    }
    expected.number += shown * seen;
    expected.variance += shown * seen * (1 - shown * seen);
  }
}

double value_of(std::string_view mechanism, std::string_view name) {
  const Parameter* p = market().model->find(mechanism, name);
  RAPPORT_CHECK(p != nullptr, "the benchmark names parameters that exist");
  return p->values->at({});
}

/// One brand post to 100,000 readers: rejected by a look-up, or followed to a log-in.
void delivery(benchmark::State& state) {
  std::vector<CustomerId> readers(customers / 10);
  for (std::uint32_t i = 0; i < readers.size(); ++i) {
    readers[i] = CustomerId{10 * i};
  }
  std::vector<ToShow> shown;
  const auto deliver_once = [&] {
    shown.clear();
    Delivery delivery(world(), shown);
    market().model->feed()->feed(post(), readers, delivery);
    return shown.size();
  };
  const std::size_t seen = deliver_once();
  Expected expected;
  add_readers(readers, post().platform, value_of("attention", "brand_show"), expected);
  RAPPORT_CHECK(expected.allows(seen) && deliver_once() == seen, "a post reaches its share");
  check_shown(shown, post().platform);
  for (auto _ : state) {
    benchmark::DoNotOptimize(deliver_once());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(readers.size()));
  state.SetLabel("delivery: one post to 100,000 readers among 1,000,000");
}

/// 2,000 customers' words to all their friends.
void spread(benchmark::State& state) {
  const Network& network = *market().setting->networks[0];
  std::vector<ToShow> shown;
  std::int64_t arcs = 0;
  const auto spread_once = [&] {
    shown.clear();
    arcs = 0;
    Delivery delivery(world(), shown);
    for (std::uint32_t i = 0; i < 2000; ++i) {
      Message m = post();
      m.sender = i * 487;
      m.what = identity(0x73707265ULL, i);
      m.kind = MessageKind::praise;
      m.by_customer = true;
      const auto friends = network.audience(CustomerId{m.sender});
      arcs += static_cast<std::int64_t>(friends.size());
      market().model->feed()->feed(m, friends, delivery);
    }
    return shown.size();
  };
  const std::size_t seen = spread_once();
  Expected expected;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    add_readers(network.audience(CustomerId{i * 487}), post().platform,
                value_of("attention", "friend_show"), expected);
  }
  RAPPORT_CHECK(expected.allows(seen) && spread_once() == seen, "words reach a share of friends");
  check_shown(shown, post().platform);
  for (auto _ : state) {
    benchmark::DoNotOptimize(spread_once());
  }
  state.SetItemsProcessed(state.iterations() * arcs);
  state.SetLabel("spread: 2,000 customers' words to their friends among 1,000,000");
}

/// Evidence added to 1,000,000 relations and read as trust, rows in order.
void trust_update(benchmark::State& state) {
  World updated = world();
  const std::uint32_t offset = offset_of(columns::trust_for.name);
  const TrustLaw law = updated.laws.trust;
  double now = 1;
  const auto update_once = [&] {
    double sum = 0;
    for (std::uint32_t j = 0; j < customers; ++j) {
      auto& evidence = *reinterpret_cast<Fading*>(updated.rows.at(CustomerId{j}) + offset);
      evidence.add(now, law.half_life, 0.5);
      sum += law.trust(law.evidence(evidence, Fading{}, now));
    }
    return sum / customers;
  };
  const double first = update_once();
  RAPPORT_CHECK(std::abs(first - 1.5 / 2.5) < 1e-3, "one fine purchase gives trust .6");
  for (auto _ : state) {
    now += 1;
    benchmark::DoNotOptimize(update_once());
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{customers});
  // one line of each row is read and written back
  state.SetBytesProcessed(state.iterations() * std::int64_t{customers} * 2 *
                          static_cast<std::int64_t>(line));
  state.SetLabel("trust: evidence added and read in 1,000,000 rows in order");
}

BENCHMARK(triad)->Unit(benchmark::kMillisecond);
BENCHMARK(random_lines)->Unit(benchmark::kMillisecond);
BENCHMARK(delivery)->Unit(benchmark::kMillisecond);
BENCHMARK(spread)->Unit(benchmark::kMillisecond);
BENCHMARK(trust_update)->Unit(benchmark::kMillisecond);

/// Rows of bench/README.md from the best of the repetitions.
class RowReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      RAPPORT_CHECK(!run.error_occurred, run.error_message);
      if (run.run_type == Run::RT_Iteration) {
        keep_best(run);
      }
    }
  }
  void Finalize() override {
    const double stream = best_["yardstick: STREAM triad"].bytes;
    const double lines = best_["yardstick: random lines"].items;
    for (const auto& [label, best] : best_) {
      std::string answer;
      if (best.items > 0) {
        answer = fmt::format("{:.0f} M/s", best.items / 1e6);
        if (lines > 0 && best.items != lines) {
          answer += fmt::format(", each the time of {:.1f} random lines", lines / best.items);
        }
      }
      if (best.bytes > 0) {
        answer += fmt::format("{}{:.1f} GB/s", answer.empty() ? "" : "; ", best.bytes / 1e9);
        if (stream > 0 && best.bytes != stream) {
          answer += fmt::format(", {:.0f} % of the triad", 100 * best.bytes / stream);
        }
      }
      bench::print_row(label + ", one thread", answer);
    }
  }

 private:
  struct Rate {
    double items = 0;
    double bytes = 0;
  };
  void keep_best(const Run& run) {
    const auto rate = [&](const char* name) {
      const auto found = run.counters.find(name);
      return found == run.counters.end() ? 0.0 : double{found->second};
    };
    Rate& best = best_[run.report_label];
    best.items = std::max(best.items, rate("items_per_second"));
    best.bytes = std::max(best.bytes, rate("bytes_per_second"));
  }
  std::map<std::string, Rate> best_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> words(argv, argv + argc);
  std::string repetitions = "--benchmark_repetitions=5";
  std::string in_turn = "--benchmark_enable_random_interleaving=true";
  words.insert(words.begin() + 1, {repetitions.data(), in_turn.data()});
  int count = static_cast<int>(words.size());
  benchmark::Initialize(&count, words.data());
  if (benchmark::ReportUnrecognizedArguments(count, words.data())) {
    return 2;
  }
  RowReporter rows;
  benchmark::RunSpecifiedBenchmarks(&rows);
}
