#include "sim/app/answer_schema.hpp"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analysis/estimate/difference.hpp"

namespace rapport::app {
namespace {

using Json = nlohmann::ordered_json;

struct Property {
  std::string_view name;
  Json schema;
  bool required = true;
};

/// An object of these properties and no others.
Json object(std::initializer_list<Property> properties) {
  Json out{{"type", "object"},
           {"properties", Json::object()},
           {"required", Json::array()},
           {"additionalProperties", false}};
  for (const Property& property : properties) {
    out["properties"][std::string(property.name)] = property.schema;
    if (property.required) {
      out["required"].push_back(property.name);
    }
  }
  return out;
}

Json described(Json schema, std::string_view text) {
  schema["description"] = text;
  return schema;
}

Json text(std::string_view what) {
  return described({{"type", "string"}}, what);
}
Json count(std::string_view what, int least = 0) {
  return described({{"type", "integer"}, {"minimum", least}}, what);
}
Json number(std::string_view what) {
  return described({{"type", {"number", "null"}}}, what);
}
Json truth(std::string_view what) {
  return described({{"type", "boolean"}}, what);
}
Json list(Json of, std::string_view what) {
  return described({{"type", "array"}, {"items", std::move(of)}}, what);
}
Json reference(std::string_view name) {
  return {{"$ref", "#/definitions/" + std::string(name)}};
}
Json or_null(std::string_view name, std::string_view what) {
  return described({{"anyOf", {reference(name), {{"type", "null"}}}}}, what);
}
Json digest(std::string_view what) {
  return described({{"type", "string"}, {"pattern", "^[0-9a-f]{16}$"}}, what);
}

Json method() {
  Json names = Json::array();
  for (const auto one :
       {estimate::Method::student_t, estimate::Method::bca_bootstrap, estimate::Method::welch_t}) {
    names.push_back(estimate::name(one));
  }
  return {{"description", "how the interval was found"}, {"enum", names}};
}

/// By the name of the measure, as in `rapport explain`.
Json by_measure(std::string_view name) {
  return {{"description", "by the name of the measure: see `rapport explain NAME`"},
          {"type", "object"},
          {"additionalProperties", reference(name)}};
}

/// How a study that stops by itself ended.
Json stopping() {
  const Json difference =
      object({{"strategy", text("its difference from the baseline")},
              {"measure", text("of totals")},
              {"half_width", number("half of the interval, in the measure's unit; null: no bound")},
              {"share", number("of the baseline's mean, unsigned; null: can't tell")},
              {"reached", truth("whether it is known well enough")}});
  return object(
      {{"until", list({{"type", "string"}}, "measures that were waited for")},
       {"within", described({{"type", "number"}}, "share that was wanted")},
       {"at_most", count("replicates, in any case", 1)},
       {"replicates", count("that were lived", 1)},
       {"saved", count("at_most - replicates")},
       {"reached", truth("whether all differences are known well enough")},
       {"looks", list({{"type", "integer"}}, "replicates at each possible look")},
       {"level", described({{"type", "number"}},
                           "at which each interval is computed, so that it holds at 95 % whichever "
                           "look ended the study")},
       {"fixed_design",
        described({{"type", {"integer", "null"}}},
                  "replicates that would have been enough, fixed beforehand, by hindsight; null: "
                  "none, or more than a million")},
       {"differences", list(difference, "that were waited for")}});
}

Json definitions() {
  Json out;
  out["interval"] = object({{"mean", number("null: there is none")},
                            {"low", number("lower end of the 95 % interval; null: no bound")},
                            {"high", number("upper end; null: no bound")},
                            {"n", count("replicates behind it")}});
  out["balance"] = object(
      {{"value", number("where the second strategy begins or ceases to pay; null: nowhere")},
       {"pays", described({{"enum", {"above", "below", "always", "never", nullptr}}},
                          "on which side of the value the second pays; null: can't tell")},
       {"set", described({{"enum", {"interval", "half_line", "outside", "everything", "empty"}}},
                         "shape of the 95 % set of values (Fieller)")},
       {"low", number("null: no bound")},
       {"high", number("null: no bound")}});
  out["mean"] = object({{"unit", text("\"currency\" stands for the answer's")},
                        {"mean", number("of the totals over all weeks; null: no value")},
                        {"low", number("lower end of the 95 % interval; null: no bound")},
                        {"high", number("upper end; null: no bound")},
                        {"n", count("replicates with a value")},
                        {"method", method()}});
  out["difference"] = object(
      {{"unit", text("\"currency\" stands for the answer's")},
       {"first", number("mean total of the first strategy; null: no value")},
       {"second", number("mean total of the second strategy; null: no value")},
       {"difference", described(reference("interval"), "second - first")},
       {"method", method()},
       {"weeks_bootstrapped",
        described({{"type", {"integer", "null"}}, {"minimum", 0}},
                  "weeks whose interval is bootstrapped; null: weeks are not compared")},
       {"variance_reduction",
        number("independent pairs that one paired replicate replaces; null: without bound, or "
               "nothing is paired")},
       {"correlation_with_profit", described(reference("interval"),
                                             "Spearman's, over replicates, of the difference with "
                                             "that of profit")}});
  out["comparison"] = object(
      {{"first", text("strategy")},
       {"second", text("strategy")},
       {"paired", truth("whether replicate by replicate both met the same luck")},
       {"verdict", text("which earned more, in one sentence")},
       {"present_value_of_difference",
        described(reference("interval"), "of profit, discounted to the switch; n = 0: not known")},
       {"unspent",
        described({{"type", "number"}},
                  "mean allowance that the second left, currency; only of a strategy "
                  "that spends what another costs more"),
        false},
       {"break_even_margin", or_null("balance", "margin of a unit; null: of two studies")},
       {"break_even_wage",
        or_null("balance", "wage of an hour; null: of two studies, or wages move sales")},
       {"return_on_extra_cost",
        or_null("balance",
                "contribution margin more for each unit of money spent more; null: as "
                "break_even_wage")},
       {"measures", by_measure("difference")}});
  out["stopping"] = stopping();
  return out;
}

Json of_one_study() {
  return object(
      {{"title", text("of the scenario")},
       {"brand", text("the focal one: all numbers are its")},
       {"currency", text("ISO 4217 code")},
       {"weeks", count("after the switch", 1)},
       {"replicates", count("of each strategy", 1)},
       {"stopping", or_null("stopping", "null: the number of replicates was fixed")},
       {"digest", digest("of all worlds at their end")},
       {"comparisons", list(reference("comparison"), "empty: one strategy alone")},
       {"alone",
        described({{"anyOf",
                    {object({{"strategy", text("its name")}, {"measures", by_measure("mean")}}),
                     {{"type", "null"}}}}},
                  "the one strategy that has no other; null: there are several")},
       {"not_yet_modelled", list({{"type", "string"}}, "what the model lacks")}});
}

Json of_several_studies() {
  const Json file = object(
      {{"file", text("as named")},
       {"title", text("of the scenario")},
       {"brand", text("the focal one")},
       {"seed", count("of all luck")},
       {"replicates", count("of each strategy", 1)},
       {"stopping", or_null("stopping", "null: the number of replicates was fixed")},
       {"warm_up_weeks", count("before the switch")},
       {"network_digest", text("of each platform's network")},
       {"digest", digest("of all worlds at their end")},
       {"unpaired_by", list({{"type", "string"}},
                            "why its replicates are no pairs with the first file's; empty: they "
                            "are")}});
  const Json strategy = object({{"name", text("file and strategy, as comparisons call it")},
                                {"file", text("as named")},
                                {"strategy", text("its name in the file")},
                                {"measures", by_measure("mean")}});
  return object({{"currency", text("ISO 4217 code")},
                 {"weeks", count("after the switch", 1)},
                 {"files", list(file, "in the order of the command line")},
                 {"strategies", list(strategy, "of all files")},
                 {"comparisons", list(reference("comparison"),
                                      "each strategy with the baseline of the first file")},
                 {"not_yet_modelled", list({{"type", "string"}}, "what the model lacks")}});
}

}  // namespace

std::string answer_schema() {
  Json out{{"$schema", "http://json-schema.org/draft-07/schema#"},
           {"title", "Answers of rapport run --json and rapport compare --json"},
           {"oneOf",
            {described(of_one_study(), "of one study: run, and compare with one file"),
             described(of_several_studies(), "compare with several files")}},
           {"definitions", definitions()}};
  return out.dump(2);
}

}  // namespace rapport::app
