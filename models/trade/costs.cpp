// Costs and prices: nothing is free. Quantities that other mechanisms count are priced here, in
// integer cents, in the tick in which they arise; each booking moves money between the brand and
// one counterparty. Prices that feed back into nothing can be changed after a run without a new
// one.
//
// Held to: every entry = quantity x price to the cent; books balance every tick; profit of the
// zero-effect null differs by cost alone.

#include <cmath>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Costs final : public Mechanism {
 public:
  Costs() { opens = closes = true; }

  void declare(Declaration& d) override {
    // a cent at least: choice weighs its logarithm
    price(d, "price", price_, 40, "price of a unit", "prototype set-up", 0.01);
    price(d, "margin", margin_, 12, "price of a unit less what it costs to make and ship",
          "prototype set-up");
    d.flag("shop_open", shop_open_,
           {.unit = "1",
            .value = 1,
            .role = Role::market,
            .meaning = "whether the brand can be bought at all (C34)",
            .source = "a switch",
            .grade = Grade::convention});
    price(d, "wage", wage_, 25, "an hour of the desk with employer's cost",
          "EVIDENCE C2's table; sweep 10 to 60");
    price(d, "post", post_, 15, "pictures and tools for a post, beside the desk's time",
          "prototype E13");
    price(d, "search", search_, 50, "listening tools a week at full coverage", "prototype E13");
    price(d, "training_hour", training_, 10,
          "course fee of an hour's training, beside the desk's time", "prototype E13");
    price(d, "giveaway", giveaway_, 400, "a giveaway with prizes and handling", "prototype E13");
    d.parameter("redress_share", redress_,
                {.unit = "1",
                 .low = 0,
                 .high = 5,
                 .value = 0.3,
                 .role = Role::market,
                 .meaning = "money given back for a complaint made good, as a share of the price",
                 .source = "prototype E13"});
    d.require({"margin", "price"}, "'margin' must not exceed 'price'",
              [this](BrandId b) { return margin_[b] <= price_[b]; });
    d.own(price_now_, columns::price);
    d.own(margin_now_, columns::unit_margin);
    d.own(shop_now_, columns::shop_open);
    d.reads(coverage_, columns::coverage);
    d.counter(bought_, columns::bought);
    d.counter(posts_, columns::posts);
    d.counter(giveaways_, columns::giveaways);
    d.counter(staff_minutes_, columns::staff_minutes);
    d.counter(training_minutes_, columns::training_minutes);
    d.counter(redresses_, columns::redresses);
    d.entry(revenue_, {"revenue", Counterparty::customers, true, true, "units sold x price"});
    d.entry(goods_,
            {"goods", Counterparty::suppliers, false, true, "units sold x (price - margin)"});
    d.entry(wages_, {"wages", Counterparty::staff, false, false, "paid hours of the desk"});
    d.entry(content_,
            {"content", Counterparty::suppliers, false, false, "pictures and tools for posts"});
    d.entry(tools_,
            {"listening_tools", Counterparty::suppliers, false, false, "search of untagged talk"});
    d.entry(courses_, {"training", Counterparty::suppliers, false, false, "course fees"});
    d.entry(gifts_, {"giveaways", Counterparty::suppliers, false, false, "prizes and handling"});
    d.entry(redress_paid_, {"redress", Counterparty::customers, false, false, "money given back"});
    d.on<&Costs::bought>(*this);
  }

  void open(Office& office) const override {
    const BrandId b = office.brand();
    office.own(price_now_) = price_[b];
    office.own(margin_now_) = margin_[b];
    office.own(shop_now_) = shop_open_[b];
    if (office.starts_week()) {
      office.book(tools_, std::llround(search_[b] * office.see(coverage_) * 100));
    }
  }

  void bought(Turn& turn, const Bought& event) const { turn.count(bought_, event.brand); }

  void close(Office& office) const override {
    const BrandId b = office.brand();
    const Cents unit = std::llround(price_[b] * 100);
    const Cents to_make = std::llround((price_[b] - margin_[b]) * 100);
    const std::int64_t sold = office.counted(bought_);
    office.book(revenue_, sold * unit);
    office.book(goods_, sold * to_make);
    office.book(wages_, priced(office.counted(staff_minutes_), wage_[b] / 60));
    office.book(content_, priced(office.counted(posts_), post_[b]));
    office.book(courses_, priced(office.counted(training_minutes_), training_[b] / 60));
    office.book(gifts_, priced(office.counted(giveaways_), giveaway_[b]));
    office.book(redress_paid_, priced(office.counted(redresses_), redress_ * price_[b]));
  }

 private:
  static void price(Declaration& d, std::string_view name, PerBrand& value, double standard,
                    std::string_view meaning, std::string_view source, double low = 0) {
    d.parameter(name, value,
                {.unit = "currency",
                 .low = low,
                 .high = 1e9,
                 .value = standard,
                 .role = Role::market,
                 .meaning = meaning,
                 .source = source});
  }
  static Cents priced(std::int64_t quantity, double price) {
    return std::llround(static_cast<double>(quantity) * price * 100);
  }

  PerBrand price_, margin_, shop_open_, wage_, post_, search_, training_, giveaway_;
  Value redress_;
  BrandOwn price_now_, margin_now_, shop_now_;
  BrandReads coverage_;
  Counter bought_{}, posts_{}, giveaways_{}, staff_minutes_{}, training_minutes_{}, redresses_{};
  Entry revenue_{}, goods_{}, wages_{}, content_{}, tools_{}, courses_{}, gifts_{}, redress_paid_{};
};

}  // namespace

extern const MechanismInfo costs;
const MechanismInfo costs{
    .summary = "what everything costs and brings, in cents",
    .claims = "mechanism 21",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Costs>()); },
};

}  // namespace rapport::models
