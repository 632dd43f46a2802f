#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/read_network.hpp"
#include "sim/world/generate.hpp"

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

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw ScenarioError({{.file = "scenario", .what = what, .help = help}});
}

struct Made {
  std::shared_ptr<const Network> network;
  std::vector<std::uint64_t> ids;  ///< of the people in the network's file; empty = generated
};

Made make(const NetworkSource& source) {
  if (!source.file.empty()) {
    NetworkFormat format;
    format.format = source.format;
    format.direction = source.directed ? Direction::directed : Direction::both_ways;
    NetworkFile file = read_network(source.path, format);
    if (file.format == "metis" && source.directed) {
      refuse(fmt::format("'directed' is true, but '{}' is a METIS graph, whose ties go both ways",
                         source.file),
             "leave 'directed' out, or write the network as an edge list");
    }
    return {std::make_shared<const Network>(std::move(file.network)), std::move(file.ids)};
  }
  if (source.generator == "holme_kim") {
    return {std::make_shared<const Network>(
                holme_kim(source.customers, source.mean_degree, source.triad_chance, source.seed)),
            {}};
  }
  const std::vector<std::uint32_t> degrees = power_law_degrees(
      source.customers, source.exponent, source.least_degree, source.most_degree, source.seed);
  return {std::make_shared<const Network>(configuration(degrees, source.seed)), {}};
}

/// Platforms are the same people's: row i of each network is one person.
void same_people(const Made& one, const Made& other, const std::string& first,
                 const std::string& second) {
  const std::string both = fmt::format("the networks of '{}' and '{}'", first, second);
  if (one.network->customers() != other.network->customers()) {
    refuse(fmt::format("{} have {} and {} people, must have the same ones", both,
                       one.network->customers(), other.network->customers()),
           "networks of several platforms are about the same people");
  }
  if (!one.ids.empty() && !other.ids.empty() && one.ids != other.ids) {
    refuse(both + " name different people", "the same ids must occur in both files");
  }
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
  for (const Given& given : scenario.values) {
    apply(*model, scenario, given, given.brand);
  }
  for (std::size_t b = 0; b < scenario.brands.size(); ++b) {
    for (const Given& given : scenario.strategies.at(followed(scenario, b, strategy)).values) {
      apply(*model, scenario, given, b);
    }
  }
  return model;
}

std::shared_ptr<const Setting> build_setting(const Scenario& scenario) {
  auto setting = std::make_shared<Setting>();
  for (const BrandSettings& brand : scenario.brands) {
    setting->brands.push_back(brand.name);
  }
  std::optional<Made> shared;
  std::optional<Made> first;
  for (const PlatformSettings& platform : scenario.platforms) {
    setting->platforms.push_back(platform.name);
    std::optional<Made> own;
    if (platform.network) {
      own = make(*platform.network);
    } else if (!shared) {
      shared = make(scenario.network);
    }
    const Made& made = own ? *own : *shared;
    if (first) {
      same_people(*first, made, setting->platforms.front(), platform.name);
    } else {
      first = made;
    }
    setting->networks.push_back(made.network);
  }
  setting->clock.hours_per_tick = scenario.run.hours_per_tick;
  setting->end_tick = scenario.run.all_weeks() * setting->clock.ticks_per_week();
  return setting;
}

}  // namespace rapport
