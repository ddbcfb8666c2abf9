#include "golden.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace campaignd::testing {

std::string golden(std::string_view name, const std::string& actual) {
  const std::string path = std::string(CAMPAIGND_TEST_DATA "/golden/") + std::string(name);
  if (std::getenv("CAMPAIGND_UPDATE_GOLDEN") != nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    std::ofstream(path, std::ios::binary) << actual;
    return actual;
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void matches_golden(std::string_view name, const std::string& actual) {
  CHECK(actual == golden(name, actual));
}

}  // namespace campaignd::testing
