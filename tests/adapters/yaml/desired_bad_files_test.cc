#include <doctest/doctest.h>

#include "bad_files.h"
#include "desired_reading.h"

namespace campaignd::testing {
namespace {

TEST_CASE("each bad file of desired state is refused with exactly the errors that stand beside it") {
  check_bad_files(CAMPAIGND_TEST_DATA "/desired/bad", 104, [](const std::string& text) { return errors_of(text); });
}

}  // namespace
}  // namespace campaignd::testing
