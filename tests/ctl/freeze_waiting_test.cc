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

constexpr Waiting kNoAnswerYet{WaitingFor::kApi, false, {}};
constexpr Waiting kAnswered{WaitingFor::kApi, true, {}};
constexpr Waiting kIdle{WaitingFor::kNothing, true, {}};

}  // namespace

TEST_CASE("who waits for a freeze is told how many are left, what is waited for, and how to end it") {
  CHECK(freeze_waiting({}, "", kNoAnswerYet) ==
        "how many are on the clock is not known yet; waiting for the OTPIQ API; Ctrl-C ends it");
  CHECK(freeze_waiting({}, "no route", kNoAnswerYet) ==
        "how many are on the clock is not known yet; waiting for the OTPIQ API (" + isolate("no route") +
            "); Ctrl-C ends it");
  CHECK(freeze_waiting({row(true), row(false, "503")}, "", kAnswered) ==
        "1 of 2 is not off the clock; waiting for the OTPIQ API (" + isolate("503") + "); Ctrl-C ends it");
  CHECK(freeze_waiting({row(false), row(false)}, "no route", kNoAnswerYet)
            .starts_with("2 of 2 may still be on the clock, and more may be; "));
}

TEST_CASE("who waits for a freeze's second look is told what came of the first, and when it looks") {
  CHECK(freeze_waiting({row(true)}, "", kIdle, "18:00:07 +03:00") ==
        "the one that was found is off the clock; it looks again at 18:00:07 +03:00, since a change that was under way "
        "may still land; Ctrl-C loses only that second look");
  CHECK(freeze_waiting({row(true), row(true)}, "", kIdle).starts_with("all 2 that were found are off the clock; it "));
  CHECK(freeze_waiting({row(true), row(false, "it started")}, "", kIdle).starts_with("1 of 2 is not off the clock; "));
}

TEST_CASE("an API that answered and found nothing is not said to be unknown, also while it is asked again") {
  CHECK(freeze_waiting({}, "", kIdle).starts_with("nothing that is to be stopped was found on the clock; it looks "));
  CHECK(freeze_waiting({}, "", kAnswered) ==
        "nothing that is to be stopped was found on the clock; waiting for the OTPIQ API; Ctrl-C ends it");
}

}  // namespace campaignd::testing
