#include "sim/validate/observed_market.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "sim/validate/experiment.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

/// What somebody from outside does between two ticks, from the switch on.
using Hand = std::function<void(World&)>;
using Whom = std::function<bool(std::uint32_t customer)>;

Numbers less(Numbers numbers, const Numbers& others) {
  for (std::size_t j = 0; j < numbers.size(); ++j) {
    numbers[j] -= others[j];
  }
  return numbers;
}

Flags followers(const World& world, BrandId brand) {
  const Look<std::uint8_t> follows(world, columns::follows);
  Flags all(world.customers());
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    all[j] = follows(world, j, row(brand)) != 0 ? 1 : 0;
  }
  return all;
}

/// Ends following by those who did not follow at the switch.
Hand close_the_door(BrandId brand, const Flags& followed) {
  return [brand, &followed](World& world) {
    Look<std::uint8_t> follows(world, columns::follows);
    const std::size_t first = row(brand) * world.platform_count();
    for (Block& block : world.blocks) {
      for (std::size_t p = 0; p < world.platform_count(); ++p) {
        std::erase_if(block.followers[first + p], [&](CustomerId who) {
          if (followed[row(who)] == 0) {
            follows.put(world, static_cast<std::uint32_t>(who), 0, row(brand));
            return true;
          }
          return false;
        });
      }
    }
  };
}

/// Notes whom answers reach in the coming tick, and takes away those of whom `withholds`.
Hand watch_answers(BrandId brand, Lived& lived, Whom withholds) {
  return [brand, &lived, withholds = std::move(withholds)](World& world) {
    for (Block& block : world.blocks) {
      std::erase_if(block.calendar.due(world.tick), [&](const Due& due) {
        if (due.kind != Kind::answered || due.brand != row(brand)) {
          return false;
        }
        const bool withheld = withholds(due.customer);
        (withheld ? lived.missed : lived.reached)[due.customer] = 1;
        return withheld;
      });
    }
  };
}

/// One market up to the switch, from which worlds go on.
class Switch {
 public:
  Switch(const StudySpec& spec, std::uint32_t replicate)
      : spec_(spec), luck_(spec.seed, replicate), world_(found(existing(), spec.setting, luck_)) {
    RAPPORT_CHECK(spec.strategies.size() == 2 && spec.setting->brands.size() == 2 &&
                      spec.warm_up_weeks == spec.weeks && spec.weeks % 2 == 0,
                  "two ways of two brands are observed, half a time before and after");
    run(existing(), world_, spec.weeks / 2, {});
    half_way_ = units(world_, focal());
    run(existing(), world_, spec.weeks, {});
  }

  const World& world() const { return world_; }
  BrandId focal() const { return spec_.focal; }
  BrandId rival() const { return static_cast<BrandId>(1 - row(spec_.focal)); }
  const Model& existing() const { return *spec_.strategies[spec_.baseline].model; }
  const Model& living() const { return *spec_.strategies[1 - spec_.baseline].model; }
  const Numbers& half_way() const { return half_way_; }

  bool tossed(Purpose purpose, std::uint32_t customer) const {
    return luck_.u(purpose, customer, {}) < 0.5;
  }

  /// `lived` is noted by the hand while it lives.
  void go_on(const Model& model, Lived& lived, const Hand& at_once, const Hand& hand) const {
    lived.reached.assign(world_.customers(), 0);
    lived.missed.assign(world_.customers(), 0);
    World world = world_;
    if (at_once) {
      at_once(world);
    }
    if (hand) {
      hand(world);
    }
    run(model, world, spec_.weeks * 3 / 2, hand);
    const Numbers before = units(world_, focal());
    lived.bought_half_way = less(units(world, focal()), before);
    lived.follows_half_way = followers(world, focal());
    lived.reached_half_way = lived.reached;
    run(model, world, spec_.weeks * 2, hand);
    lived.bought = less(units(world, focal()), before);
    lived.of_rival = less(units(world, rival()), units(world_, rival()));
    lived.follows = followers(world, focal());
  }

 private:
  void run(const Model& model, World& world, std::uint32_t to_week, const Hand& hand) const {
    RunOptions options{.census_sample = 0};
    if (hand) {
      options.after_tick = [&](const World&) { hand(world); };
    }
    run_until(model, world, to_week * spec_.setting->clock.ticks_per_week(), options, {});
  }

  const StudySpec& spec_;
  Luck luck_;
  World world_;
  Numbers half_way_;
};

}  // namespace

double average(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

Numbers units(const World& world, BrandId brand) {
  const Look<std::uint16_t> bought(world, columns::purchases);
  Numbers all(world.customers());
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    all[j] = bought(world, j, row(brand));
  }
  return all;
}

void make_follow(World& world, BrandId brand, std::uint32_t customer) {
  const Look<std::uint8_t> platforms(world, columns::platforms);
  Look<std::uint8_t> follows(world, columns::follows);
  const std::uint8_t member = platforms(world, customer);
  follows.put(world, customer, member, row(brand));
  for (std::size_t p = 0; p < world.platform_count(); ++p) {
    if ((member >> p & 1U) != 0) {
      world.block_of(CustomerId{customer})
          .edits.push_back({customer, brand, static_cast<PlatformId>(p), true});
    }
  }
}

Observation observe(const StudySpec& spec, std::uint32_t replicate) {
  const Switch at(spec, replicate);
  const std::uint32_t n = at.world().customers();
  const BrandId focal = at.focal();
  Observation seen;
  seen.before = units(at.world(), focal);
  seen.before_half_way = at.half_way();
  seen.of_rival_before = units(at.world(), at.rival());
  seen.followed = followers(at.world(), focal);
  seen.candidate.assign(n, 0);
  seen.invited.assign(n, 0);
  constexpr Purpose invitation{"observer.invitation"};
  const Look<std::uint8_t> platforms(at.world(), columns::platforms);
  for (std::uint32_t j = 0; j < n; ++j) {
    const bool may = seen.followed[j] == 0 && platforms(at.world(), j) != 0;
    seen.candidate[j] = may ? 1 : 0;
    seen.invited[j] = may && at.tossed(invitation, j) ? 1 : 0;
  }
  const auto invite = [&](World& world) {
    for (std::uint32_t j = 0; j < n; ++j) {
      if (seen.invited[j] != 0) {
        make_follow(world, focal, j);
      }
    }
  };
  constexpr Purpose withholding{"observer.withholding"};
  const auto half = [&](std::uint32_t j) { return at.tossed(withholding, j); };
  const auto nobody = [](std::uint32_t) { return false; };
  const auto everybody = [](std::uint32_t) { return true; };
  at.go_on(at.living(), seen.natural, {}, watch_answers(focal, seen.natural, nobody));
  at.go_on(at.living(), seen.invitation, invite, {});
  at.go_on(at.living(), seen.closed, {}, close_the_door(focal, seen.followed));
  at.go_on(at.living(), seen.withheld, {}, watch_answers(focal, seen.withheld, half));
  at.go_on(at.living(), seen.unanswered, {}, watch_answers(focal, seen.unanswered, everybody));
  at.go_on(at.existing(), seen.existing, {}, {});
  return seen;
}

}  // namespace rapport::validate
