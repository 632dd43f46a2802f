#include "sim/app/store.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "analysis/estimate/difference.hpp"
#include "analysis/estimate/verdict.hpp"
#include "analysis/picture/ladders.hpp"
#include "build_info.hpp"
#include "revision.hpp"
#include "sim/record/whole_file.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/study/looks.hpp"

namespace rapport::app {
namespace {

std::string machine_text() {
  utsname name{};
  uname(&name);
  return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

picture::Chart chart(const StudySpec& spec, const Series& series, std::string_view measure,
                     std::string title, std::string unit, double scale) {
  picture::Chart out;
  const Measure& m = *series.find(measure);
  out.ladder =
      m.about.ladder == Ladder::vanity ? picture::Ladder::vanity : picture::Ladder::business;
  out.title = std::move(title);
  out.unit = std::move(unit);
  const double missing = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t s = 0; s < std::min(spec.strategies.size(), picture::most_strategies); ++s) {
    picture::Series line;
    for (std::size_t w = 0; w < series.weeks(); ++w) {
      std::vector<double> values;
      for (const double value : series.in_week(m, s, spec.focal, w)) {
        if (std::isfinite(value)) {
          values.push_back(value * scale);
        }
      }
      const estimate::Interval i = estimate::mean_interval(values, interval_level(spec.until));
      line.mean.push_back(values.empty() ? missing : i.mean);
      // a band of counts does not reach below zero
      const bool counts = std::ranges::all_of(values, [](double v) { return v >= 0; });
      line.low.push_back(!std::isfinite(i.low) ? missing : counts ? std::max(0.0, i.low) : i.low);
      line.high.push_back(std::isfinite(i.high) ? i.high : missing);
    }
    out.series.push_back(std::move(line));
  }
  return out;
}

}  // namespace

std::filesystem::path library_folder() {
  if (const char* given = std::getenv("RAPPORT_LIBRARY")) {
    return given;
  }
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  for (const std::filesystem::path& folder :
       {program.parent_path().parent_path() / installed_library,
        std::filesystem::path(source_library)}) {
    if (std::filesystem::is_directory(folder, ignored)) {
      return folder;
    }
  }
  return {};
}

std::string network_digests(const Setting& setting) {
  std::string all;
  const Network* before = nullptr;
  std::string digest;
  for (const auto& network : setting.networks) {
    if (network.get() != before) {
      digest = hex(network->digest());
      before = network.get();
    }
    all += (all.empty() ? "" : " ") + digest;
  }
  if (!setting.segment_of.empty()) {
    std::uint64_t hash = mix64(setting.segments.size());
    for (const SegmentId segment : setting.segment_of) {
      hash = mix64(hash ^ row(segment));
    }
    all += " " + hex(hash);
  }
  return all;
}

std::string level_text(double level) {
  std::string digits = fmt::format("{:.2f}", 100 * level);
  digits.erase(digits.find_last_not_of('0') + 1);
  return (digits.back() == '.' ? digits.substr(0, digits.size() - 1) : digits) + " %";
}

std::string weeks_text(std::uint64_t weeks) {
  return fmt::format("{} week{}", weeks, weeks == 1 ? "" : "s");
}

std::string all_weeks(std::uint64_t weeks) {
  return weeks == 1 ? "its one week" : "all " + weeks_text(weeks);
}

std::string setting_text(const SettingNumbers& n, const std::string& network) {
  return fmt::format(
      "{} customers on {}; {} brands, {} platforms; {} after {} of warm-up; "
      "{}{}{} paired replicate{}, seed {}",
      estimate::money(static_cast<double>(n.customers)), network, n.brands, n.platforms,
      weeks_text(n.weeks), weeks_text(n.warm_up_weeks), n.may_stop ? "up to " : "", n.replicates,
      n.most_replicates <= n.replicates ? "" : fmt::format(" of at most {}", n.most_replicates),
      n.replicates == 1 ? "" : "s", n.seed);
}

std::string setting_text(const Scenario& scenario, const StudySpec& spec, bool has_run) {
  return setting_text({.customers = spec.setting->customers(),
                       .brands = spec.setting->brands.size(),
                       .platforms = spec.setting->platforms.size(),
                       .weeks = spec.weeks,
                       .warm_up_weeks = spec.warm_up_weeks,
                       .replicates = spec.replicates,
                       .most_replicates = spec.until ? spec.until->at_most : 0,
                       .may_stop = spec.until && !has_run,
                       .seed = spec.seed},
                      scenario.network.file.empty()
                          ? "a generated network (" + scenario.network.generator + ")"
                          : scenario.network.file);
}

std::string history_line(const std::string& command_line) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ} {}", fmt::gmtime(std::time(nullptr)), command_line);
}

