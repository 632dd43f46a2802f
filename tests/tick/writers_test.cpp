// Two who write one column at one time state their order, or are refused.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/tick/model.hpp"
#include "sim/world/columns.hpp"

namespace rapport {
namespace {

enum class Hook { opens, closes };
enum class After { nobody, first, staff_and_publishing };

/// Adds to the brand's chores in one hook.
template <Hook hook, After after>
class Adder final : public Mechanism {
 public:
  Adder() {
    opens = hook == Hook::opens;
    closes = hook == Hook::closes;
  }
  void declare(Declaration& d) override {
    if constexpr (after == After::first) {
      d.own(chores_, columns::chore_minutes, {"first"});
    } else if constexpr (after == After::staff_and_publishing) {
      d.own(chores_, columns::chore_minutes, {"staff", "publishing"});
    } else {
      d.own(chores_, columns::chore_minutes);
    }
  }

 private:
  BrandOwn chores_;
};

/// Writes a customer's column when something was bought.
template <After after>
class Writer final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    if constexpr (after == After::first) {
      d.own(habit_, columns::habit, {"first"});
    } else {
      d.own(habit_, columns::habit);
    }
    d.on<&Writer::bought>(*this);
  }
  void bought(Turn&, const Bought&) const {}

 private:
  Own<float> habit_;
};

/// Puts cases on a list of the brand, and marks on customers who bought.
template <bool on_list, After after>
class Marker final : public Mechanism {
 public:
  Marker() { closes = on_list; }
  void declare(Declaration& d) override {
    if constexpr (on_list && after == After::first) {
      d.list(cases_, columns::open_questions, {"first"});
    } else if constexpr (on_list) {
      d.list(cases_, columns::open_questions);
    } else if constexpr (after == After::first) {
      d.own(open_, columns::open_case, {"first"});
    } else {
      d.own(open_, columns::open_case);
    }
    d.on<&Marker::bought>(*this);
  }
  void bought(Turn&, const Bought&) const {}

 private:
  BrandList<Case> cases_;
  OwnMarks open_;
};

template <class M>
CatalogueEntry entry(std::string_view name) {
  static const MechanismInfo info{.summary = "writes", .claims = "none", .make = [] {
                                    return std::unique_ptr<Mechanism>(std::make_unique<M>());
                                  }};
  return {name, "tests", &info};
}

/// What a model of these is refused for; empty: it is not.
std::string refusal(const std::vector<CatalogueEntry>& catalogue) {
  try {
    const Model model(catalogue, Extent{}, [](const CatalogueEntry&) { return true; });
    return "";
  } catch (const Contradiction& error) {
    return error.what();
  }
}

TEST(Writers, of_a_list_or_a_kind_of_mark_are_refused_unless_the_later_states_the_order) {
  using List = Marker<true, After::nobody>;
  using Mark = Marker<false, After::nobody>;
  EXPECT_NE(refusal({entry<List>("first"), entry<List>("second")}).find("'open_questions'"),
            std::string::npos);
  EXPECT_NE(refusal({entry<Mark>("first"), entry<Mark>("second")}).find("'open_case'"),
            std::string::npos);
  EXPECT_EQ(refusal({entry<List>("first"), entry<Marker<true, After::first>>("second")}), "");
  EXPECT_EQ(refusal({entry<Mark>("first"), entry<Marker<false, After::first>>("second")}), "");
}

using Opens = Adder<Hook::opens, After::nobody>;
using Closes = Adder<Hook::closes, After::nobody>;

TEST(Writers, of_a_brands_column_in_one_hook_are_refused_unless_the_later_states_the_order) {
  const std::string told = refusal({entry<Opens>("first"), entry<Opens>("second")});
  EXPECT_NE(told.find("'first' and 'second' both write 'chore_minutes' in one hook of a brand"),
            std::string::npos)
      << told;
  EXPECT_NE(refusal({entry<Closes>("first"), entry<Closes>("second")}), "");
  using Ordered = Adder<Hook::opens, After::first>;
  EXPECT_EQ(refusal({entry<Opens>("first"), entry<Ordered>("second")}), "");
  // the order of the catalogue is another than the stated one
  EXPECT_NE(refusal({entry<Ordered>("second"), entry<Opens>("first")}), "");
  EXPECT_NE(refusal({entry<Opens>("another"), entry<Ordered>("second")}), "");
}

TEST(Writers, of_a_brands_column_in_different_hooks_are_in_order_anyhow) {
  EXPECT_EQ(refusal({entry<Opens>("first"), entry<Closes>("second")}), "");
  EXPECT_EQ(refusal({entry<Closes>("first"), entry<Opens>("second")}), "");
}

TEST(Writers, of_a_customers_column_in_one_kind_of_happening_are_refused_too) {
  const auto first = entry<Writer<After::nobody>>("first");
  EXPECT_NE(refusal({first, entry<Writer<After::nobody>>("second")}).find("'habit'"),
            std::string::npos);
  EXPECT_EQ(refusal({first, entry<Writer<After::first>>("second")}), "");
}

TEST(Writers, that_are_added_to_the_catalogue_state_whom_they_follow) {
  std::vector<CatalogueEntry> all(models::catalogue().begin(), models::catalogue().end());
  ASSERT_EQ(refusal(all), "");
  all.push_back(entry<Opens>("adder"));
  const std::string told = refusal(all);
  EXPECT_NE(told.find("'staff' and 'adder' both write 'chore_minutes'"), std::string::npos) << told;
  all.back() = entry<Adder<Hook::opens, After::staff_and_publishing>>("adder");
  EXPECT_NE(refusal(all).find("'experience' and 'adder'"), std::string::npos);
}

}  // namespace
}  // namespace rapport
