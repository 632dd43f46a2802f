#include "sim/core/parameters.hpp"

#include <utility>

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

std::string name_of(Scope scope) {
  std::string name;
  for (const auto& [has, what] :
       {std::pair(scope.brand, "brand"), std::pair(scope.platform, "platform"),
        std::pair(scope.segment, "segment")}) {
    if (has) {
      name += (name.empty() ? "each " : " and ") + std::string(what);
    }
  }
  return name.empty() ? "the whole market" : name;
}

std::string_view name_of(ValueKind kind) {
  constexpr std::string_view names[] = {"number", "whole number", "true or false", "word"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace rapport
