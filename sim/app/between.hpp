// Numbers of a range on the command line.
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <type_traits>

namespace rapport::app {

/// Takes numbers of a range. CLI::Range tells its ends with six decimals, and otherwise in other
/// versions of CLI11.
template <class Number>
CLI::Validator between(Number low, Number high) {
  return {[low, high](std::string& said) {
            Number value{};
            const bool taken =
                CLI::detail::lexical_cast(said, value) && value >= low && value <= high;
            return taken ? std::string()
                         : fmt::format("must be a {} from {} to {}, not '{}'",
                                       std::is_integral_v<Number> ? "whole number" : "number", low,
                                       high, said);
          },
          CLI::Range(low, high).get_description()};
}

}  // namespace rapport::app
