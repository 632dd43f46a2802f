#include "sim/validate/observed_market.hpp"

#include <algorithm>
#include <utility>

#include "sim/validate/experiment.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

/// What somebody from outside does between two ticks.
using Hand = std::function<void(World&)>;

BrandId other_than(BrandId focal) {
  return static_cast<BrandId>(row(focal) == 0 ? 1 : 0);
}

Numbers units(const World& world, BrandId brand) {
  const Look<std::uint16_t> bought(world, columns::purchases);
  Numbers all(world.customers());
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    all[j] = bought(world, j, row(brand));
  }
  return all;
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
Hand close_the_door(const World& at_switch, BrandId brand, const Flags& followed) {
  const Look<std::uint8_t> follows(at_switch, columns::follows);
  return [follows, brand, &followed](World& world) {
    const std::size_t first = row(brand) * world.platform_count();
    for (Block& block : world.blocks) {
      for (std::size_t p = 0; p < world.platform_count(); ++p) {
        std::erase_if(block.followers[first + p], [&](CustomerId who) {
          if (followed[row(who)] != 0) {
            return false;
          }
          Look<std::uint8_t>(follows).put(world, static_cast<std::uint32_t>(who), 0, row(brand));
          return true;
        });
      }
    }
  };
}

/// Notes whom answers reach in the coming tick, and takes away those of whom `withholds`.
Hand watch_answers(BrandId brand, Lived& lived, std::function<bool(std::uint32_t)> withholds) {
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

}  // namespace

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
  const std::size_t baseline = spec.baseline;
  const Model& existing = *spec.strategies[baseline].model;
  const Model& living = *spec.strategies[1 - baseline].model;
  const BrandId focal = spec.focal;
  const BrandId rival = other_than(focal);
  const Luck luck(spec.seed, replicate);
  const std::uint32_t per_week = spec.setting->clock.ticks_per_week();
  RunOptions quiet{.census_sample = 0};

  World at_switch = found(existing, spec.setting, luck);
  run_until(existing, at_switch, spec.warm_up_weeks * per_week, quiet, {});

  Observation seen;
  seen.before = units(at_switch, focal);
  seen.of_rival_before = units(at_switch, rival);
  seen.followed = followers(at_switch, focal);
  const std::uint32_t n = at_switch.customers();
  const auto tossed = [&](Purpose purpose, std::uint32_t j) {
    return luck.u(purpose, j, {}) < 0.5;
  };
  constexpr Purpose invitation{"observer.invitation"};
  constexpr Purpose withholding{"observer.withholding"};
  const Look<std::uint8_t> platforms(at_switch, columns::platforms);
  seen.candidate.assign(n, 0);
  seen.invited.assign(n, 0);
  for (std::uint32_t j = 0; j < n; ++j) {
    const bool may = seen.followed[j] == 0 && platforms(at_switch, j) != 0;
    seen.candidate[j] = may ? 1 : 0;
    seen.invited[j] = may && tossed(invitation, j) ? 1 : 0;
  }

  // `act` once at the switch, `hand` from then on
  const auto live = [&](const Model& model, Lived& lived, const Hand& act, const Hand& hand) {
    lived.reached.assign(n, 0);
    lived.missed.assign(n, 0);
    World world = at_switch;
    if (act) {
      act(world);
    }
    RunOptions options = quiet;
    if (hand) {
      hand(world);
      options.after_tick = [&](const World&) { hand(world); };
    }
    run_until(model, world, (spec.warm_up_weeks + spec.weeks) * per_week, options, {});
    lived.bought = units(world, focal);
    lived.of_rival = units(world, rival);
    for (std::uint32_t j = 0; j < n; ++j) {
      lived.bought[j] -= seen.before[j];
      lived.of_rival[j] -= seen.of_rival_before[j];
    }
    lived.follows = followers(world, focal);
  };
  const auto nobody = [](std::uint32_t) { return false; };
  const auto everybody = [](std::uint32_t) { return true; };
  const auto half = [&](std::uint32_t j) { return tossed(withholding, j); };
  const auto invite = [&](World& world) {
    for (std::uint32_t j = 0; j < n; ++j) {
      if (seen.invited[j] != 0) {
        make_follow(world, focal, j);
      }
    }
  };
  live(living, seen.natural, {}, watch_answers(focal, seen.natural, nobody));
  live(living, seen.invitation, invite, {});
  live(living, seen.closed, {}, close_the_door(at_switch, focal, seen.followed));
  live(living, seen.withheld, {}, watch_answers(focal, seen.withheld, half));
  live(living, seen.unanswered, {}, watch_answers(focal, seen.unanswered, everybody));
  live(existing, seen.existing, {}, {});
  return seen;
}

}  // namespace rapport::validate
