// What who waits for a freeze is told meanwhile.
#include "freeze_waiting.h"

#include <doctest/doctest.h>

#include "core/display_text.h"

namespace campaignd::testing {

namespace {

Stopped row(bool is_off, std::string detail = "") {
  Stopped row;
  row.name = "Eid";
  row.is_off = is_off;
  row.detail = std::move(detail);
  return row;
}

}  // namespace

TEST_CASE("who waits for a freeze is told how many are left, what is waited for, and how to end it") {
  CHECK(freeze_waiting({}, "", WaitingFor::kApi) ==
        "how many are on the clock is not known yet; waiting for the OTPIQ API; Ctrl-C ends it");
  CHECK(freeze_waiting({}, "no route", WaitingFor::kApi) ==
        "how many are on the clock is not known yet; waiting for the OTPIQ API (" + isolate("no route") +
            "); Ctrl-C ends it");
  CHECK(freeze_waiting({row(true), row(false, "503")}, "", WaitingFor::kApi) ==
        "1 of 2 is still on the clock; waiting for the OTPIQ API (" + isolate("503") + "); Ctrl-C ends it");
  CHECK(freeze_waiting({row(false), row(false)}, "no route", WaitingFor::kApi)
            .starts_with("2 of 2 may still be on the clock, and more may be; "));
  CHECK(freeze_waiting({row(true)}, "", WaitingFor::kNothing) ==
        "all that were found are off the clock; waiting to look once more, as a change may have been under way; "
        "Ctrl-C ends it");
}

}  // namespace campaignd::testing
