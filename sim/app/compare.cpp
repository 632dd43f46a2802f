// `rapport compare`: what files of earlier runs hold, one by itself or several side by side.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "analysis/estimate/verdict.hpp"
#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/across.hpp"

namespace rapport::app {
namespace {

std::string setting_of(const StoredStudy& study) {
  return setting_text({.customers = static_cast<std::uint64_t>(study.customers),
                       .brands = study.brands,
                       .platforms = study.platforms,
                       .weeks = study.weeks,
                       .warm_up_weeks = static_cast<std::uint64_t>(study.warm_up_weeks),
                       .replicates = study.replicates,
                       .most_replicates = study.until ? study.until->at_most : 0,
                       .seed = static_cast<std::uint64_t>(study.seed)},
                      study.network.empty() ? "a network" : study.network);
}

/// Customers that stocks are estimated from; 0 = all were asked.
std::uint64_t sample_of(const StoredStudy& study) {
  return static_cast<std::uint64_t>(study.census_sample < study.customers ? study.census_sample
                                                                          : 0);
}

/// What the run said of the study, as far as its file holds it.
AnswerContext context_of(const StoredStudy& study) {
  AnswerContext out{.title = study.title,
                    .setting = setting_of(study),
                    .focal = study.brand,
                    .currency = study.currency,
                    .digest = study.digest,
                    .strategies = {},
                    .spends_allowance = {},
                    .weeks = static_cast<std::uint32_t>(study.weeks),
                    .replicates = static_cast<std::uint32_t>(study.replicates),
                    .discount_rate = study.discount_rate,
                    .sample = sample_of(study),
                    .alone = {},
                    .stop = study.stop_report()};
  for (const StoredStrategy& strategy : study.strategies) {
    out.strategies.push_back(strategy.name);
    out.spends_allowance.push_back(strategy.spends_allowance);
  }
  if (study.strategies.size() == 1) {
    out.alone = study.means_of(0);
  }
  return out;
}

int compare_one(const StoredStudy& study, bool json) {
  const AnswerContext context = context_of(study);
  if (json) {
    fmt::print("{}", answer_json(context, study.comparisons));
  } else {
    fmt::print("{}\ndigest {}\n", answer_text(context, study.comparisons), context.digest);
  }
  return ok;
}

/// Several studies, their strategies in one row, and each against the first study's baseline.
class Gathering {
 public:
  explicit Gathering(const std::vector<StoredStudy>& studies) : studies_(studies) {
    std::vector<std::string> brands;
    for (const StoredStudy& study : studies) {
      for (std::size_t s = 0; s < study.strategies.size(); ++s) {
        places_.push_back({&study, s, label(study) + ":" + study.strategies[s].name});
        context_.strategies.push_back(places_.back().name);
        context_.spends_allowance.push_back(study.strategies[s].spends_allowance);
        means_.push_back(study.means_of(s));
      }
      if (std::ranges::find(brands, study.brand) == brands.end()) {
        brands.push_back(study.brand);
      }
    }
    const StoredStudy& first = studies.front();
    context_.focal = fmt::format("{}", fmt::join(brands, ", "));
    context_.currency = first.currency;
    context_.weeks = static_cast<std::uint32_t>(first.weeks);
    context_.discount_rate = first.discount_rate;
    const auto baseline =
        std::ranges::find(first.strategies, first.baseline, &StoredStrategy::name);
    const std::size_t reference =
        baseline == first.strategies.end()
            ? 0
            : static_cast<std::size_t>(baseline - first.strategies.begin());
    for (std::size_t p = 0; p < places_.size(); ++p) {
      if (p != reference) {
        Comparison& one = comparisons_.emplace_back(compare_across(places_[reference], places_[p]));
        one.first = reference;
        one.second = p;
      }
    }
  }

