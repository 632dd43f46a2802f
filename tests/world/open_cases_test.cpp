// A brand's open cases against a plain list that is looked through from end to end.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/core/ids.hpp"
#include "sim/world/open_cases.hpp"

namespace rapport {
namespace {

/// Some fractions of one, one after the other.
class Fractions {
 public:
  double next() {
    state_ = mix64(state_);
    return static_cast<double>(state_ >> 40U) * 0x1.0p-24;
  }

 private:
  std::uint64_t state_ = 7;
};

/// What OpenCases promises, in the plainest words: one list in the order of arrival.
struct Plain {
  std::vector<Case> cases;
  bool drops_impatient = false;

  bool better(Triage triage, const Case& x, const Case& y) const {
    if (triage == Triage::complaints_first && x.kind != y.kind) {
      return x.kind == CaseKind::complaint;
    }
    const auto place = [](const Case& c) { return std::tuple(c.found_at, c.at, c.customer); };
    return triage == Triage::newest_first ? place(x) > place(y) : place(x) < place(y);
  }
  bool gone(const Case& one, double clock) const {
    return drops_impatient && one.patience_ends <= clock;
  }
  std::optional<Case> take(Triage triage, double clock) {
    auto best = cases.end();
    for (auto one = cases.begin(); one != cases.end(); ++one) {
      if (one->found_at <= clock && !gone(*one, clock) &&
          (best == cases.end() || better(triage, *one, *best))) {
        best = one;
      }
    }
    if (best == cases.end()) {
      return std::nullopt;
    }
    const Case taken = *best;
    cases.erase(best);
    return taken;
  }
  double next_arrival(double clock, double end) const {
    for (const Case& one : cases) {
      if (one.found_at > clock && !gone(one, one.found_at)) {
        end = std::min(end, one.found_at);
      }
    }
    return end;
  }
  std::int64_t drop(double now, double age) {
    return static_cast<std::int64_t>(std::erase_if(
        cases, [&](const Case& one) { return one.found_at <= now - age || gone(one, now); }));
  }
};

Case some_case(std::uint32_t nth, double clock, Fractions& fractions) {
  Case one;
  one.customer = nth;
  one.cause = {nth};
  one.kind = fractions.next() < 0.3 ? CaseKind::complaint : CaseKind::question;
  one.at = clock + 0.001 * nth;
  // the way to the list is shorter in some weeks than in others
  one.found_at = one.at + (fractions.next() < 0.5 ? 0 : 6 * fractions.next());
  one.patience_ends = one.at + 40 * fractions.next();
  return one;
}

class OpenCasesLists : public ::testing::TestWithParam<std::tuple<Triage, bool>> {};

TEST_P(OpenCasesLists, give_and_drop_what_a_plain_list_does) {
  const auto [triage, drops] = GetParam();
  ItemList questions;
  ItemList complaints;
  Plain plain{.cases = {}, .drops_impatient = drops};
  Fractions fractions;
  std::uint32_t nth = 0;
  std::size_t taken = 0;
  std::int64_t dropped = 0;
  for (double clock = 0; clock < 400; clock += 1) {
    const bool busy = clock < 200;  // then a long list is worked off
    for (std::uint32_t i = 0; i < (busy ? 6U : 1U); ++i) {
      const Case one = some_case(nth++, clock, fractions);
      list_case(one.kind == CaseKind::complaint ? complaints : questions, one);
      plain.cases.push_back(one);
    }
    OpenCases open(questions, complaints, drops);
    const std::int64_t gone = open.drop(clock, 40);
    ASSERT_EQ(gone, plain.drop(clock, 40));
    dropped += gone;
    for (int i = 0; i < 4; ++i) {
      const double now = clock + 0.25 * i;
      ASSERT_EQ(open.next_arrival(now, clock + 3), plain.next_arrival(now, clock + 3));
      const std::optional<Case> one = open.take(triage, now);
      const std::optional<Case> same = plain.take(triage, now);
      ASSERT_EQ(one.has_value(), same.has_value());
      if (one) {
        ASSERT_EQ(one->customer, same->customer);
        ++taken;
      }
    }
    ASSERT_EQ(open.questions() + open.complaints(), plain.cases.size());
  }
  EXPECT_GT(taken, 500);
  EXPECT_GT(dropped, 100);
}

std::string name_of(const ::testing::TestParamInfo<std::tuple<Triage, bool>>& info) {
  constexpr std::string_view names[] = {"first_come", "newest_first", "complaints_first"};
  const auto [triage, drops] = info.param;
  return std::string(names[static_cast<std::size_t>(triage)]) + (drops ? "_and_impatient" : "");
}

INSTANTIATE_TEST_SUITE_P(All, OpenCasesLists,
                         ::testing::Combine(::testing::Values(Triage::first_come,
                                                              Triage::newest_first,
                                                              Triage::complaints_first),
                                            ::testing::Bool()),
                         name_of);

TEST(ItemList, is_the_same_bytes_however_its_items_left) {
  Fractions fractions;
  ItemList list;
  std::vector<std::uint64_t> plain;
  for (std::uint64_t step = 0; step < 5000; ++step) {
    const double act = fractions.next();
    const auto place =
        static_cast<std::size_t>(fractions.next() * static_cast<double>(plain.size()));
    if (act < 0.55 || plain.empty()) {
      list.push(step);
      plain.push_back(step);
    } else if (act < 0.9) {
      list.remove<std::uint64_t>(place);
      plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(place));
    } else if (act < 0.95) {
      const std::size_t count = std::min<std::size_t>(place, 3);
      list.drop_front<std::uint64_t>(count);
      plain.erase(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(count));
    } else {
      list.keep<std::uint64_t>(plain.size() - std::min<std::size_t>(place, 2));
      plain.resize(plain.size() - std::min<std::size_t>(place, 2));
    }
    ASSERT_TRUE(std::ranges::equal(list.items<std::uint64_t>(), plain)) << step;
    ItemList other;
    other.assign(list.bytes());
    ASSERT_TRUE(std::ranges::equal(other.bytes(), std::as_bytes(std::span(plain))));
  }
}

}  // namespace
}  // namespace rapport
