#include "core/told_instants.h"

#include <doctest/doctest.h>

namespace campaignd::testing {

namespace {

std::string in_baghdad(std::string_view sentence) {
  return with_told_instants(sentence, Zone::find("Asia/Baghdad").value());
}

}  // namespace

TEST_CASE("every instant in a sentence is told in the reader's zone, wherever it stands") {
  CHECK(in_baghdad("until 2026-12-01T15:00:00.000Z") == "until 2026-12-01 18:00 +03:00");
  CHECK(in_baghdad("2026-12-01T15:00:00.000Z, then 2026-12-31T22:30:10.500Z.") ==
        "2026-12-01 18:00 +03:00, then 2027-01-01 01:30:10 +03:00.");
}

TEST_CASE("what only looks like an instant stays as it is") {
  for (const std::string_view text :
       {"", "T", "no instant: The Text", "2026-12-01T15:00:00.000", "2026-13-01T15:00:00.000Z",
        "2026-12-01T15:00:00Z and a TTTTTTTTTTTTTTTTTTTTTTTTTTTZ", "xT15:00:00.000Z",
        "2026-12-01T15:00:00.000+00:00Z"}) {
    CAPTURE(text);
    CHECK(in_baghdad(text) == text);
  }
}

}  // namespace campaignd::testing
