// "Did you mean": the known word that a mistyped one most likely stands for.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace campaignd {

// The known word with the fewest changed, added, removed or swapped letters (ASCII letter case aside), the first of
// several. Empty where the nearest is so far away that it is no typing mistake: more than a third of the longer word's
// letters, or 3.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known);

// `; did you mean eid-greeting?`, to be put behind what is wrong with `word`; empty where none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

// How many letters have to be changed, added, removed or swapped with their neighbour to make one word the other;
// letter case of ASCII letters aside. Words beyond 64 bytes are not compared: it is then their length.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace campaignd
