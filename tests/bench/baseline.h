// What the targets are measured against: the API's own time, and the least that reading the same bytes can cost.
#pragma once

#include <string>

#include "bench/measuring.h"

namespace campaignd::bench {

// From the first byte asked for to the last one received, of all `targets` asked for at once; the best of several.
[[nodiscard]] Nanoseconds api_time(int port, const std::vector<std::string>& targets);

// The lists as the service reads them.
[[nodiscard]] std::vector<std::string> both_lists();

// CPU time of one pass of simdjson's DOM over the bodies of both lists, its buffers warm.
[[nodiscard]] Nanoseconds dom_pass(int port);

// CPU time of YAML::LoadFile.
[[nodiscard]] Nanoseconds yaml_load(const std::string& file);

}  // namespace campaignd::bench
