// The examples that are installed: they load, and what they say of the defaults is so.
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/yaml/desired_state_reader.h"
#include "adapters/yaml/settings_reader.h"

namespace campaignd::testing {
namespace {

std::string example(const std::string& name) {
  std::ifstream file(CAMPAIGND_SOURCE_DIR "/config/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Settings that are commented out stand directly behind the `#`, or indented under such a line; prose has one space.
std::string with_everything(const std::string& text) {
  return std::regex_replace(text, std::regex("(^|\n)( *)#(  )?([-a-zA-Z])"), "$1$2$3$4");
}

Settings settings_of(const std::string& text) {
  auto settings = read_settings("campaignd.yaml", text);
  std::string errors;
  for (const Diagnostic& error : settings ? Diagnostics{} : settings.error()) errors += to_text(error) + "\n";
  REQUIRE_MESSAGE(settings, errors);
  return std::move(*settings);
}

TEST_CASE("the example settings ask for nothing but the defaults, and for a dry run") {
  const Settings shown = settings_of(example("campaignd.yaml"));
  const Settings defaults;

  CHECK(shown.reconcile.dry_run);
  CHECK(shown.desired_state == defaults.desired_state);
  CHECK_FALSE(shown.state_directory_given);
  CHECK(shown.api.base_url == defaults.api.base_url);
  CHECK(shown.api.key_file == defaults.api.key_file);
  CHECK(shown.api.allow_insecure == defaults.api.allow_insecure);
  CHECK(shown.api.timeout == defaults.api.timeout);
  CHECK(shown.api.concurrency == defaults.api.concurrency);
  CHECK(shown.api.retries == defaults.api.retries);
  CHECK(shown.api.requests_per_second == defaults.api.requests_per_second);
  CHECK(shown.reconcile.interval == defaults.reconcile.interval);
  CHECK(shown.reconcile.jitter == defaults.reconcile.jitter);
  CHECK(shown.reconcile.debounce == defaults.reconcile.debounce);
  CHECK(shown.policy.lock_window == defaults.policy.lock_window);
  CHECK(shown.policy.min_lead == defaults.policy.min_lead);
  CHECK(shown.policy.max_lead == defaults.policy.max_lead);
  CHECK(shown.policy.max_changes == defaults.policy.max_changes);
  CHECK(shown.policy.max_change_ratio == defaults.policy.max_change_ratio);
  CHECK(shown.policy.max_recipients == defaults.policy.max_recipients);
  CHECK_FALSE(shown.policy.send_hours);
  CHECK_FALSE(shown.policy.spacing);
  CHECK(shown.policy.blackouts.empty());
  CHECK(shown.policy.require_approved_template == defaults.policy.require_approved_template);
  CHECK(shown.policy.require_connected_number == defaults.policy.require_connected_number);
  CHECK(shown.policy.require_recipients == defaults.policy.require_recipients);
  CHECK(shown.policy.require_credit == defaults.policy.require_credit);
  CHECK(shown.policy.messaging_limit == defaults.policy.messaging_limit);
  CHECK(shown.policy.preflight == defaults.policy.preflight);
  CHECK(shown.policy.on_remove == defaults.policy.on_remove);
  CHECK(shown.policy.drift == defaults.policy.drift);
  CHECK(shown.journal.max_age == defaults.journal.max_age);
  CHECK(shown.journal.max_size == defaults.journal.max_size);
  CHECK(shown.log.level == defaults.log.level);
  CHECK(shown.log.format == defaults.log.format);
}

TEST_CASE("the example settings show every setting there is") {
  const std::string text = with_everything(example("campaignd.yaml"));
  for (const char* key : {"desiredState",
                          "stateDirectory",
                          "baseUrl",
                          "keyFile",
                          "allowInsecure",
                          "timeout",
                          "concurrency",
                          "retries",
                          "requestsPerSecond",
                          "interval",
                          "jitter",
                          "debounce",
                          "dryRun",
                          "lockWindow",
                          "minLead",
                          "maxLead",
                          "maxChanges",
                          "maxChangeRatio",
                          "maxRecipients",
                          "approvalTtl",
                          "sendHours",
                          "spacing",
                          "blackouts",
                          "requireApprovedTemplate",
                          "requireConnectedNumber",
                          "requireRecipients",
                          "requireCredit",
                          "messagingLimit",
                          "preflight",
                          "onRemove",
                          "drift",
                          "maxAge",
                          "maxSize",
                          "level",
                          "format",
                          "socket",
                          "listen"}) {
    CAPTURE(std::string(key));
    CHECK(std::regex_search(text, std::regex("(\n *|[{ ])" + std::string(key) + ": ?")));
  }
}

TEST_CASE("with all its comments taken away the example can be used as it is") {
  const auto settings = read_settings("campaignd.yaml", with_everything(example("campaignd.yaml")));

  CHECK(to_text(settings ? Diagnostics{} : settings.error()) == "");
}

TEST_CASE("the example of desired state is read, and asks for one of everything that can be asked for") {
  SourceText source;
  source.files.push_back({"campaigns.yaml", example("campaigns.yaml")});

  const auto desired = read_desired_state(source);

  std::string errors;
  for (const Diagnostic& error : desired ? Diagnostics{} : desired.error()) errors += to_text(error) + "\n";
  REQUIRE_MESSAGE(desired, errors);
  REQUIRE(desired->campaigns.size() == 4);
  const auto& greeting = desired->campaigns[0];
  CHECK(greeting.id);
  CHECK(greeting.name);
  CHECK(greeting.message_template);
  CHECK(greeting.scheduled_for->value == parse_rfc3339("2026-12-01T15:00:00Z"));
  CHECK(desired->campaigns[1].scheduled_for->value == parse_rfc3339("2026-12-05T09:30:00Z"));
  CHECK(desired->campaigns[1].phone_number->value == NumberReference(PhoneDigits{"9647701234568"}));
  CHECK_FALSE(desired->campaigns[2].scheduled_for->value);
  CHECK(desired->campaigns[3].suspend);
  CHECK(desired->campaigns[3].timezone == "Europe/Berlin");
}

}  // namespace
}  // namespace campaignd::testing
