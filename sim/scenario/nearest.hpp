// "Did you mean": the known word nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rapport {

/// Fewest insertions, deletions and replacements of a byte that turn one word into the other.
/// Source: Levenshtein, Soviet Physics Doklady 10, 707 (1966).
std::size_t edit_distance(std::string_view one, std::string_view other);

/// The candidate with the fewest edits, the first of equals; empty when even that one needs more
/// than one edit and another for every three letters of the word.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// "did you mean 'x'?", or, when nothing is near, "known are: a, b, c"; empty without candidates.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace rapport
