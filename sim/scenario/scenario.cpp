#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/make_networks.hpp"

namespace rapport {
namespace {

void apply(Model& model, const Scenario& scenario, const Given& given,
           std::optional<std::size_t> brand) {
  Parameter* parameter = model.find(given.mechanism, given.parameter);
  if (parameter == nullptr) {
    return;  // the mechanism is off
  }
  Values& values = *parameter->values;
  const std::size_t brands = values.by_brand() ? scenario.brands.size() : 1;
  const std::size_t platforms = values.by_platform() ? scenario.platforms.size() : 1;
  for (std::size_t b = brand.value_or(0); b < (brand ? *brand + 1 : brands); ++b) {
    for (std::size_t p = given.platform.value_or(0);
         p < (given.platform ? *given.platform + 1 : platforms); ++p) {
      values.set(b, p, given.value);
    }
  }
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
  std::string path;
  if (!strategy.empty()) {
    path = fmt::format("strategy.{}.", strategy);
  } else if (given.brand) {
    path = fmt::format("brand.{}.", scenario.brands[*given.brand].name);
  } else if (given.platform) {
    return fmt::format("platform.{}.{}.{}", scenario.platforms[*given.platform].name,
                       given.mechanism, given.parameter);
  }
  path += given.mechanism + "." + given.parameter;
  if (given.platform) {
    path += "." + scenario.platforms[*given.platform].name;
  }
  return path;
}

Decided decided(const Scenario& scenario, std::string_view mechanism, const Parameter& parameter,
                std::size_t brand, std::size_t platform, std::size_t strategy) {
  const auto last = [&](const std::vector<Given>& values) {
    const auto found = std::find_if(values.rbegin(), values.rend(), [&](const Given& given) {
      return given.mechanism == mechanism && given.parameter == parameter.name &&
             given.brand.value_or(brand) == brand && given.platform.value_or(platform) == platform;
    });
    return found == values.rend() ? nullptr : &*found;
  };
  if (by_brand(parameter.scope)) {
    const std::size_t follows = followed(scenario, brand, strategy);
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
  auto model =
      std::make_unique<Model>(catalogue, scenario.brands.size(), scenario.platforms.size(), on);
  set_numbers(*model, scenario, strategy);
  return model;
}

void set_numbers(Model& model, const Scenario& scenario, std::size_t strategy) {
  for (Declared& mechanism : model.declared()) {
    for (Parameter& parameter : mechanism.parameters) {
      parameter.values->lay_out(parameter.scope, scenario.brands.size(), scenario.platforms.size(),
                                parameter.about.value);
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
  setting->networks = make_networks(scenario, notes);
  setting->clock.hours_per_tick = scenario.run.hours_per_tick;
  setting->end_tick = scenario.run.all_weeks() * setting->clock.ticks_per_week();
  return setting;
}

}  // namespace rapport
