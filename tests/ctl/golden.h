// Compares text with a file of tests/data/golden. After a change that is meant, CAMPAIGND_UPDATE_GOLDEN=1 ./ctl_test
// rewrites the files; the difference is then read in review, as any other change is.
#pragma once

#include <string>
#include <string_view>

namespace campaignd::testing {

// What the golden file of that name holds. With CAMPAIGND_UPDATE_GOLDEN set it is `actual`, written to the file.
std::string golden(std::string_view name, const std::string& actual);

// Checks `actual` against it.
void matches_golden(std::string_view name, const std::string& actual);

}  // namespace campaignd::testing
