#include "sim/scenario/network_files/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {
namespace {

/// A whole number of 32 bits, written without a sign or leading zeros, so that no two names are
/// one.
std::optional<std::uint32_t> whole_id(std::string_view name) {
  std::uint32_t id = 0;
  const auto [after, error] = std::from_chars(name.data(), name.data() + name.size(), id);
  const bool plain = !name.empty() && (name.front() != '0' || name.size() == 1);
  return plain && error == std::errc() && after == name.data() + name.size() ? std::optional(id)
                                                                             : std::nullopt;
}

}  // namespace

std::uint32_t Roll::number(std::string_view name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) {
    return found->second;
  }
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back(&numbers_.emplace(name, number).first->first);
  return number;
}

const std::uint32_t* Roll::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? nullptr : &found->second;
}

void Roll::remark(std::uint32_t number, std::string_view column, std::string_view value) {
  auto found = std::ranges::find(columns_, column, &NodeColumn::name);
  if (found == columns_.end()) {
    columns_.push_back({std::string(column), {}});
    found = columns_.end() - 1;
  }
  found->values.resize(std::max(found->values.size(), number + std::size_t{1}));
  found->values[number] = value;
}

void Roll::close(Listing& listing) && {
  std::vector<std::uint32_t> order(names_.size());
  std::iota(order.begin(), order.end(), 0U);
  const bool whole = std::ranges::all_of(
      names_, [](const std::string* name) { return whole_id(*name).has_value(); });
  if (whole) {
    std::ranges::sort(order, {}, [this](std::uint32_t n) { return whole_id(*names_[n]); });
  } else {
    std::ranges::sort(order, {}, [this](std::uint32_t n) { return std::string_view(*names_[n]); });
  }
  std::vector<std::uint32_t> row_of(order.size());
  for (std::uint32_t row = 0; row < order.size(); ++row) {
    row_of[order[row]] = row;
    if (whole) {
      listing.ids.push_back(*whole_id(*names_[order[row]]));
    } else {
      listing.names.push_back(*names_[order[row]]);
    }
  }
  for (std::vector<std::uint32_t>* ends : {&listing.from, &listing.to}) {
    for (std::uint32_t& end : *ends) {
      end = row_of[end];
    }
  }
  for (const NodeColumn& column : columns_) {
    NodeColumn& ordered = listing.columns.emplace_back();
    ordered.name = column.name;
    ordered.values.resize(order.size());
    for (std::size_t n = 0; n < column.values.size(); ++n) {
      ordered.values[row_of[n]] = column.values[n];
    }
  }
}

void Ties::add(std::uint32_t from, std::uint32_t to, Direction direction, double weight) {
  ++listed_;
  weighed_ = weighed_ || !std::isnan(weight);
  if (format_.least_weight && (std::isnan(weight) ? 1 : weight) < *format_.least_weight) {
    ++below_weight_;
    return;
  }
  from_.push_back(from);
  to_.push_back(to);
  both_.push_back(direction == Direction::both_ways);
}

void Ties::close(Listing& listing) && {
  listing.listed = listed_;
  listing.below_weight = below_weight_;
  const bool any_both = std::ranges::find(both_, true) != both_.end();
  const bool all_both = std::ranges::find(both_, false) == both_.end();
  if (any_both && !all_both) {
    listing.direction = Direction::directed;
    for (std::size_t i = 0; i < both_.size(); ++i) {
      if (both_[i]) {
        from_.push_back(to_[i]);
        to_.push_back(from_[i]);
      }
    }
  } else if (!both_.empty()) {
    listing.direction = any_both ? Direction::both_ways : Direction::directed;
  }
  listing.from = std::move(from_);
  listing.to = std::move(to_);
}

void check_layer(std::string_view file, const std::vector<std::string>& layers,
                 const NetworkFormat& format) {
  const std::string listed = fmt::format("{}", fmt::join(layers, ", "));
  if (format.layer.empty()) {
    if (layers.size() > 1) {
      refuse_file(file, fmt::format("the file has {} layers of ties: {}", layers.size(), listed),
                  fmt::format("say which one: layer = \"{}\"; or layer = \"*\" for all together",
                              layers.front()));
    }
  } else if (format.layer != "*" && std::ranges::find(layers, format.layer) == layers.end()) {
    const std::string near = did_you_mean(format.layer, layers);
    refuse_file(file,
                layers.empty()
                    ? fmt::format("the file has no layers, and '{}' is asked for", format.layer)
                    : fmt::format("the file has no layer '{}'", format.layer),
                layers.empty() ? "leave 'layer' out, or name the column that tells layers apart: "
                                 "layer_column"
                : near.empty() ? "its layers are: " + listed
                               : near);
  }
}

void project(std::string_view file, Listing& listing, TwoMode onto) {
  const std::size_t people = listing.people();
  std::vector<bool> is_first(people, false);
  std::vector<bool> is_second(people, false);
  for (std::size_t i = 0; i < listing.from.size(); ++i) {
    is_first[listing.from[i]] = true;
    is_second[listing.to[i]] = true;
  }
  for (std::size_t p = 0; p < people; ++p) {
    if (is_first[p] && is_second[p]) {
      refuse_file(
          file,
          fmt::format("'{}' stands on both sides: the file does not link two kinds of things",
                      listing.ids.empty() ? listing.names[p] : std::to_string(listing.ids[p])),
          "leave two_mode out");
    }
  }
  const bool first = onto == TwoMode::first;
  const std::vector<bool>& kept = first ? is_first : is_second;
  std::vector<std::uint32_t> new_number(people, 0);
  std::uint32_t count = 0;
  const auto keep = [&](auto& values) {
    std::size_t next = 0;
    for (std::size_t p = 0; p < values.size(); ++p) {
      if (kept[p]) {
        values[next++] = std::move(values[p]);
      }
    }
    values.resize(next);
  };
  for (std::size_t p = 0; p < people; ++p) {
    new_number[p] = count;
    count += kept[p] ? 1 : 0;
  }
  // rows of things, each the people who share it
  const Network shared = Network::from_ends(
      static_cast<std::uint32_t>(people), first ? std::move(listing.to) : std::move(listing.from),
      first ? std::move(listing.from) : std::move(listing.to), Direction::directed);
  listing.from.clear();
  listing.to.clear();
  std::uint64_t pairs = 0;
  constexpr std::uint64_t most_pairs = 1ULL << 31U;
  for (std::uint32_t thing = 0; thing < people; ++thing) {
    const std::uint64_t sharers = shared.readers(thing).size();
    pairs += sharers * (sharers - (sharers > 0 ? 1 : 0)) / 2;
    if (pairs > most_pairs) {
      refuse_file(file, fmt::format("more than {} pairs of people share something", most_pairs),
                  "leave out what very many share, or project the file by other means");
    }
  }
  for (std::uint32_t thing = 0; thing < people; ++thing) {
    const auto sharers = shared.readers(thing);
    for (std::size_t a = 0; a < sharers.size(); ++a) {
      for (std::size_t b = a + 1; b < sharers.size(); ++b) {
        listing.from.push_back(new_number[sharers[a]]);
        listing.to.push_back(new_number[sharers[b]]);
      }
    }
  }
  keep(listing.ids);
  keep(listing.names);
  for (NodeColumn& column : listing.columns) {
    keep(column.values);
  }
  listing.direction = Direction::both_ways;
  listing.first_kind.clear();
  listing.second_kind.clear();
}

}  // namespace rapport::network_text
