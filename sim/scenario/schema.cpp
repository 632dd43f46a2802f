#include "sim/scenario/schema.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "sim/scenario/vocabulary.hpp"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;
using Level = enum { market, platform, segment, brand, strategy };

constexpr std::string_view name_pattern = "^[A-Za-z0-9_-]{1,40}$";

std::string description(const Field& field) {
  std::string text(field.meaning);
  if (field.unit != "1" && !field.unit.empty()) {
    text += fmt::format(" [{}]", field.unit);
  }
  if (!field.source.empty()) {
    text += fmt::format(". Source: {}", field.source);
  }
  return text;
}

/// What may stand for a value, without words about it.
Json type_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::flag:
      return {{"type", "boolean"}};
    case FieldKind::word:
      return {{"enum", field.words}};
    case FieldKind::text:
      return field.required ? Json{{"type", "string"}, {"minLength", 1}} : Json{{"type", "string"}};
    case FieldKind::date:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case FieldKind::currency:
      return {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}};
    case FieldKind::whole:
      return {{"type", "integer"},
              {"minimum", static_cast<std::int64_t>(field.low)},
              {"maximum", static_cast<std::int64_t>(field.high)}};
    case FieldKind::real:
      break;
  }
  return {{"type", "number"}, {"minimum", field.low}, {"maximum", field.high}};
}

Json with_words(Json schema, const Field& field) {
  schema["description"] = description(field);
  if (!has_default(field)) {
    return schema;
  }
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::date:
    case FieldKind::currency:
      schema["default"] = field.text;
      break;
    case FieldKind::flag:
      schema["default"] = field.value != 0;
      break;
    case FieldKind::word:
      schema["default"] = field.words.at(static_cast<std::size_t>(field.value));
      break;
    case FieldKind::whole:
      schema["default"] = static_cast<std::int64_t>(field.value);
      break;
    case FieldKind::real:
      schema["default"] = field.value;
      break;
  }
  return schema;
}

Json closed_table(std::string_view about) {
  Json table{{"type", "object"}};
  if (!about.empty()) {
    table["description"] = about;
  }
  table["properties"] = Json::object();
  table["additionalProperties"] = false;
  return table;
}

Json fields_table(std::span<const Field> fields, std::string_view about) {
  Json table = closed_table(about);
  for (const Field& field : fields) {
    table["properties"][field.name] = with_words(type_of(field), field);
    if (field.required) {
      table["required"].push_back(field.name);
    }
  }
  return table;
}

/// Tables of any name, each of them as the schema says.
Json named_tables(std::string_view about, Json each) {
  return {{"type", "object"},
          {"description", about},
          {"propertyNames", {{"pattern", name_pattern}}},
          {"minProperties", 1},
          {"additionalProperties", std::move(each)}};
}

bool may_stand(const Parameter& parameter, Level level) {
  switch (level) {
    case platform:
      return parameter.scope.platform;
    case segment:
      return parameter.scope.segment;
    case brand:
      return parameter.scope.brand;
    case strategy:
      return parameter.scope.brand && parameter.about.role == Role::organisation;
    case market:
      break;
  }
  return true;
}

/// A mechanism's table as a market, a platform, a segment, a brand or a strategy may write it.
Json mechanism_table(const Vocabulary::Word& word, Level level) {
  Json table = closed_table(word.summary);
  if (level == market) {
    table["properties"]["on"] = {{"type", "boolean"},
                                 {"description", "whether the mechanism is part of the model"},
                                 {"default", word.on_by_default}};
  }
  for (const Parameter& parameter : word.parameters) {
    if (!may_stand(parameter, level)) {
      continue;
    }
    const Field field = field_of(parameter);
    Json schema = type_of(field);
    if ((parameter.scope.platform && level != platform) ||
        (parameter.scope.segment && level != segment)) {
      Json each{{"type", "object"},
                {"propertyNames", {{"pattern", name_pattern}}},
                {"additionalProperties", schema}};
      schema = {{"anyOf", Json::array({schema, std::move(each)})}};
    }
    table["properties"][parameter.name] = with_words(std::move(schema), field);
  }
  return table;
}

void add_mechanisms(Json& table, const Vocabulary& words, Level level) {
  for (const Vocabulary::Word& word : words.mechanisms()) {
    Json one = mechanism_table(word, level);
    if (!one["properties"].empty()) {
      table["properties"][word.name] = std::move(one);
    }
  }
}

Json network_schema() {
  Json choices = Json::array({fields_table(network_file_fields(), "a network in a file")});
  for (const GeneratorFields& generator : generators()) {
    Json table = fields_table(generator.fields, generator.meaning);
    table["properties"]["generator"] = {{"const", generator.name}};
    table["required"].push_back("generator");
    choices.push_back(std::move(table));
  }
  return {{"description", "who sees what whom posts"}, {"oneOf", std::move(choices)}};
}

