// tests/data/desired/bad: one fault a file, named for it, and beside it `NAME.errors` with what a person is told. After
// a change that is meant, CAMPAIGND_UPDATE_GOLDEN=1 rewrites those; the difference is then read in review.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "desired_reading.h"

namespace campaignd::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBad = CAMPAIGND_TEST_DATA "/desired/bad";

std::vector<fs::path> files_ending(const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kBad)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_updating() {
  return std::getenv("CAMPAIGND_UPDATE_GOLDEN") != nullptr;  // NOLINT(concurrency-mt-unsafe): one thread
}

TEST_CASE("each bad file is refused with exactly the errors that its .errors file lists") {
  for (const fs::path& path : files_ending(".yaml")) {
    CAPTURE(path.filename().string());
    fs::path expected = path;
    expected.replace_extension(".errors");

    const std::string errors = errors_of(bytes_of_file(path.string()));

    if (is_updating()) std::ofstream(expected, std::ios::binary) << errors;
    CHECK(errors == bytes_of_file(expected.string()));
    CHECK_FALSE(errors.empty());
  }
}

TEST_CASE("every expectation belongs to a bad file, and there are as many as ever") {
  for (fs::path path : files_ending(".errors")) {
    CAPTURE(path.filename().string());
    CHECK(fs::exists(path.replace_extension(".yaml")));
  }
  CHECK(files_ending(".errors").size() >= 103);
}

}  // namespace
}  // namespace campaignd::testing
