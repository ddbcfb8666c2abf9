// A rule that is written down and not kept is worse than none: what this version does not do, it refuses to be asked.
#include <doctest/doctest.h>

#include <string>

#include "adapters/yaml/not_enforced.h"
#include "settings_reading.h"

namespace campaignd::testing {
namespace {

std::string errors_for(const std::string& setting) {
  return settings_errors_of("policy: {" + setting + "}\n");
}

TEST_CASE("what happens anyway may be written down") {
  CHECK(settings_errors_of("control: {listen: \"\"}\n") == "");
}

TEST_CASE("a policy that is in force may be given") {
  for (const char* setting : {"lockWindow: 10m",
                              "minLead: 1m",
                              "maxLead: 400d",
                              "maxChanges: 10",
                              "maxChangeRatio: 0.5",
                              "maxRecipients: 5000",
                              "approvalTtl: 2h",
                              "requireApprovedTemplate: true",
                              "requireConnectedNumber: true",
                              "requireRecipients: block",
                              "drift: report",
                              "spacing: 15m",
                              "requireCredit: off",
                              "requireCredit: warn",
                              "requireCredit: block",
                              "messagingLimit: off",
                              "messagingLimit: warn",
                              "messagingLimit: block",
                              "preflight: off",
                              "preflight: warn",
                              "preflight: disarm",
                              "onRemove: warn",
                              "onRemove: disarm",
                              "blackouts: []",
                              "sendHours: {from: \"09:00\", to: \"21:00\", timezone: Asia/Baghdad}"}) {
    CAPTURE(std::string(setting));
    CHECK(errors_for(setting) == "");
  }
}

TEST_CASE("the control socket is not there yet, so that nobody may count on it") {
  CHECK(settings_errors_of("control: {socket: /run/campaignd/control.sock}\n") ==
        "campaignd.yaml:1:11: error: `control.socket` does nothing in this version; take it out\n");
  CHECK(settings_errors_of("control: {listen: \"127.0.0.1:9464\"}\n") ==
        "campaignd.yaml:1:11: error: `control.listen` does nothing in this version; take it out\n");
}

TEST_CASE("a policy that is not in force must still make sense, so that a file is mended once") {
  CHECK(errors_for("approvalTtl: soon").find("must be a duration") != std::string::npos);
}

}  // namespace
}  // namespace campaignd::testing
