#include "sim/study/stored_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/estimate/verdict.hpp"
#include "sim/core/error.hpp"

namespace rapport {
namespace {

constexpr std::string_view readable_format = "2.";
constexpr double infinity = std::numeric_limits<double>::infinity();

class Reader {
 public:
  Reader(const Group& root, const std::string& file) : root_(root) { study_.file = file; }

  StoredStudy read() {
    remarks();
    const std::vector<std::string> names = words(root_, "strategy");
    const std::vector<std::string> brands = words(root_, "brand");
    study_.platforms = words(root_, "platform").size();
    study_.brands = brands.size();
    study_.replicates = axis(root_, "replicate").size;
    study_.weeks = axis(root_, "time").size;
    if (names.empty() || study_.replicates == 0) {
      refuse("nothing ran in it");
    }
    const auto focal = std::ranges::find(brands, study_.brand);
    if (focal == brands.end()) {
      refuse(fmt::format("its focal brand '{}' is none of its brands", study_.brand));
    }
    focal_ = static_cast<std::size_t>(focal - brands.begin());
    for (const std::string& name : names) {
      study_.strategies.push_back({.name = name, .totals = {}, .weekly_profit = {}});
    }
    parameters();
    totals();
    weekly_profit();
    unspent();
    comparisons();
    return std::move(study_);
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw IoError(fmt::format("{} is not a study of rapport: {}", study_.file, why));
  }

  std::string text(std::string_view name) const { return study_text(root_, name, study_.file); }

  double number(std::string_view name) const {
    const Attribute* attribute = find_attribute(root_.attributes, name);
    if (attribute != nullptr) {
      if (const auto* real = std::get_if<double>(&attribute->value)) {
        return *real;
      }
      if (const auto* whole = std::get_if<std::int64_t>(&attribute->value)) {
        return static_cast<double>(*whole);
      }
    }
    refuse(fmt::format("it has no number '{}'", name));
  }

  std::int64_t whole(std::string_view name) const {
    const Attribute* attribute = find_attribute(root_.attributes, name);
    if (attribute == nullptr || !std::holds_alternative<std::int64_t>(attribute->value)) {
      refuse(fmt::format("it has no whole number '{}'", name));
    }
    return std::get<std::int64_t>(attribute->value);
  }

  void remarks() {
    const std::string format = text("format_version");
    if (!format.starts_with(readable_format)) {
      throw IoError(
          fmt::format("{} has format {}, and this program reads format {}x: use the "
                      "rapport that wrote it, or run its scenario again",
                      study_.file, format, readable_format));
    }
    study_.title = text("title");
    study_.brand = text("focal_brand");
    study_.baseline = text("baseline");
    study_.currency = text("currency");
    study_.model_version = text("model_version");
    study_.digest = text("digest");
    study_.network_digest = text("network_digest");
    study_.seed = whole("seed");
    study_.warm_up_weeks = whole("warm_up_weeks");
    study_.customers = whole("customers");
    study_.discount_rate = number("discount_rate");
    if (find_attribute(root_.attributes, "until") != nullptr) {
      stop_rule();
    }
  }

  void stop_rule() {
    StopRule rule;
    const std::string names = text("until");
    for (std::size_t start = 0; start < names.size();) {
      const std::size_t end = std::min(names.find(' ', start), names.size());
      rule.measures.push_back(names.substr(start, end - start));
      start = end + 1;
    }
    rule.within = number("within");
    const std::int64_t most = whole("replicates_at_most");
    if (rule.measures.empty() || !(rule.within > 0) || most < 1 || most > 1'000'000) {
      refuse("its rule to stop by itself is none");
    }
    rule.at_most = static_cast<std::uint32_t>(most);
    study_.until = std::move(rule);
  }

  const Dimension& axis(const Group& group, std::string_view name) const {
    const auto found = std::ranges::find(group.dimensions, name, &Dimension::name);
    if (found == group.dimensions.end()) {
      refuse(fmt::format("it has no dimension '{}'", name));
    }
    return *found;
  }

