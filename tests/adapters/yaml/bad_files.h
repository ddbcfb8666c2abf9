// A folder of bad files: one fault a file, named for it, and beside it `NAME.errors` with what a person is told. After
// a change that is meant, CAMPAIGND_UPDATE_GOLDEN=1 rewrites those; the difference is then read in review.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace campaignd::testing {

// Every file of `folder` is refused with exactly the errors that stand beside it, and there are `count` of them at
// least. `errors_of` is given a file's bytes.
void check_bad_files(const std::filesystem::path& folder, std::size_t count,
                     const std::function<std::string(const std::string&)>& errors_of);

}  // namespace campaignd::testing
