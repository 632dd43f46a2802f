#include "sim/scenario/network_files/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
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
  return name.starts_with('0') && name.size() > 1 ? std::nullopt : id_of(name);
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

std::vector<std::string>& Roll::values_of(std::string_view column) {
  auto found = std::ranges::find(columns_, column, &NodeColumn::name);
  if (found == columns_.end()) {
    columns_.push_back({std::string(column), {}});
    found = columns_.end() - 1;
  }
  found->values.resize(names_.size());
  return found->values;
}

void Roll::remark(std::uint32_t number, std::string_view column, std::string_view value) {
  values_of(column)[number] = value;
}

void Roll::remark_of_silent(std::string_view column, std::string_view value) {
  if (names_.empty()) {
    return;
  }
  for (std::string& said : values_of(column)) {
    if (said.empty()) {
      said = value;
    }
  }
}

void Roll::rename(std::string_view column, const std::string& name) {
  const auto found = std::ranges::find(columns_, column, &NodeColumn::name);
  if (found != columns_.end() &&
      std::ranges::find(columns_, name, &NodeColumn::name) == columns_.end()) {
    found->name = name;
  }
}

std::vector<std::uint32_t> Roll::order(Listing& listing) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_id;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    const auto id = whole_id(*names_[n]);
    if (!id) {
      break;
    }
    by_id.emplace_back(*id, n);
  }
  std::vector<std::uint32_t> order(names_.size());
  if (by_id.size() == names_.size()) {
    std::ranges::sort(by_id);
    listing.ids.reserve(by_id.size());
    for (std::size_t row = 0; row < by_id.size(); ++row) {
      listing.ids.push_back(by_id[row].first);
      order[row] = by_id[row].second;
    }
  } else {
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [this](std::uint32_t n) { return std::string_view(*names_[n]); });
    listing.names.reserve(order.size());
    for (const std::uint32_t n : order) {
      listing.names.push_back(*names_[n]);
    }
  }
  return order;
}

void Roll::close(Listing& listing) && {
  std::move(*this).close(listing, {&listing.from, &listing.to});
}

void Roll::close(Listing& listing, std::initializer_list<std::vector<std::uint32_t>*> ends) && {
  const std::vector<std::uint32_t> in_rows = order(listing);
  std::vector<std::uint32_t> row_of(in_rows.size());
  for (std::uint32_t row = 0; row < in_rows.size(); ++row) {
    row_of[in_rows[row]] = row;
  }
  for (std::vector<std::uint32_t>* some : ends) {
    for (std::uint32_t& end : *some) {
      end = row_of[end];
    }
  }
  for (const NodeColumn& column : columns_) {
    NodeColumn& ordered = listing.columns.emplace_back();
    ordered.name = column.name;
    ordered.values.resize(in_rows.size());
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
    refuse_file(file,
                layers.empty()
                    ? fmt::format("the file has no layers, and '{}' is asked for", format.layer)
                    : fmt::format("the file has no layer '{}'", format.layer),
                layers.empty() ? "leave 'layer' out, or name the column that tells layers apart: "
                                 "layer_column"
                : nearest(format.layer, layers).empty() ? "its layers are: " + listed
                                                        : did_you_mean(format.layer, layers));
  }
}

namespace {

/// Keeps the sides of a listing apart: gives the kind that `onto` wants its rows, and the other
/// kind numbers of its own. Refuses a listing in which somebody stands on both sides.
void separate(std::string_view file, Listing& listing, TwoMode onto) {
  const std::size_t all = listing.people();
  std::vector<bool> is_first(all, false);
  std::vector<bool> is_second(all, false);
  for (std::size_t i = 0; i < listing.from.size(); ++i) {
    is_first[listing.from[i]] = true;
    is_second[listing.to[i]] = true;
  }
  for (std::size_t p = 0; p < all; ++p) {
    if (is_first[p] && is_second[p]) {
      refuse_file(
          file,
          fmt::format("'{}' stands on both sides: the file does not link two kinds of things",
                      listing.ids.empty() ? listing.names[p] : std::to_string(listing.ids[p])),
          "leave two_mode out, or name the two kinds in a first line, as 'user,product'");
    }
  }
  const std::vector<bool>& kept = onto == TwoMode::first ? is_first : is_second;
  std::vector<std::uint32_t> new_number(all, 0);
  std::uint32_t people = 0;
  std::uint32_t things = 0;
  for (std::size_t p = 0; p < all; ++p) {
    new_number[p] = kept[p] ? people++ : things++;
  }
  for (std::vector<std::uint32_t>* ends : {&listing.from, &listing.to}) {
    for (std::uint32_t& end : *ends) {
      end = new_number[end];
    }
  }
  const auto keep = [&](auto& values) {
    std::size_t next = 0;
    for (std::size_t p = 0; p < values.size(); ++p) {
      if (kept[p]) {
        if (next != p) {
          values[next] = std::move(values[p]);
        }
        ++next;
      }
    }
    values.resize(next);
  };
  keep(listing.ids);
  keep(listing.names);
  for (NodeColumn& column : listing.columns) {
    keep(column.values);
  }
  listing.things = things;
}

}  // namespace

void project(std::string_view file, Listing& listing, TwoMode onto) {
  if (!listing.things) {
    separate(file, listing, onto);
  }
  const bool first = onto == TwoMode::first;
  std::vector<std::uint32_t>& people_ends = first ? listing.from : listing.to;
  std::vector<std::uint32_t>& thing_ends = first ? listing.to : listing.from;
  const std::uint64_t rows = std::uint64_t{listing.people()} + listing.things.value_or(0);
  if (rows >= std::numeric_limits<std::uint32_t>::max()) {
    refuse_file(file, "people and what they share are more than 2^32 - 2 together",
                "project the file by other means");
  }
  const auto first_thing = static_cast<std::uint32_t>(listing.people());
  for (std::uint32_t& end : thing_ends) {
    end += first_thing;
  }
  // rows of people, without readers, then of things, each the people who share it
  const Network shared = Network::from_ends(static_cast<std::uint32_t>(rows), std::move(thing_ends),
                                            std::move(people_ends), Direction::directed);
  listing.from.clear();
  listing.to.clear();
  std::uint64_t pairs = 0;
  constexpr std::uint64_t most_pairs = 1ULL << 31U;
  for (std::uint32_t thing = first_thing; thing < shared.customers(); ++thing) {
    const std::uint64_t sharers = shared.readers(thing).size();
    pairs += sharers * (sharers - (sharers > 0 ? 1 : 0)) / 2;
    if (pairs > most_pairs) {
      refuse_file(file, fmt::format("more than {} pairs of people share something", most_pairs),
                  "leave out what very many share, or project the file by other means");
    }
  }
  for (std::uint32_t thing = first_thing; thing < shared.customers(); ++thing) {
    const auto sharers = shared.readers(thing);
    for (std::size_t a = 0; a < sharers.size(); ++a) {
      for (std::size_t b = a + 1; b < sharers.size(); ++b) {
        listing.from.push_back(sharers[a]);
        listing.to.push_back(sharers[b]);
      }
    }
  }
  listing.direction = Direction::both_ways;
  listing.first_kind.clear();
  listing.second_kind.clear();
}

}  // namespace rapport::network_text
