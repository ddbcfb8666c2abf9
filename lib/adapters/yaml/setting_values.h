// The kinds of values that only the settings have: durations, sizes, numbers, shares and paths. Like reader.h: what is
// not as expected is reported where it stands and comes back empty. All limits are included.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"

namespace campaignd {

template <typename T>
struct Limits {
  T least;
  T most;
};

// A whole number and its unit: `300ms`, `10s`, `5m`, `2h`, `1d`.
std::optional<std::chrono::milliseconds> read_duration(const Node& node, std::string_view key,
                                                       Limits<std::chrono::milliseconds> limits, Findings& findings);

// A whole number of bytes and its unit: `256MB`; `kB`, `MB`, `GB` count in thousands, `KiB`, `MiB`, `GiB` in 1024s.
std::optional<std::int64_t> read_size(const Node& node, std::string_view key, Limits<std::int64_t> limits,
                                      Findings& findings);

// A decimal number without exponent: `10` or `2.5`.
std::optional<double> read_number(const Node& node, std::string_view key, Limits<double> limits, Findings& findings);

// A share of a whole, as `10%` or as `0.1`.
std::optional<double> read_share(const Node& node, std::string_view key, Limits<double> limits, Findings& findings);

enum class Shown : std::uint8_t {
  kInMessages,
  kNowhere
};  // `kNowhere`: a key could have been written there by mistake

// A path that begins with `/`; slashes at its end are taken off.
std::optional<std::string> read_path(const Node& node, std::string_view key, Shown shown, Findings& findings);

}  // namespace campaignd
