// The schema is JSON, closed, and knows every declared parameter with its range and words.
#include "sim/scenario/schema.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/vocabulary.hpp"
#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using Json = nlohmann::json;

void expect_closed(const Json& schema, const std::string& at) {
  if (schema.is_object() && schema.contains("properties") && schema["properties"].is_object() &&
      schema.contains("type")) {
    EXPECT_EQ(schema.value("additionalProperties", Json(true)), Json(false)) << at;
  }
  for (const auto& [key, value] : schema.items()) {
    if (value.is_structured()) {
      expect_closed(value, at + "/" + key);
    }
  }
}

TEST(Schema, lists_every_declared_parameter_with_its_range) {
  const Json schema = Json::parse(schema_json(models::catalogue()));
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  const Vocabulary vocabulary(models::catalogue());
  for (const auto& word : vocabulary.mechanisms()) {
    const Json& table = schema["properties"].at(word.name)["properties"];
    EXPECT_EQ(table.size(), word.parameters.size() + 1) << word.name;
    for (const Parameter& parameter : word.parameters) {
      const Json& said = table.at(parameter.name);
      const Json& type = said.contains("anyOf") ? said["anyOf"][0] : said;
      EXPECT_NE(said["description"].get<std::string>().find(parameter.about.meaning),
                std::string::npos);
      if (parameter.kind == ValueKind::real || parameter.kind == ValueKind::whole) {
        EXPECT_EQ(type["minimum"], parameter.about.low) << parameter.name;
        EXPECT_EQ(type["maximum"], parameter.about.high) << parameter.name;
      } else if (parameter.kind == ValueKind::word) {
        EXPECT_EQ(type["enum"].get<std::vector<std::string>>(), parameter.words);
      } else {
        EXPECT_EQ(type["type"], "boolean");
      }
    }
  }
}

TEST(Schema, leaves_no_table_open) {
  expect_closed(Json::parse(schema_json(models::catalogue())), "");
  expect_closed(Json::parse(schema_json(models::catalogue(), SchemaOf::strategy)), "");
}

TEST(Schema, lets_a_strategy_set_organisation_parameters_alone) {
  const Json strategy = Json::parse(schema_json(models::catalogue(), SchemaOf::strategy));
  std::size_t organisation = 0;
  const Vocabulary vocabulary(models::catalogue());
  for (const auto& word : vocabulary.mechanisms()) {
    for (const Parameter& parameter : word.parameters) {
      const bool listed = strategy["properties"].contains(word.name) &&
                          strategy["properties"][word.name]["properties"].contains(parameter.name);
      EXPECT_EQ(listed, parameter.about.role == Role::organisation)
          << word.name << "." << parameter.name;
      organisation += listed ? 1 : 0;
    }
  }
  EXPECT_GT(organisation, 15U);
}

TEST(Nearest, finds_the_word_that_was_meant) {
  const std::vector<std::string> words{"run", "rerun", "report", "resume"};
  EXPECT_EQ(nearest("rnu", words), "run");
  EXPECT_EQ(nearest("reprot", words), "report");
  EXPECT_EQ(nearest("zebra", words), "");
  EXPECT_EQ(nearest("", words), "");
  EXPECT_EQ(nearest("run", {}), "");
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(did_you_mean("zebra", words), "known are: run, rerun, report, resume");
}

}  // namespace
}  // namespace rapport
