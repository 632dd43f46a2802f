// M4: nothing is lost and nothing is made, in every tick of the first run's living market: copies
// of messages, cases and money.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/core/for_each.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/invariant_rows.hpp"

namespace rapport::validate {
namespace {

/// Counts the messages that customers come to.
class Reader final : public Watch {
 public:
  std::int64_t read = 0;

  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId, Hours, Kind kind, const void* happening) override {
    if (kind == Kind::seen) {
      read += static_cast<const Seen*>(happening)->message->names_brand ? 1 : 0;
    }
  }
};

/// Of all brands.
std::int64_t counted(const World& world, std::string_view counter) {
  std::int64_t sum = 0;
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    sum += count_of(world, counter, static_cast<BrandId>(b));
  }
  return sum;
}

/// Copies that stand in feeds which their readers have not opened yet.
std::int64_t still_to_come(const World& world) {
  std::int64_t copies = 0;
  for (const Block& block : world.blocks) {
    for (const std::vector<Due>& tick : block.calendar.near()) {
      for (const Due& due : tick) {
        copies +=
            due.kind == Kind::shown && world.messages.at(Shown::unpack(due).message).names_brand
                ? 1
                : 0;
      }
    }
  }
  return copies;
}

/// Cases on the lists of desks and with those who answer them.
std::int64_t at_hand(const World& world) {
  std::int64_t cases = 0;
  for (std::size_t l = 0; l < world.layout->brand_lists.size(); ++l) {
    const BrandListInfo& info = world.layout->brand_lists[l];
    const bool of_servers = info.name == "servers";
    if (!of_servers && info.name != "open_questions" && info.name != "open_complaints") {
      continue;
    }
    for (const BrandState& brand : world.brands) {
      const std::span<const std::byte> bytes = brand.lists[l].bytes();
      for (std::size_t end = info.item_bytes; end <= bytes.size(); end += info.item_bytes) {
        std::uint64_t busy = 1;
        if (of_servers) {  // its last word: whether it has a case
          std::memcpy(&busy, bytes.data() + end - sizeof busy, sizeof busy);
        }
        cases += busy != 0 ? 1 : 0;
      }
    }
  }
  return cases;
}

Cents cash_without_entry(const World& world) {
  Cents off = std::abs(world.books.imbalance());
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    const auto brand = static_cast<BrandId>(b);
    Cents cash = world.books.cash(brand);
    for (std::uint32_t e = 0; e < world.books.entries().size(); ++e) {
      cash -= (world.books.entries()[e].income ? 1 : -1) * world.books.total(brand, {e});
    }
    off += std::abs(cash);
  }
  return off;
}

struct Lost {
  std::int64_t copies = 0, cases = 0;
  Cents cents = 0;

  void look(const World& world, std::int64_t read) {
    copies += std::abs(counted(world, "copies_shown") - read -
                       counted(world, "copies_crowded_out") - still_to_come(world));
    // what is praised or found as a lead comes on no list
    const std::int64_t listed = counted(world, "mentions_found") - counted(world, "leads_found") -
                                counted(world, "heard_good");
    cases += std::abs(listed - counted(world, "answered") - counted(world, "cases_dropped") -
                      counted(world, "cases_settled") - at_hand(world));
    cents += cash_without_entry(world);
  }
};

}  // namespace

std::vector<Check> nothing_is_lost(const Laboratory& laboratory) {
  const std::uint32_t weeks = laboratory.at(4U, 26U);
  // a run of twice that length, so that nothing is due beyond it; and no mood is mistaken
  const StudySpec spec = first_run(
      laboratory,
      {"run.warm_up_weeks=0", fmt::format("run.weeks={}", 2 * weeks), "listening.accuracy=1"});
  const auto living = std::ranges::find(spec.strategies, "living", &StudyStrategy::name);
  const ThreadLimit alone(1);  // one who counts
  World world = found(*living->model, spec.setting, Luck(5, 0));
  Reader reader;
  Lost lost;
  RunOptions options{.census_sample = 0};
  options.watch = &reader;
  options.after_tick = [&](const World& now) { lost.look(now, reader.read); };
  run_until(*living->model, world, weeks * hours_per_week, options, {});
  const auto none = [](std::string what, double found) {
    return Check{std::move(what), 0, {found, 0}, 0};
  };
  std::vector<Check> checks{
      none("copies shown, neither read nor crowded out nor to come, over all ticks",
           static_cast<double>(lost.copies)),
      none("cases listed, neither answered nor left nor at hand", static_cast<double>(lost.cases)),
      none("cents that no account has", static_cast<double>(lost.cents)),
      {"copies, cases and money went about (1 = yes)",
       1,
       {reader.read > 0 && counted(world, "answered") > 0 && counted(world, "units_sold") > 0 ? 1.0
                                                                                              : 0.0,
        0},
       0}};
  for (Check& check : queues_keep_littles_law(laboratory)) {
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace rapport::validate
