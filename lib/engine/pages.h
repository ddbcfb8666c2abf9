// How a list is read where the service hands it out in pages.
#pragma once

#include <cstddef>

namespace campaignd {

inline constexpr std::size_t kPageLength = 100;
inline constexpr int kMostPages = 1000;  // a service that never ends its list does not keep us for ever

}  // namespace campaignd