  std::string text() const {
    std::string out;
    for (const StoredStudy& study : studies_) {
      out += fmt::format("{}: {}\n  {}\n", study.file, study.title, setting_of(study));
      if (sample_of(study) > 0) {
        out += fmt::format("  stocks are estimated from {} customers\n",
                           estimate::money(static_cast<double>(sample_of(study))));
      }
      out += stop_text(study.stop_report());
      if (&study != &studies_.front()) {
        out += pairing_line(study);
      }
    }
    out += fmt::format("\nstrategies side by side ({}, {}; means over replicates)\n",
                       context_.focal, all_weeks(context_.weeks));
    out += side_by_side(context_.strategies, means_, context_.currency);
    for (const Comparison& c : comparisons_) {
      out += comparison_text(context_, c);
    }
    return out + not_yet_text();
  }

  std::string json() const {
    nlohmann::json out{
        {"currency", context_.currency},          {"weeks", context_.weeks},
        {"files", nlohmann::json::array()},       {"strategies", nlohmann::json::array()},
        {"comparisons", nlohmann::json::array()}, {"not_yet_modelled", not_yet_modelled()}};
    for (const StoredStudy& study : studies_) {
      out["files"].push_back({{"file", study.file},
                              {"title", study.title},
                              {"brand", study.brand},
                              {"seed", study.seed},
                              {"replicates", study.replicates},
                              {"stopping", stop_json(study.stop_report())},
                              {"warm_up_weeks", study.warm_up_weeks},
                              {"network_digest", study.network_digest},
                              {"digest", study.digest},
                              {"unpaired_by", what_unpairs(studies_.front(), study)}});
    }
    for (std::size_t p = 0; p < places_.size(); ++p) {
      const StudyPlace& place = places_[p];
      out["strategies"].push_back({{"name", place.name},
                                   {"file", place.study->file},
                                   {"strategy", place.study->strategies[place.strategy].name},
                                   {"measures", means_json(means_[p])}});
    }
    for (const Comparison& c : comparisons_) {
      out["comparisons"].push_back(comparison_json(context_, c));
    }
    return out.dump(2) + "\n";
  }

 private:
  /// The file's name without its ending; with its folder where two files have one name.
  std::string label(const StoredStudy& study) const {
    const auto stem = [](const StoredStudy& s) { return std::filesystem::path(s.file).stem(); };
    const auto alike = std::ranges::count_if(
        studies_, [&](const StoredStudy& other) { return stem(other) == stem(study); });
    return alike == 1 ? stem(study).string()
                      : std::filesystem::path(study.file).replace_extension().string();
  }

  std::string pairing_line(const StoredStudy& study) const {
    const std::string& first = studies_.front().file;
    const std::vector<std::string> why = what_unpairs(studies_.front(), study);
    return why.empty() ? fmt::format(
                             "  paired with {}: the same seed, network, number of "
                             "replicates and warm-up\n",
                             first)
                       : fmt::format("  not paired with {}: {}\n", first, fmt::join(why, "; "));
  }

  const std::vector<StoredStudy>& studies_;
  AnswerContext context_;
  std::vector<StudyPlace> places_;
  std::vector<std::vector<MeasureMean>> means_;
  std::vector<Comparison> comparisons_;
};

/// Throws ScenarioError with everything that forbids to compare the files.
void check_comparable(const std::vector<StoredStudy>& studies) {
  std::vector<Problem> problems;
  for (const StoredStudy& study : studies) {
    std::ranges::move(what_forbids(studies.front(), study), std::back_inserter(problems));
  }
  if (!problems.empty()) {
    throw ScenarioError(std::move(problems));
  }
}

}  // namespace

int compare(const Common& common, const CompareArguments& arguments) {
  std::vector<StoredStudy> studies;
  for (const std::filesystem::path& file : arguments.files) {
    const bool twice = std::ranges::any_of(studies, [&](const StoredStudy& known) {
      std::error_code ignored;
      return known.file == file.string() || std::filesystem::equivalent(known.file, file, ignored);
    });
    if (twice) {
      fmt::print(stderr, "rapport: '{}' is named twice: name each file once\n", file.string());
      return usage;
    }
    studies.push_back(stored_study(read_trajectory(file), file.string()));
  }
  check_comparable(studies);
  if (studies.size() == 1) {
    return compare_one(studies.front(), common.json);
  }
  const Gathering gathering(studies);
  fmt::print("{}", common.json ? gathering.json() : gathering.text());
  return ok;
}

}  // namespace rapport::app