Json strategy_schema(const Vocabulary& words) {
  Json table = fields_table(strategy_fields(), "what a business decides, and nothing else");
  add_mechanisms(table, words, strategy);
  return table;
}

Json brand_schema(const Vocabulary& words) {
  Json table = closed_table("a brand");
  table["properties"]["focal"] = {
      {"type", "boolean"},
      {"description",
       "whether strategies are compared in this brand; one alone, default the first"}};
  table["properties"]["strategy"] = {
      {"description", "what a rival always does; of the focal brand: the baseline"},
      {"anyOf", Json::array({Json{{"type", "string"}}, Json{{"$ref", "#/definitions/strategy"}}})}};
  add_mechanisms(table, words, brand);
  return table;
}

/// Lets another value stand there too.
void or_else(Json& schema, Json other) {
  Json first = std::move(schema);
  schema = Json::object();
  for (const char* word : {"description", "default"}) {
    if (first.contains(word)) {
      schema[word] = first[word];
      first.erase(word);
    }
  }
  schema["anyOf"] = Json::array({std::move(first), std::move(other)});
}

Json segment_schema(const Vocabulary& words) {
  Json table = fields_table(segment_fields(), "a kind of customers");
  or_else(table["properties"]["is"],
          {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}});
  add_mechanisms(table, words, segment);
  return table;
}

Json strategies_schema() {
  Json table = closed_table("which strategies are run");
  table["properties"]["compare"] = {{"type", "array"},
                                    {"description",
                                     "names of strategies; the first is the baseline "
                                     "unless another is named"},
                                    {"items", {{"type", "string"}}},
                                    {"minItems", 1},
                                    {"uniqueItems", true}};
  table["properties"]["baseline"] = {
      {"type", "string"}, {"description", "the warm-up's strategy; default the first compared"}};
  return table;
}

/// [run], where replicates are a number or a table.
Json run_schema() {
  Json table = fields_table(run_fields(), "what is simulated, for how long, how often");
  Json stop = fields_table(stop_fields(), "as many replicates as it takes");
  stop.erase("required");  // a file that extends another may leave it to that
  or_else(stop["properties"]["until"],
          {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}});
  or_else(stop["properties"]["within"], {{"type", "string"}, {"pattern", "^[0-9.]+ *%$"}});
  or_else(table["properties"]["replicates"], std::move(stop));
  return table;
}

Json scenario_schema(const Vocabulary& words) {
  Json root = closed_table("a scenario");
  Json& properties = root["properties"];
  properties["extends"] = {{"type", "string"},
                           {"description",
                            "scenario file that this one changes; tables are merged, "
                            "lists replaced"}};
  properties["run"] = run_schema();
  properties["market"] = fields_table(market_fields(), "the market");
  // a file that extends another may leave to it what every scenario needs
  properties["market"].erase("required");
  properties["network"] = {{"$ref", "#/definitions/network"}};
  Json platform_table = closed_table("a platform");
  platform_table["properties"]["network"] = {{"$ref", "#/definitions/network"}};
  add_mechanisms(platform_table, words, platform);
  properties["platform"] = named_tables("platforms, in the order of their numbers", platform_table);
  properties["platform"]["maxProperties"] = most_platforms;
  properties["segment"] =
      named_tables("kinds of customers, in the order of their numbers", segment_schema(words));
  properties["segment"]["maxProperties"] = most_segments;
  properties["brand"] = named_tables("brands, in the order of their numbers", brand_schema(words));
  properties["brand"]["maxProperties"] = most_brands;
  properties["strategies"] = strategies_schema();
  properties["strategy"] =
      named_tables("strategies of this scenario", {{"$ref", "#/definitions/strategy"}});
  add_mechanisms(root, words, market);
  root["definitions"] = {{"network", network_schema()}, {"strategy", strategy_schema(words)}};
  return root;
}

Json strategy_file_schema(const Vocabulary& words) {
  Json root = closed_table("a strategy");
  root["properties"]["strategy"] = fields_table(strategy_fields(), "what it says of itself");
  add_mechanisms(root, words, strategy);
  return root;
}

}  // namespace

std::string schema_json(Catalogue catalogue, SchemaOf of) {
  const Vocabulary words(catalogue);
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", of == SchemaOf::scenario ? "rapport scenario" : "rapport strategy"}};
  schema.update(of == SchemaOf::scenario ? scenario_schema(words) : strategy_file_schema(words));
  return schema.dump(2) + "\n";
}

}  // namespace rapport
