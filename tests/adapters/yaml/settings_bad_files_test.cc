#include <doctest/doctest.h>

#include "bad_files.h"
#include "settings_reading.h"

namespace campaignd::testing {
namespace {

TEST_CASE("each bad settings file is refused with exactly the errors that stand beside it") {
  check_bad_files(CAMPAIGND_TEST_DATA "/settings/bad", 27, settings_errors_of);
}

}  // namespace
}  // namespace campaignd::testing
