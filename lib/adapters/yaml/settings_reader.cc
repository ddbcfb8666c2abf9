#include "adapters/yaml/settings_reader.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "adapters/yaml/addresses.h"
#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "adapters/yaml/not_enforced.h"
#include "adapters/yaml/policy_reader.h"
#include "adapters/yaml/reader.h"
#include "adapters/yaml/settings_section.h"

namespace campaignd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::string_view, 8> kTopKeys{"desiredState", "stateDirectory", "api", "reconcile",
                                                   "policy",       "journal",        "log", "control"};
constexpr std::array<std::string_view, 7> kApiKeys{"baseUrl",     "keyFile", "allowInsecure",    "timeout",
                                                   "concurrency", "retries", "requestsPerSecond"};
constexpr std::array<std::string_view, 4> kReconcileKeys{"interval", "jitter", "debounce", "dryRun"};
constexpr std::array<std::string_view, 2> kJournalKeys{"maxAge", "maxSize"};
constexpr std::array<std::string_view, 2> kLogKeys{"level", "format"};
constexpr std::array<std::string_view, 2> kControlKeys{"socket", "listen"};

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kLogLevels{"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 3> kLogFormats{"text", "json", "journal"};

constexpr Limits<milliseconds> kTimeout{milliseconds{10}, hours{1}};
constexpr Limits<milliseconds> kInterval{milliseconds{10}, hours{24}};
constexpr Limits<milliseconds> kDebounce{milliseconds{0}, minutes{1}};
constexpr Limits<std::int64_t> kConcurrency{1, 64};
constexpr Limits<std::int64_t> kRetries{0, 20};
constexpr Limits<double> kRequestsPerSecond{0, 10'000};
constexpr Limits<double> kJitter{0, 0.5};
constexpr Limits<milliseconds> kMaxAge{hours{1}, hours{24 * 36'500}};
constexpr Limits<std::int64_t> kMaxSize{1'000'000, 1'000'000'000'000};
constexpr std::size_t kLongestSocket = 107;  // bytes of sockaddr_un's sun_path, without its end

ApiSettings read_api(const Node& node, Findings& findings);
ReconcileSettings read_reconcile(const Node& node, Findings& findings);
JournalSettings read_journal(const Node& node, Findings& findings);
LogSettings read_log(const Node& node, Findings& findings);
ControlSettings read_control(const Node& node, ControlSettings control, Findings& findings);
Settings read_top(const Node& top, Findings& findings);

}  // namespace

tl::expected<Settings, Diagnostics> read_settings(const std::string& file_name, std::string_view bytes) {
  Findings findings{{file_name}};
  Settings settings;
  if (const NodePtr top = read_document(0, bytes, findings)) settings = read_top(*top, findings);
  if (!findings.is_empty()) return tl::unexpected(findings.in_order());
  settings.file = file_name;
  return settings;
}

namespace {

Settings read_top(const Node& top, Findings& findings) {
  Settings settings;
  if (top.kind == NodeKind::kNull) {
    findings.error({}, "the file is empty; write `{}` where every default is meant");
    return settings;
  }
  if (!is_mapping_of_keys(top, "desiredState: /etc/campaignd/campaigns.yaml", findings)) return settings;
  refuse_unknown_keys(top, kTopKeys, ExtensionKeys::kAllowed, findings);
  const auto find = [&](std::string_view key) -> const Node* {
    const MappingEntry* const entry = top.find(key);
    return entry == nullptr || entry->value->kind == NodeKind::kRefused ? nullptr : entry->value.get();
  };
  const auto path = [&](std::string_view key) {
    const Node* const node = find(key);
    return node != nullptr ? read_path(*node, key, Shown::kInMessages, findings) : std::nullopt;
  };
  settings.desired_state = path("desiredState").value_or(settings.desired_state);
  settings.state_directory = path("stateDirectory").value_or(settings.state_directory);
  settings.state_directory_given = find("stateDirectory") != nullptr;
  if (const Node* const api = find("api")) settings.api = read_api(*api, findings);
  if (const Node* const reconcile = find("reconcile")) settings.reconcile = read_reconcile(*reconcile, findings);
  if (const Node* const policy = find("policy")) settings.policy = read_policy(*policy, findings);
  if (const Node* const journal = find("journal")) settings.journal = read_journal(*journal, findings);
  if (const Node* const log = find("log")) settings.log = read_log(*log, findings);
  if (const Node* const control = find("control")) {
    settings.control = read_control(*control, settings.control, findings);
    settings.socket_given = control->find("socket") != nullptr;
  }
  return settings;
}

ApiSettings read_api(const Node& node, Findings& findings) {
  const SettingsSection section{node, "api", kApiKeys, findings};
  ApiSettings api;
  api.allow_insecure = section.flag("allowInsecure").value_or(api.allow_insecure);
  if (const Node* const url = section.find("baseUrl")) {
    const auto plain_http = api.allow_insecure ? PlainHttp::kAnywhere : PlainHttp::kLoopbackOnly;
    api.base_url = read_base_url(*url, plain_http, findings).value_or(api.base_url);
  }
  const Node* const key_file = section.find("keyFile");
  const bool is_off = key_file != nullptr && key_file->kind == NodeKind::kScalar && key_file->text.empty();
  if (key_file != nullptr && !is_off) {
    api.key_file = read_path(*key_file, section.name_of("keyFile"), Shown::kNowhere, findings).value_or("");
  }
  api.timeout = section.duration("timeout", kTimeout).value_or(api.timeout);
  api.concurrency = static_cast<int>(section.integer("concurrency", kConcurrency).value_or(api.concurrency));
  api.retries = static_cast<int>(section.integer("retries", kRetries).value_or(api.retries));
  api.requests_per_second = section.number("requestsPerSecond", kRequestsPerSecond).value_or(api.requests_per_second);
  return api;
}

ReconcileSettings read_reconcile(const Node& node, Findings& findings) {
  const SettingsSection section{node, "reconcile", kReconcileKeys, findings};
  ReconcileSettings reconcile;
  reconcile.interval = section.duration("interval", kInterval).value_or(reconcile.interval);
  reconcile.jitter = section.share("jitter", kJitter).value_or(reconcile.jitter);
  reconcile.debounce = section.duration("debounce", kDebounce).value_or(reconcile.debounce);
  reconcile.dry_run = section.flag("dryRun").value_or(reconcile.dry_run);
  return reconcile;
}

JournalSettings read_journal(const Node& node, Findings& findings) {
  const SettingsSection section{node, "journal", kJournalKeys, findings};
  JournalSettings journal;
  journal.max_age = section.duration("maxAge", kMaxAge).value_or(journal.max_age);
  journal.max_size = section.size("maxSize", kMaxSize).value_or(journal.max_size);
  return journal;
}

LogSettings read_log(const Node& node, Findings& findings) {
  const SettingsSection section{node, "log", kLogKeys, findings};
  LogSettings log;
  log.level = section.word<LogLevel>("level", kLogLevels).value_or(log.level);
  log.format = section.word<LogFormat>("format", kLogFormats);
  return log;
}

ControlSettings read_control(const Node& node, ControlSettings control, Findings& findings) {
  const SettingsSection section{node, "control", kControlKeys, findings};
  if (const Node* const socket = section.find("socket")) {
    const auto path = read_path(*socket, section.name_of("socket"), Shown::kInMessages, findings);
    if (path && path->size() > kLongestSocket) {
      findings.error(socket->at, "`control.socket` is longer than the 107 bytes that a socket's path can have");
    }
    control.socket = path.value_or(control.socket);
  }
  if (const Node* const listen = section.find("listen")) {
    control.listen = read_listen(*listen, findings).value_or(control.listen);
  }
  refuse_not_enforced(node, "control", findings);
  return control;
}

}  // namespace
}  // namespace campaignd
