#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/make_networks.hpp"
#include "sim/scenario/make_segments.hpp"

namespace rapport {
namespace {

void apply(Model& model, const Scenario& scenario, const Given& given,
           std::optional<std::size_t> brand) {
  Parameter* parameter = model.find(given.mechanism, given.parameter);
  if (parameter == nullptr) {
    return;  // the mechanism is off
  }
  Given meant = given;
  meant.brand = brand;
  scenario.extent().each_cell(parameter->scope, [&](const Cell& cell) {
    if (meant.is_for(cell)) {
      parameter->values->set(cell, given.value);
    }
  });
}

std::size_t followed(const Scenario& scenario, std::size_t brand, std::size_t focal_follows) {
  return brand == scenario.focal ? focal_follows : scenario.brands[brand].strategy;
}

}  // namespace

std::optional<std::size_t> Scenario::strategy(std::string_view name) const {
  const auto found = std::ranges::find(strategies, name, &StrategySettings::name);
  return found == strategies.end() ? std::nullopt
                                   : std::optional<std::size_t>(found - strategies.begin());
}

std::string path_of(const Scenario& scenario, const Given& given, std::string_view strategy) {
  // the table's owner, and by what it says more than one value
  std::string owner;
  std::string by;
  const auto own = [&](std::string_view kind, const std::string& name) {
    (owner.empty() ? owner : by) = owner.empty() ? fmt::format("{}.{}.", kind, name) : "." + name;
  };
  if (!strategy.empty()) {
    own("strategy", std::string(strategy));
  } else if (given.brand) {
    own("brand", scenario.brands[*given.brand].name);
  }
  if (given.segment) {
    own("segment", scenario.segments[*given.segment].name);
  }
  if (given.platform) {
    own("platform", scenario.platforms[*given.platform].name);
  }
  return owner + given.mechanism + "." + given.parameter + by;
}

Decided decided(const Scenario& scenario, std::string_view mechanism, const Parameter& parameter,
                const Cell& cell, std::size_t strategy) {
  const auto last = [&](const std::vector<Given>& values) {
    const auto found = std::find_if(values.rbegin(), values.rend(), [&](const Given& given) {
      return given.mechanism == mechanism && given.parameter == parameter.name &&
             given.is_for(cell);
    });
    return found == values.rend() ? nullptr : &*found;
  };
  if (parameter.scope.brand) {
    const std::size_t follows = followed(scenario, cell.brand, strategy);
    if (const Given* given = last(scenario.strategies.at(follows).values); given != nullptr) {
      return {given, follows};
    }
  }
  return {last(scenario.values), std::nullopt};
}

std::unique_ptr<Model> build_model(const Scenario& scenario, Catalogue catalogue,
                                   std::size_t strategy) {
  const auto on = [&scenario](const CatalogueEntry& entry) {
    const auto found = std::ranges::find(scenario.mechanisms, entry.name, &Switched::mechanism);
    return found != scenario.mechanisms.end() && found->on;
  };
  auto model = std::make_unique<Model>(catalogue, scenario.extent(), on);
  set_numbers(*model, scenario, strategy);
  return model;
}

void set_numbers(Model& model, const Scenario& scenario, std::size_t strategy) {
  for (Declared& mechanism : model.declared()) {
    for (Parameter& parameter : mechanism.parameters) {
      parameter.values->lay_out(parameter.scope, scenario.extent(), parameter.about.value);
    }
  }
  for (const Given& given : scenario.values) {
    apply(model, scenario, given, given.brand);
  }
  for (std::size_t b = 0; b < scenario.brands.size(); ++b) {
    for (const Given& given : scenario.strategies.at(followed(scenario, b, strategy)).values) {
      apply(model, scenario, given, b);
    }
  }
}

std::shared_ptr<const Setting> build_setting(const Scenario& scenario) {
  std::vector<std::string> unheard;
  return build_setting(scenario, unheard);
}

std::shared_ptr<const Setting> build_setting(const Scenario& scenario,
                                             std::vector<std::string>& notes) {
  auto setting = std::make_shared<Setting>();
  for (const BrandSettings& brand : scenario.brands) {
    setting->brands.push_back(brand.name);
  }
  for (const PlatformSettings& platform : scenario.platforms) {
    setting->platforms.push_back(platform.name);
  }
  for (const SegmentSettings& segment : scenario.segments) {
    setting->segments.push_back(segment.name);
  }
  MadeNetworks made = make_networks(scenario, notes);
  setting->networks = std::move(made.networks);
  setting->segment_of = made.segment_of.empty() ? segments_by_share(scenario, setting->customers())
                                                : std::move(made.segment_of);
  if (!setting->segments.empty()) {
    const std::vector<std::uint32_t> sizes = setting->segment_sizes();
    std::vector<std::string> texts;
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      texts.push_back(fmt::format("{} of '{}'", sizes[s], setting->segments[s]));
    }
    notes.push_back(fmt::format("customers by segment: {}", fmt::join(texts, ", ")));
  }
  setting->clock.hours_per_tick = scenario.run.hours_per_tick;
  setting->end_tick = scenario.run.all_weeks() * setting->clock.ticks_per_week();
  return setting;
}

}  // namespace rapport
