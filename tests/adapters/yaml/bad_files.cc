#include "bad_files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "desired_reading.h"

namespace campaignd::testing {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_ending(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_updating() {
  return std::getenv("CAMPAIGND_UPDATE_GOLDEN") != nullptr;  // NOLINT(concurrency-mt-unsafe): one thread
}

}  // namespace

void check_bad_files(const fs::path& folder, std::size_t count,
                     const std::function<std::string(const std::string&)>& errors_of) {
  for (const fs::path& path : files_ending(folder, ".yaml")) {
    CAPTURE(path.filename().string());
    fs::path expected = path;
    expected.replace_extension(".errors");

    const std::string errors = errors_of(bytes_of_file(path.string()));

    if (is_updating()) std::ofstream(expected, std::ios::binary) << errors;
    CHECK(errors == bytes_of_file(expected.string()));
    CHECK_FALSE(errors.empty());
  }
  for (fs::path path : files_ending(folder, ".errors")) {
    CAPTURE(path.filename().string());
    CHECK(fs::exists(path.replace_extension(".yaml")));
  }
  CHECK(files_ending(folder, ".errors").size() >= count);
}

}  // namespace campaignd::testing
