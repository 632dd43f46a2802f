#include "sim/core/parameters.hpp"

namespace rapport {

std::string_view name_of(Role role) {
  constexpr std::string_view names[] = {"effect", "trait", "market", "organisation", "engine"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view name_of(Grade grade) {
  constexpr std::string_view names[] = {"published", "computed", "remembered", "assumed",
                                        "convention"};
  return names[static_cast<std::size_t>(grade)];
}

std::string_view name_of(Scope scope) {
  constexpr std::string_view names[] = {"the whole market", "each brand", "each platform",
                                        "each brand and platform"};
  return names[static_cast<std::size_t>(scope)];
}

std::string_view name_of(ValueKind kind) {
  constexpr std::string_view names[] = {"number", "whole number", "true or false", "word"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace rapport