  std::vector<std::string> words(const Group& group, std::string_view name) const {
    const Dimension& dimension = axis(group, name);
    const auto* values = std::get_if<std::vector<std::string>>(&dimension.values);
    if (values == nullptr) {
      refuse(fmt::format("its dimension '{}' has no names", name));
    }
    return *values;
  }

  const Group& group(std::string_view name) const {
    const Group* found = find_group(root_, name);
    if (found == nullptr) {
      refuse(fmt::format("it has no group '{}'", name));
    }
    return *found;
  }

  /// Nothing where there are none of that name and length.
  template <class Element>
  static const std::vector<Element>* values(const Group& group, std::string_view name,
                                            std::size_t count) {
    const Variable* variable = find_variable(group, name);
    const auto* found =
        variable == nullptr ? nullptr : std::get_if<std::vector<Element>>(&variable->data);
    return found != nullptr && found->size() == count ? found : nullptr;
  }

  void parameters() {
    const Group* found = find_group(root_, "parameters");
    if (found == nullptr) {
      return;
    }
    const std::vector<std::string> paths = words(*found, "parameter");
    const auto* said = values<std::string>(*found, "value", paths.size());
    for (std::size_t i = 0; said != nullptr && i < paths.size(); ++i) {
      const std::string& value = (*said)[i];
      if (paths[i] == "network.file" || paths[i] == "network.generator") {
        const std::string name = value.size() < 2 ? value : value.substr(1, value.size() - 2);
        study_.network =
            paths[i] == "network.file" ? name : fmt::format("a generated network ({})", name);
      } else if (paths[i] == "run.census_sample") {
        study_.census_sample = std::strtoll(value.c_str(), nullptr, 10);
      }
      for (StoredStrategy& strategy : study_.strategies) {
        strategy.spends_allowance |=
            paths[i] == fmt::format("strategy.{}.spend_extra_of", strategy.name);
      }
    }
  }

  /// The study's currency, in a unit, by the word that stands for any.
  std::string unit_of(const Variable& variable) const {
    const Attribute* attribute = find_attribute(variable.attributes, "units");
    std::string unit = attribute != nullptr && std::holds_alternative<std::string>(attribute->value)
                           ? std::get<std::string>(attribute->value)
                           : "1";
    const std::size_t place = unit.find(study_.currency);
    return place == std::string::npos ? unit
                                      : unit.replace(place, study_.currency.size(), "currency");
  }

  static Ladder ladder_of(const Variable& variable) {
    const Attribute* attribute = find_attribute(variable.attributes, "ladder");
    for (const Ladder ladder : {Ladder::vanity, Ladder::business, Ladder::diffusion}) {
      if (attribute != nullptr &&
          attribute->value == Attribute{"", std::string(name_of(ladder))}.value) {
        return ladder;
      }
    }
    return Ladder::operations;
  }

  void totals() {
    const std::size_t worlds = study_.strategies.size() * study_.replicates;
    for (const Variable& variable : group("totals").variables) {
      const auto* all = std::get_if<std::vector<double>>(&variable.data);
      if (all == nullptr || all->size() != worlds * study_.brands) {
        continue;  // what others added
      }
      study_.measures.push_back({.name = variable.name,
                                 .ladder = ladder_of(variable),
                                 .unit = unit_of(variable),
                                 .meaning = {}});
      for (std::size_t s = 0; s < study_.strategies.size(); ++s) {
        std::vector<double>& own = study_.strategies[s].totals.emplace_back();
        for (std::size_t r = 0; r < study_.replicates; ++r) {
          own.push_back((*all)[(s * study_.replicates + r) * study_.brands + focal_]);
        }
      }
    }
    if (study_.totals_of(0)("profit").empty()) {
      refuse("it has no totals of profit");
    }
  }

