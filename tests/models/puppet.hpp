// A mechanism of the tests' own: does to a customer what a test wants done, when it wants it.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

#include "tests/models/testing.hpp"

namespace rapport::testing {

/// `Act(turn, nth)` is done to a customer for whom `pull` has entered the number nth.
template <auto Act>
class Puppet final : public Mechanism {
 public:
  void declare(Declaration& d) override { d.on<&Puppet::question_due>(*this); }
  void question_due(Turn& turn, const QuestionDue& due) const { Act(turn, due.occasion); }
};

template <auto Act>
inline const MechanismInfo puppet_info{
    .summary = "does what a test wants done",
    .claims = "none",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Puppet<Act>>()); },
};

/// For MarketPlan::also.
template <auto Act>
CatalogueEntry puppet() {
  return {"puppet", "tests", &puppet_info<Act>};
}

/// Makes the puppet act on one customer, or on all, in the present tick or a later one.
inline void pull(World& world, std::uint32_t customer, std::uint32_t nth,
                 std::uint32_t in_ticks = 0) {
  Market::cause(world, customer, QuestionDue{nth}, in_ticks);
}
inline void pull_all(World& world, std::uint32_t nth, std::uint32_t in_ticks = 0) {
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    pull(world, j, nth, in_ticks);
  }
}

/// Runs this many ticks.
inline void run_ticks(Market& market, World& world, std::uint32_t ticks,
                      const RunOptions& options = {}) {
  run_until(market.model(), world, world.tick + ticks, options, {});
}

/// The rate of log-ins, items and talk the same for all, at every hour: what closed forms assume.
inline void all_alike(Market& market, double log_ins_per_day) {
  market.set("activity.log_ins_per_day", log_ins_per_day).set("activity.log_in_sigma", 0);
  market.set("activity.membership", 1).set("activity.weekend", 1);
  market.set("activity.night", 1).set("activity.evening", 1);
}

/// What a brand says, one of each kind.
inline const Message& brand_message(MessageKind kind) {
  static const std::array<Message, message_kinds> all = [] {
    std::array<Message, message_kinds> made{};
    for (std::size_t k = 0; k < message_kinds; ++k) {
      made[k].what = made[k].root = identity(0x62ULL, k);
      made[k].kind = static_cast<MessageKind>(k);
    }
    return made;
  }();
  return all[static_cast<std::size_t>(kind)];
}

/// What a customer says, one of each kind.
inline const Message& friend_message(MessageKind kind) {
  static const std::array<Message, message_kinds> all = [] {
    std::array<Message, message_kinds> made{};
    for (std::size_t k = 0; k < message_kinds; ++k) {
      made[k].what = made[k].root = identity(0x66ULL, k);
      made[k].kind = static_cast<MessageKind>(k);
      made[k].by_customer = true;
    }
    return made;
  }();
  return all[static_cast<std::size_t>(kind)];
}

/// Act: says something good of brand 0 to the customer's friends on platform 0.
inline void speak(Turn& turn, std::uint32_t nth) {
  Message m;
  m.what = m.root = identity(0x73ULL, row(turn.who()), nth);
  m.sent = turn.now();
  m.sender = static_cast<std::uint32_t>(turn.who());
  m.kind = MessageKind::praise;
  m.by_customer = true;
  m.valence = 1;
  turn.send(m, Audience::friends());
}

/// Counts each customer's happenings. Customers write to places of their own.
class Eye final : public Watch {
 public:
  explicit Eye(std::uint32_t customers)
      : reacted_(customers), counts_(std::size_t{customers} * kinds, 0) {}
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    ++counts_[row(who) * kinds + static_cast<std::size_t>(kind)];
    if (kind == Kind::reacted) {
      const auto reaction = static_cast<const Reacted*>(happening)->reaction;
      ++reacted_[row(who)][static_cast<std::size_t>(reaction)];
    }
  }
  std::uint32_t of(std::uint32_t customer, Kind kind) const {
    return counts_[customer * kinds + static_cast<std::size_t>(kind)];
  }
  std::uint64_t all(Kind kind) const {
    std::uint64_t sum = 0;
    for (std::uint32_t j = 0; j < reacted_.size(); ++j) {
      sum += of(j, kind);
    }
    return sum;
  }
  std::uint64_t all(Reaction reaction) const {
    std::uint64_t sum = 0;
    for (const auto& one : reacted_) {
      sum += one[static_cast<std::size_t>(reaction)];
    }
    return sum;
  }

 private:
  std::vector<std::array<std::uint32_t, 5>> reacted_;
  std::vector<std::uint32_t> counts_;
};

inline RunOptions watched_by(Eye& eye) {
  RunOptions options;
  options.watch = &eye;
  return options;
}

/// Every customer follows the brand on the platform, as far as the engine knows.
inline void follow_all(World& world, std::size_t brand = 0, std::size_t platform = 0) {
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    Block& block = world.block_of(CustomerId{j});
    block.followers[brand * world.platform_count() + platform].push_back(CustomerId{j});
  }
}

}  // namespace rapport::testing
