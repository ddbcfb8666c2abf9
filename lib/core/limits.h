// How long a campaign's values may be: the same for who reads a file and for who writes one.
#pragma once

#include <cstddef>

namespace campaignd {

inline constexpr std::size_t kShortestName = 3;  // characters (API reference, updateCampaign)
inline constexpr std::size_t kLongestName = 80;

// Meta allows 512 characters for a template's name; no language is longer than `zh_Hant_HK`.
inline constexpr std::size_t kLongestTemplateName = 512;
inline constexpr std::size_t kLongestLanguage = 35;

// E.164 allows 15 digits, country code included; no country has fewer than seven.
inline constexpr std::size_t kFewestDigits = 7;
inline constexpr std::size_t kMostDigits = 15;

}  // namespace campaignd
