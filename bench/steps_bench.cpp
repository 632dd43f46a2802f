// What do the inner steps cost, beside what memory allows? Each checks its answer before it is
// timed.
#include <benchmark/benchmark.h>

#include <numeric>

#include "bench/bench_market.hpp"
#include "sim/world/columns.hpp"

namespace {

using namespace rapport;

constexpr std::uint32_t customers = 200000;

const bench::Bench& market() {
  static const bench::Bench one = bench::market(customers, 4);
  return one;
}

/// The yardstick: reading 256 MiB in order.
void memory_bandwidth(benchmark::State& state) {
  std::vector<std::uint64_t> words(std::size_t{1} << 25U, 3);
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::accumulate(words.begin(), words.end(), std::uint64_t{0}));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(words.size() * 8));
}
BENCHMARK(memory_bandwidth)->Unit(benchmark::kMillisecond);

Message post() {
  Message m;
  m.what = m.root = identity(0x62656e6368ULL, 1);
  m.brand = BrandId{0};
  m.kind = MessageKind::useful;
  return m;
}

/// One brand post to 100,000 readers: rejected by a look-up, or followed to a log-in.
void delivery(benchmark::State& state) {
  const World world = found(*market().model, market().setting, Luck(1, 0));
  std::vector<CustomerId> readers(100000);
  for (std::uint32_t i = 0; i < readers.size(); ++i) {
    readers[i] = CustomerId{2 * i};
  }
  std::vector<ToShow> shown;
  const auto deliver_once = [&] {
    shown.clear();
    Delivery delivery(world, shown);
    market().model->feed()->feed(post(), readers, delivery);
    return shown.size();
  };
  const std::size_t seen = deliver_once();
  // members .8 x shown .5, and of those who are shown a part logs in in time
  RAPPORT_CHECK(seen > 1000 && seen < 40000 && deliver_once() == seen, "a post reaches its share");
  for (auto _ : state) {
    benchmark::DoNotOptimize(deliver_once());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(readers.size()));
}
BENCHMARK(delivery)->Unit(benchmark::kMillisecond);

/// 2,000 customers' words to all their friends.
void spread(benchmark::State& state) {
  const World world = found(*market().model, market().setting, Luck(1, 0));
  const Network& network = *market().setting->networks[0];
  std::vector<ToShow> shown;
  std::int64_t arcs = 0;
  const auto spread_once = [&] {
    shown.clear();
    arcs = 0;
    Delivery delivery(world, shown);
    for (std::uint32_t i = 0; i < 2000; ++i) {
      Message m = post();
      m.sender = i * 97;
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
  RAPPORT_CHECK(arcs > 20000 && seen > 0 && static_cast<std::int64_t>(seen) < arcs / 2 &&
                    spread_once() == seen,
                "words reach a share of friends");
  for (auto _ : state) {
    benchmark::DoNotOptimize(spread_once());
  }
  state.SetItemsProcessed(state.iterations() * arcs);
}
BENCHMARK(spread)->Unit(benchmark::kMillisecond);

/// Evidence added to 200,000 relations and read as trust, rows in order.
void trust_update(benchmark::State& state) {
  World world = found(*market().model, market().setting, Luck(1, 0));
  std::uint32_t offset = 0;
  for (const ColumnInfo& column : world.layout->rows.columns) {
    if (column.name == columns::trust_for.name) {
      offset = column.offset;
    }
  }
  const TrustLaw law = world.laws.trust;
  double now = 1;
  const auto update_once = [&] {
    double sum = 0;
    for (std::uint32_t j = 0; j < customers; ++j) {
      auto& evidence = *reinterpret_cast<Fading*>(world.rows.at(CustomerId{j}) + offset);
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
}
BENCHMARK(trust_update)->Unit(benchmark::kMillisecond);

}  // namespace