  void weekly_profit() {
    const std::size_t series = study_.strategies.size() * study_.replicates * study_.brands;
    const auto* all = values<double>(root_, "profit", series * study_.weeks);
    for (std::size_t s = 0; all != nullptr && s < study_.strategies.size(); ++s) {
      for (std::size_t r = 0; r < study_.replicates; ++r) {
        const std::size_t row = (s * study_.replicates + r) * study_.brands + focal_;
        const auto start = all->begin() + static_cast<std::ptrdiff_t>(row * study_.weeks);
        study_.strategies[s].weekly_profit.emplace_back(
            start, start + static_cast<std::ptrdiff_t>(study_.weeks));
      }
    }
  }

  void unspent() {
    const Group* digests = find_group(root_, "digests");
    const auto* all =
        digests == nullptr
            ? nullptr
            : values<double>(*digests, "unspent", study_.strategies.size() * study_.replicates);
    for (std::size_t s = 0; all != nullptr && s < study_.strategies.size(); ++s) {
      for (std::size_t r = 0; r < study_.replicates; ++r) {
        study_.strategies[s].unspent += (*all)[s * study_.replicates + r];
      }
      study_.strategies[s].unspent /= static_cast<double>(study_.replicates);
    }
  }

  std::size_t strategy_named(std::string_view name) const {
    const auto found = std::ranges::find(study_.strategies, name, &StoredStrategy::name);
    if (found == study_.strategies.end()) {
      refuse(fmt::format("it compares '{}', which is none of its strategies", name));
    }
    return static_cast<std::size_t>(found - study_.strategies.begin());
  }

  void comparisons() {
    const Group* differences = find_group(root_, "differences");
    if (differences == nullptr) {
      return;
    }
    const std::vector<std::string> pairs = words(*differences, "comparison");
    const std::vector<std::string> measured = words(*differences, "measure");
    for (std::size_t c = 0; c < pairs.size(); ++c) {
      constexpr std::string_view less = " - ";  // names hold no blank
      const std::size_t seam = pairs[c].find(less);
      if (seam == std::string::npos) {
        refuse(fmt::format("its comparison '{}' is not of the form 'second - first'", pairs[c]));
      }
      Comparison one;
      one.second = strategy_named(std::string_view(pairs[c]).substr(0, seam));
      one.first = strategy_named(std::string_view(pairs[c]).substr(seam + less.size()));
      work_out(one);
      for (ComparedMeasure& m : one.measures) {
        const auto place = std::ranges::find(measured, m.name);
        if (place != measured.end()) {
          const auto column = static_cast<std::size_t>(place - measured.begin());
          as_stored(m, *differences, pairs.size() * measured.size(), c * measured.size() + column);
        }
      }
      as_stored(one, *differences, pairs.size(), c);
      study_.comparisons.push_back(std::move(one));
    }
  }

  /// What follows from the totals.
  void work_out(Comparison& out) const {
    const StoredStrategy& first = study_.strategies[out.first];
    const StoredStrategy& second = study_.strategies[out.second];
    const TotalsOf of_first = study_.totals_of(out.first);
    const TotalsOf of_second = study_.totals_of(out.second);
    out.wages_feed_back = first.spends_allowance || second.spends_allowance;
    out.unspent = second.unspent;
    const std::vector<double> profit_gains = gains(of_first("profit"), of_second("profit"));
    for (std::size_t m = 0; m < study_.measures.size(); ++m) {
      out.measures.push_back(compare_totals(study_.measures[m], first.totals[m], second.totals[m],
                                            profit_gains, study_.estimators()));
    }
    find_balances(out, of_first, of_second, study_.estimators().level);
  }

  /// The interval stored in NAME, NAME_low and NAME_high, whose ends may be missing.
  static void take_interval(estimate::Interval& out, const Group& from, const std::string& mean,
                            const std::string& low, const std::string& high, std::size_t count,
                            std::size_t place) {
    const auto* means = values<double>(from, mean, count);
    const auto* lows = values<double>(from, low, count);
    const auto* highs = values<double>(from, high, count);
    if (means == nullptr || lows == nullptr || highs == nullptr || std::isnan((*means)[place])) {
      return;
    }
    out.mean = (*means)[place];
    out.low = std::isnan((*lows)[place]) ? -infinity : (*lows)[place];
    out.high = std::isnan((*highs)[place]) ? infinity : (*highs)[place];
  }

