// The curl command line tool as the measure of how quickly PATCHes can be sent.
#pragma once

#include <vector>

#include "bench/workbench.h"

namespace campaignd::bench {

// `curl --parallel --parallel-max N` sends them all, from a config file. Throws where one is not taken.
void patch_with_curl(const Workbench& bench, const std::vector<Workbench::Change>& changes, int in_flight);

}  // namespace campaignd::bench
