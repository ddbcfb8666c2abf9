// Every setting: its default, another value, and its limits with one beyond them.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "desired_reading.h"
#include "settings_reading.h"

namespace campaignd::testing {
namespace {

using namespace std::chrono_literals;
using Days = std::chrono::duration<int, std::ratio<86400>>;

// `section: {key: value}`, or `key: value` where there is no section.
std::string one_setting(const std::string& section, const std::string& key, const std::string& value) {
  if (section.empty()) return key + ": " + value + "\n";
  return section + ": {" + key + ": " + value + "}\n";
}

TEST_CASE("a file that gives nothing gets every default") {
  const Settings settings = settings_of("{}\n");

  CHECK(settings.file == "campaignd.yaml");
  CHECK(settings.desired_state == "/etc/campaignd/campaigns.yaml");
  CHECK(settings.state_directory == "/var/lib/campaignd");
  CHECK_FALSE(settings.state_directory_given);
  CHECK(settings.api.base_url == "https://api.otpiq.com/api");
  CHECK(settings.api.key_file.empty());
  CHECK_FALSE(settings.api.allow_insecure);
  CHECK(settings.api.timeout == 10s);
  CHECK(settings.api.concurrency == 4);
  CHECK(settings.api.retries == 4);
  CHECK(settings.api.requests_per_second == 10);
  CHECK(settings.reconcile.interval == 5min);
  CHECK(settings.reconcile.jitter == doctest::Approx(0.1));
  CHECK(settings.reconcile.debounce == 300ms);
  CHECK_FALSE(settings.reconcile.dry_run);
  CHECK(settings.policy.lock_window == 10min);
  CHECK(settings.policy.min_lead == 1min);
  CHECK(settings.policy.max_lead == Days(400));
  CHECK(settings.policy.max_changes == 10);
  CHECK(settings.policy.max_change_ratio == doctest::Approx(0.5));
  CHECK(settings.policy.max_recipients == 5000);
  CHECK_FALSE(settings.policy.send_hours);
  CHECK_FALSE(settings.policy.spacing);
  CHECK(settings.policy.blackouts.empty());
  CHECK(settings.policy.require_approved_template);
  CHECK(settings.policy.require_connected_number);
  CHECK(settings.policy.require_recipients == CheckLevel::kWarn);
  CHECK(settings.policy.require_credit == CheckLevel::kWarn);
  CHECK(settings.policy.messaging_limit == CheckLevel::kWarn);
  CHECK(settings.policy.preflight == Preflight::kWarn);
  CHECK(settings.policy.on_remove == OnRemove::kWarn);
  CHECK(settings.policy.drift == DriftPolicy::kMend);
  CHECK(settings.journal.max_age == Days(400));
  CHECK(settings.journal.max_size == 256'000'000);
  CHECK(settings.log.level == LogLevel::kInfo);
  CHECK_FALSE(settings.log.format);
  CHECK(settings.control.socket == "/run/campaignd/control.sock");
  CHECK_FALSE(settings.socket_given);
  CHECK(settings.control.listen.empty());
}

TEST_CASE("a file that gives everything is read whole") {
  const Settings settings = settings_of(bytes_of_file(CAMPAIGND_TEST_DATA "/settings/good/everything.yaml"));

  CHECK(settings.desired_state == "/srv/campaigns");
  CHECK(settings.state_directory == "/srv/state");
  CHECK(settings.state_directory_given);
  CHECK(settings.api.base_url == "http://api.example.com:8080/v2");
  CHECK(settings.api.key_file == "/etc/campaignd/key");
  CHECK(settings.api.allow_insecure);
  CHECK(settings.api.timeout == 1500ms);
  CHECK(settings.api.concurrency == 16);
  CHECK(settings.api.retries == 0);
  CHECK(settings.api.requests_per_second == doctest::Approx(2.5));
  CHECK(settings.reconcile.interval == 90s);
  CHECK(settings.reconcile.jitter == doctest::Approx(0.25));
  CHECK(settings.reconcile.debounce == 1s);
  CHECK(settings.reconcile.dry_run);
  CHECK(settings.policy.lock_window == 2h);
  CHECK(settings.policy.min_lead == 5min);
  CHECK(settings.policy.max_lead == Days(1));
  CHECK(settings.policy.max_changes == 3);
  CHECK(settings.policy.max_change_ratio == doctest::Approx(0.25));
  CHECK(settings.policy.max_recipients == 100);
  CHECK_FALSE(settings.policy.require_approved_template);
  CHECK_FALSE(settings.policy.require_connected_number);
  CHECK(settings.policy.require_recipients == CheckLevel::kBlock);
  CHECK(settings.policy.spacing == 15min);
  CHECK(settings.policy.require_credit == CheckLevel::kOff);
  CHECK(settings.policy.messaging_limit == CheckLevel::kBlock);
  CHECK(settings.policy.preflight == Preflight::kDisarm);
  CHECK(settings.policy.on_remove == OnRemove::kDisarm);
  CHECK(settings.policy.drift == DriftPolicy::kReport);
  CHECK(settings.journal.max_age == Days(30));
  CHECK(settings.journal.max_size == 2LL << 30);
  CHECK(settings.log.level == LogLevel::kDebug);
  CHECK(settings.log.format == LogFormat::kJson);
}

TEST_CASE("send hours run past midnight where their end is the smaller, on the days that are named") {
  const Settings settings = settings_of(bytes_of_file(CAMPAIGND_TEST_DATA "/settings/good/everything.yaml"));

  REQUIRE(settings.policy.send_hours);
  CHECK(settings.policy.send_hours->from == 20h);
  CHECK(settings.policy.send_hours->to == 2h + 30min);
  CHECK(settings.policy.send_hours->timezone.name() == "Europe/Berlin");
  CHECK(settings.policy.send_hours->days == 0x41);
}

TEST_CASE("a blackout of days ends with its last day, one of times at its second time") {
  const auto blackouts =
      settings_of(bytes_of_file(CAMPAIGND_TEST_DATA "/settings/good/everything.yaml")).policy.blackouts;

  REQUIRE(blackouts.size() == 3);
  CHECK(to_rfc3339(blackouts[0].from) == "2026-12-23T21:00:00.000Z");
  CHECK(to_rfc3339(blackouts[0].to) == "2026-12-26T21:00:00.000Z");
  CHECK(blackouts[0].whole_days);
  CHECK(blackouts[0].reason == "holiday");
  CHECK(to_rfc3339(blackouts[1].from) == "2026-12-31T15:00:00.000Z");
  CHECK(to_rfc3339(blackouts[1].to) == "2027-01-01T03:00:00.000Z");
  CHECK_FALSE(blackouts[1].whole_days);
  CHECK(to_rfc3339(blackouts[2].to) == "2026-10-01T09:00:00.000Z");
}

TEST_CASE("each setting takes its limits, and nothing beyond them") {
  struct Row {
    const char* section;
    const char* key;
    const char* least;
    const char* below;  // empty: nothing of its form is below
    const char* most;
    const char* above;
  };
  constexpr Row kRows[] = {{"api", "timeout", "10ms", "9ms", "1h", "3601s"},
                           {"api", "concurrency", "1", "0", "64", "65"},
                           {"api", "retries", "0", "-1", "20", "21"},
                           {"api", "requestsPerSecond", "0", "-0.1", "10000", "10000.1"},
                           {"reconcile", "interval", "10ms", "9ms", "1d", "25h"},
                           {"reconcile", "jitter", "0%", "-1%", "50%", "51%"},
                           {"reconcile", "jitter", "0", "-0.1", "0.5", "0.51"},
                           {"reconcile", "debounce", "0s", "", "1m", "61s"},
                           {"policy", "lockWindow", "0s", "", "30d", "31d"},
                           {"policy", "minLead", "0s", "", "30d", "31d"},
                           {"policy", "maxLead", "2m", "59s", "3650d", "3651d"},
                           {"policy", "spacing", "1s", "999ms", "30d", "31d"},
                           {"policy", "maxChanges", "0", "-1", "1000000", "1000001"},
                           {"policy", "maxChangeRatio", "0", "-0.1", "1", "1.01"},
                           {"policy", "maxRecipients", "0", "-1", "1000000000", "1000000001"},
                           {"journal", "maxAge", "1h", "59m", "36500d", "36501d"},
                           {"journal", "maxSize", "1MB", "999kB", "1000GB", "1001GB"}};
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.section));
    CAPTURE(std::string(row.key));
    CHECK(settings_errors_of(one_setting(row.section, row.key, row.least)) == "");
    CHECK(settings_errors_of(one_setting(row.section, row.key, row.most)) == "");
    CHECK(settings_errors_of(one_setting(row.section, row.key, row.above)) != "");
    if (*row.below != '\0') CHECK(settings_errors_of(one_setting(row.section, row.key, row.below)) != "");
  }
}