  void as_stored(ComparedMeasure& m, const Group& from, std::size_t count,
                 std::size_t place) const {
    take_interval(m.difference.interval, from, "mean", "low", "high", count, place);
    take_interval(m.with_profit, from, "correlation_with_profit", "correlation_with_profit_low",
                  "correlation_with_profit_high", count, place);
    if (const auto* codes = values<std::int8_t>(from, "method", count)) {
      m.difference.method = method_of((*codes)[place]);
    }
    const auto* codes = values<std::int8_t>(from, "week_method", count * study_.weeks);
    for (std::size_t w = 0; codes != nullptr && w < study_.weeks; ++w) {
      m.weekly.push_back({{}, method_of((*codes)[place * study_.weeks + w]), 0.0});
    }
  }

  static estimate::Method method_of(std::int8_t code) {
    return code == 1 ? estimate::Method::bca_bootstrap : estimate::Method::student_t;
  }

  void as_stored(Comparison& out, const Group& from, std::size_t count, std::size_t place) const {
    out.present_value = {.mean = std::nan(""), .low = -infinity, .high = infinity};
    take_interval(out.present_value, from, "present_value", "present_value_low",
                  "present_value_high", count, place);
    out.present_value.n = std::isnan(out.present_value.mean) ? 0 : study_.replicates;
    const auto* sentences = values<std::string>(from, "verdict", count);
    out.verdict = sentences != nullptr
                      ? (*sentences)[place]
                      : estimate::verdict(study_.strategies[out.first].name,
                                          study_.strategies[out.second].name,
                                          out.find("profit")->difference.interval, study_.currency,
                                          static_cast<int>(study_.weeks));
  }

  const Group& root_;
  std::size_t focal_ = 0;
  StoredStudy study_;
};

}  // namespace

TotalsOf StoredStudy::totals_of(std::size_t strategy) const {
  return [this, strategy](std::string_view name) {
    const auto m = std::ranges::find(measures, name, &MeasureInfo::name);
    return m == measures.end()
               ? std::vector<double>()
               : strategies[strategy].totals[static_cast<std::size_t>(m - measures.begin())];
  };
}

Estimators StoredStudy::estimators() const {
  return {static_cast<std::uint64_t>(seed), interval_level(until)};
}

std::optional<StopReport> StoredStudy::stop_report() const {
  std::vector<std::string> names;
  for (const StoredStrategy& strategy : strategies) {
    names.push_back(strategy.name);
  }
  const auto first = std::ranges::find(names, baseline);
  if (!until || first == names.end()) {
    return std::nullopt;
  }
  return StopReport{
      *until, static_cast<std::uint32_t>(replicates), baseline,
      watched_differences(*until, names, static_cast<std::size_t>(first - names.begin()),
                          static_cast<std::uint64_t>(seed),
                          [this](std::size_t strategy, std::string_view name) {
                            return totals_of(strategy)(name);
                          })};
}

std::vector<MeasureMean> StoredStudy::means_of(std::size_t strategy) const {
  std::vector<MeasureMean> means;
  for (std::size_t m = 0; m < measures.size(); ++m) {
    means.push_back(mean_of_totals(measures[m], strategies[strategy].totals[m], estimators()));
  }
  return means;
}

std::string study_text(const Group& root, std::string_view name, const std::string& file) {
  const Attribute* attribute = find_attribute(root.attributes, name);
  if (attribute == nullptr || !std::holds_alternative<std::string>(attribute->value)) {
    throw IoError(
        fmt::format("{} is not a study of rapport: it has no attribute '{}'", file, name));
  }
  return std::get<std::string>(attribute->value);
}

StoredStudy stored_study(const Group& root, const std::string& file) {
  return Reader(root, file).read();
}

}  // namespace rapport
