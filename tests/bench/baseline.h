// What the targets are measured against: the API's own time, and the least that reading the same bytes can cost.
#pragma once

#include <string>

#include "bench/measuring.h"

namespace campaignd::bench {

// From the first byte asked for to the last one received, of all `targets` asked for at once; the best of several.
[[nodiscard]] Nanoseconds api_time(int port, const std::vector<std::string>& targets);

// The lists as the service reads them.
[[nodiscard]] std::vector<std::string> both_lists();

// CPU time of one pass of simdjson's DOM over the bodies of both lists: with buffers made for it, as who looks once in
// minutes has it, and with buffers that the pass before left warm.
struct DomPass {
  Nanoseconds alone{0};
  Nanoseconds warm{0};
};
[[nodiscard]] DomPass dom_pass(int port);

// CPU time of YAML::LoadFile.
[[nodiscard]] Nanoseconds yaml_load(const std::string& file);

}  // namespace campaignd::bench