TEST_CASE("a duration is a whole number and one of five units") {
  const auto timeout = [](const std::string& text) {
    return settings_of("api: {timeout: " + text + "}\n").api.timeout;
  };
  CHECK(timeout("300ms") == 300ms);
  CHECK(timeout("7s") == 7s);
  CHECK(timeout("7m") == 7min);
  CHECK(timeout("1h") == 1h);
  CHECK(timeout("\"7s\"") == 7s);
  CHECK(settings_of("policy: {maxLead: 2d}\n").policy.max_lead == Days(2));
  for (const char* text : {"7", "s", "7 s", "7S", "7sec", "1m30s", "0.5s", "-7s", "+7s", "\"7s \"", "\"\"", "0x7s",
                           "99999999999999999999s", "9223372036854775807d"}) {
    CAPTURE(std::string(text));
    CHECK(settings_errors_of("api: {timeout: " + std::string(text) + "}\n").rfind("campaignd.yaml:1:16: error: ", 0) ==
          0);
  }
}

TEST_CASE("plain http goes to this machine alone, unless the file allows it") {
  const auto errors = [](const std::string& url, const std::string& more = "") {
    return settings_errors_of("api:\n  baseUrl: \"" + url + "\"\n" + more);
  };
  for (const char* url : {"http://127.0.0.1:8080/api", "http://127.9.9.9", "http://localhost/api", "http://[::1]:80"}) {
    CAPTURE(std::string(url));
    CHECK(errors(url) == "");
  }
  for (const char* url : {"http://api.otpiq.com/api", "http://127.0.0.1.example.com", "http://localhost.example.com",
                          "http://0.0.0.0", "http://10.0.0.1", "http://[::]", "http://[::ffff:10.0.0.1]"}) {
    CAPTURE(std::string(url));
    CHECK(errors(url) == "campaignd.yaml:2:12: error: `api.baseUrl` `" + std::string(url) +
                             "` would send the key in clear; write `https://`, or `allowInsecure: true` beside it\n");
    CHECK(errors(url, "  allowInsecure: true\n") == "");
    CHECK(errors(url, "  allowInsecure: false\n") != "");
  }
}