std::string scenario_folder(const Scenario& scenario) {
  return std::filesystem::absolute(scenario.folder.empty() ? "." : scenario.folder).string();
}

Provenance provenance(const Scenario& scenario, const StudySpec& spec, const std::string& history) {
  Provenance out;
  const auto text = [&](std::string name, std::string value) {
    out.attributes.push_back({std::move(name), std::move(value)});
  };
  text("Conventions", "CF-1.10");
  text("title", scenario.run.title.empty() ? "rapport study" : scenario.run.title);
  text("source",
       fmt::format("rapport {} (revision {}; {}; {})", version, revision, compiler, flags));
  text("history", history);
  text("machine", machine_text());
  text("format_version", format_version);
  text("model_version", model_version);
  text("scenario", resolved_toml(scenario));
  text("scenario_folder", scenario_folder(scenario));
  text("focal_brand", spec.setting->brands[row(spec.focal)]);
  text("baseline", spec.strategies[spec.baseline].name);
  text("currency", scenario.market.currency);
  text("network_digest", network_digests(*spec.setting));
  out.attributes.push_back({"discount_rate", scenario.market.discount_rate});
  out.attributes.push_back({"seed", static_cast<std::int64_t>(spec.seed)});
  out.attributes.push_back({"replicates", static_cast<std::int64_t>(spec.replicates)});
  if (spec.until) {
    text("until", fmt::format("{}", fmt::join(spec.until->measures, " ")));
    out.attributes.push_back({"within", spec.until->within});
    out.attributes.push_back(
        {"replicates_at_most", static_cast<std::int64_t>(spec.until->at_most)});
  }
  out.attributes.push_back({"interval_level", interval_level(spec.until)});
  out.attributes.push_back({"warm_up_weeks", static_cast<std::int64_t>(spec.warm_up_weeks)});
  out.attributes.push_back({"customers", static_cast<std::int64_t>(spec.setting->customers())});
  out.start = scenario.run.start;
  out.currency = scenario.market.currency;
  out.values = resolved_values(scenario);
  return out;
}

std::string picture(const Scenario& scenario, const StudySpec& spec, const Series& series,
                    std::uint64_t digest) {
  picture::LaddersPicture out;
  out.title = scenario.run.title.empty() ? "Both ladders by week" : scenario.run.title;
  out.subtitle = fmt::format(
      "{}: each strategy's mean of {} replicates and its own 95 % interval (the answer compares "
      "pairs); {} customers",
      spec.setting->brands[row(spec.focal)], spec.replicates,
      estimate::money(spec.setting->customers()));
  if (spec.until) {
    out.subtitle += fmt::format("; computed at {}, so as to hold at whichever look ended the study",
                                level_text(interval_level(spec.until)));
  }
  for (std::size_t w = 0; w < series.weeks(); ++w) {
    out.weeks.push_back(static_cast<double>(w + 1));
  }
  const std::size_t drawn = std::min(spec.strategies.size(), picture::most_strategies);
  for (std::size_t s = 0; s < drawn; ++s) {
    out.strategies.push_back(spec.strategies[s].name);
  }
  if (drawn < spec.strategies.size()) {
    out.subtitle += fmt::format("; the first {} of {} strategies", drawn, spec.strategies.size());
  }
  const std::string money = scenario.market.currency;
  struct Wanted {
    const char* measure;
    const char* title;
    std::string unit;
    double scale = 1;
  };
  const Wanted wanted[] = {
      {"followers", "followers", "accounts"},
      {"brand_impressions", "posts and adverts read", "a week"},
      {"likes", "likes", "a week"},
      {"comments", "comments", "a week"},
      {"shares", "shares", "a week"},
      {"clicks", "clicks to the site", "a week"},
      {"relationships", "relationships", "customers"},
      {"trust", "trust of the informed", "0 to 1"},
      {"active_customers", "active customers", "customers"},
      {"contribution_margin", "contribution margin", money + " a week"},
      {"cost", "cost", money + " a week"},
      {"profit", "profit", money + " a week"},
  };
  for (const Wanted& one : wanted) {
    if (series.find(one.measure) != nullptr) {
      out.charts.push_back(chart(spec, series, one.measure, one.title, one.unit, one.scale));
    }
  }
  out.footer = fmt::format("rapport {}; seed {}; digest {}", version, spec.seed, hex(digest));
  return picture::ladders_svg(out);
}

void write_text_file(const std::filesystem::path& path, const std::string& text,
                     Overwrite overwrite) {
  WholeFile file(path, overwrite);
  file.write(std::as_bytes(std::span(text)));
  file.commit();
}

}  // namespace rapport::app
