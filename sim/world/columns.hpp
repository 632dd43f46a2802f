// What mechanisms share: columns of customers, numbers of brands, counts. A mechanism's private
// columns stand in its own file.
#pragma once

#include "sim/world/brand_states.hpp"
#include "sim/world/marks.hpp"
#include "sim/world/measures.hpp"
#include "sim/world/rows.hpp"

namespace rapport::columns {

// --- one a customer
inline constexpr Column<std::uint8_t> platforms{
    "platforms", Of::customer, "1", 0, 255, 0, "memberships, one bit a platform"};
inline constexpr Column<std::uint8_t> log_in_bin{
    "log_in_bin",
    Of::customer,
    "1",
    0,
    255,
    0,
    "log-in rate on each platform, in logarithmic bins"};
inline constexpr Column<float> talk{"talk",
                                    Of::customer,
                                    "1",
                                    0,
                                    1e9,
                                    0,
                                    "propensity to speak in public; mean 1 unless segments differ"};
inline constexpr Column<float> need_rate{
    "need_rate", Of::customer, "hour-1", 0, 10, 0, "category purchases an hour"};
inline constexpr Column<double> next_occasion{
    "next_occasion", Of::customer, "hour", 0, 1e300, 1e300, "time of the next category purchase"};
inline constexpr Column<std::uint32_t> occasion_serial{
    "occasion_serial",
    Of::customer,
    "1",
    0,
    4e9,
    0,
    "serial of the next category purchase, from 1"};
inline constexpr Column<std::uint8_t> left_category{
    "left_category", Of::customer, "1", 0, 1, 0, "1 = will never buy in the category again"};

// --- one a customer and brand
inline constexpr Column<float> taste{
    "taste", Of::relation, "1", -1e30, 1e3, 0, "persistent liking, log of a gamma variate"};
inline constexpr Column<float> aware_until{
    "aware_until", Of::relation, "hour", -1e30, 1e30, -1e30F, "end of the memory of the brand"};
inline constexpr Column<Fading> trust_for{
    "trust_for", Of::relation, "hour", -1e30, 1e6, {}, "evidence in favour, as its crossing hour"};
inline constexpr Column<Fading> trust_against{"trust_against",
                                              Of::relation,
                                              "hour",
                                              -1e30,
                                              1e6,
                                              {},
                                              "evidence against, as its crossing hour"};
inline constexpr Column<Fading> irritation{"irritation",
                                           Of::relation,
                                           "hour",
                                           -1e30,
                                           1e6,
                                           {},
                                           "annoyance by broadcasts, as its crossing hour"};
inline constexpr Column<Fading> reminder{
    "reminder", Of::relation, "hour", -1e30, 1e6, {}, "freshness of the last brand messages"};
inline constexpr Column<float> habit{
    "habit", Of::relation, "1", 0, 1, 0, "share of recent purchases, exponentially weighted"};
inline constexpr Column<std::uint8_t> follows{
    "follows", Of::relation, "1", 0, 255, 0, "follows the brand, one bit a platform"};
inline constexpr Column<std::uint8_t> follows_for_gifts{
    "follows_for_gifts", Of::relation, "1", 0, 1, 0, "1 = began to follow for a giveaway"};
inline constexpr Column<std::uint16_t> purchases{
    "purchases", Of::relation, "1", 0, 65535, 0, "units bought of the brand so far"};
inline constexpr Column<std::uint32_t> answer_for{
    "answer_for",
    Of::relation,
    "1",
    0,
    4.3e9,
    0,
    "serial of the purchase that an answer was about; 0 = none"};
inline constexpr Column<std::uint8_t> answered_before{
    "answered_before", Of::relation, "1", 0, 1, 0, "1 = has had an answer from the brand"};
inline constexpr Column<std::uint16_t> last_voice{
    "last_voice",
    Of::relation,
    "day",
    0,
    65535,
    0,
    "day of the last public word on the brand: 2 x (day + 1), + 1 if it was praise; 0 = never"};

// --- marks that few customers bear
inline constexpr MarkKind open_case{
    "open_case", "a question or complaint to a brand, neither answered nor given up for good"};

// --- lists of a brand, of what is neither answered nor dropped: see open_cases.hpp
inline constexpr std::string_view open_questions = "open_questions";
inline constexpr std::string_view open_complaints = "open_complaints";

// --- one a brand
inline constexpr BrandColumn chore_minutes{
    "chore_minutes", "min", 0,
    "desk work that goes before answering: posts, training, screening, notes on complaints"};
inline constexpr BrandColumn desk_minutes{"desk_minutes", "min", 1e12,
                                          "the desk's paid minutes this week, less training"};
inline constexpr BrandColumn skill{"skill", "1", 0.4, "skill of the voices, 0.4 untrained to 1"};
inline constexpr BrandColumn desk_servers{"desk_servers", "1", 0, "voices on duty at once"};
inline constexpr BrandColumn duty_days{"duty_days", "1", 5, "duty days a week, from Monday"};
inline constexpr BrandColumn duty_first_hour{"duty_first_hour", "hour", 9,
                                             "opening of the duty day"};
inline constexpr BrandColumn duty_last_hour{"duty_last_hour", "hour", 17, "end of the duty day"};
inline constexpr BrandColumn duty_windows{"duty_windows", "1", 1, "windows of duty in a day"};
inline constexpr BrandColumn duty_length{"duty_length", "hour", 0, "length of a window of duty"};
inline constexpr BrandColumn complaints_handled{
    "complaints_handled", "1", 0, "complaints answered so far: what products can learn from"};
inline constexpr BrandColumn price{"price", "currency", 40, "price of a unit"};
inline constexpr BrandColumn unit_margin{"unit_margin", "currency", 12, "margin of a unit"};
inline constexpr BrandColumn shop_open{"shop_open", "1", 1, "1 = the brand can be bought"};
inline constexpr BrandColumn coverage{"coverage", "1", 0, "share of untagged mentions searched"};

// --- counts
inline constexpr SharedCounter bought{"units_sold", Ladder::business, MeasureOf::brand, "1",
                                      "units bought"};
inline constexpr SharedCounter mentions{"mentions", Ladder::vanity, MeasureOf::brand, "1",
                                        "public words of customers about the brand"};
inline constexpr SharedCounter market_mentions{"market_mentions", Ladder::vanity, MeasureOf::brand,
                                               "1", "public words about any brand"};
inline constexpr SharedCounter referrals{
    "referrals", Ladder::business, MeasureOf::brand, "1",
    "customers of the brand naming it to a friend to buy, asked or of their own accord"};
inline constexpr SharedCounter cascades{
    "cascades", Ladder::diffusion, MeasureOf::brand, "1",
    "customers' public praise and complaints: roots of cascades"};
inline constexpr SharedCounter cascade_members{"cascade_members", Ladder::diffusion,
                                               MeasureOf::brand, "1",
                                               "roots of customers' cascades, and relays of them"};
inline constexpr SharedCounter posts{"posts", Ladder::operations, MeasureOf::brand_and_platform,
                                     "1", "posts published"};
inline constexpr SharedCounter giveaways{"giveaways", Ladder::operations, MeasureOf::brand, "1",
                                         "giveaways held"};
inline constexpr SharedCounter staff_minutes{"staff_minutes", Ladder::operations, MeasureOf::brand,
                                             "min", "paid minutes of the desk"};
inline constexpr SharedCounter training_minutes{"training_minutes", Ladder::operations,
                                                MeasureOf::brand, "min", "minutes of training"};
inline constexpr SharedCounter redresses{"redresses", Ladder::operations, MeasureOf::brand, "1",
                                         "complaints made good with money"};

}  // namespace rapport::columns