TEST_CASE("a base URL that cannot be meant is refused, and a secret in it is not repeated") {
  for (const char* url :
       {"", "api.otpiq.com", "ftp://api.otpiq.com", "HTTPS://api.otpiq.com", "https://", "https:///api",
        "https://api.otpiq.com:0", "https://api.otpiq.com:65536",
        "https://api.otpiq.com:", "https://api.otpiq.com/api/", "https://api otpiq.com", "https://api.otpiq.com/a b",
        "https://[::1", "https://-api.otpiq.com", "https://user:sk_secret@api.otpiq.com",
        "https://api.otpiq.com/api?key=sk_secret", "https://api.otpiq.com/#sk_secret"}) {
    CAPTURE(std::string(url));
    const std::string errors = settings_errors_of("api: {baseUrl: \"" + std::string(url) + "\"}\n");
    CHECK(errors.rfind("campaignd.yaml:1:16: error: `api.baseUrl` ", 0) == 0);
    CHECK(errors.find("sk_secret") == std::string::npos);
  }
  CHECK(settings_errors_of("api: {baseUrl: \"https://api.otpiq.com:8443/v2/api_x~1%20\"}\n") == "");
}

TEST_CASE("what stands where a key file's path belongs is never shown, because it may be the key") {
  const std::string errors = settings_errors_of("api: {keyFile: sk_live_0123456789}\n");
  CHECK(errors == "campaignd.yaml:1:16: error: `api.keyFile` must be an absolute path, one that begins with `/`\n");
}

TEST_CASE("minLead is shorter than maxLead, because no time could be armed otherwise") {
  CHECK(settings_errors_of("policy: {minLead: 59m, maxLead: 1h}\n") == "");
  CHECK(settings_errors_of("policy: {minLead: 1h, maxLead: 1h}\n") != "");
  CHECK(settings_errors_of("policy: {maxLead: 1m}\n") != "");
}

}  // namespace
}  // namespace campaignd::testing
