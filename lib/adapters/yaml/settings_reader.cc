#include "adapters/yaml/settings_reader.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "adapters/yaml/addresses.h"
#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "adapters/yaml/not_enforced.h"
#include "adapters/yaml/policy_reader.h"
#include "adapters/yaml/reader.h"
#include "adapters/yaml/settings_section.h"
#include "core/nearest.h"

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

// Reads the whole file; what it does not know of its places in the end goes into `unknown`.
class SettingsReader {
 public:
  SettingsReader(SettingsReading& reading, Findings& findings)
      : settings_(reading.settings), unknown_(reading.unknown), findings_(findings) {}

  void read(const Node& top);

 private:
  void read_places(const Node& top);
  std::string read_place(const Node& top, std::string_view key, std::string otherwise);
  void read_sections(const Node& top);
  ApiSettings read_api(const Node& node);
  std::string read_key_file(const Node& api);

  Settings& settings_;
  std::vector<std::string_view>& unknown_;
  Findings& findings_;
};

bool is_silent(const Node& mapping, std::string_view key);
ReconcileSettings read_reconcile(const Node& node, Findings& findings);
JournalSettings read_journal(const Node& node, Findings& findings);
LogSettings read_log(const Node& node, Findings& findings);
ControlSettings read_control(const Node& node, ControlSettings control, Findings& findings);

}  // namespace

bool SettingsReading::knows(std::string_view key) const {
  return std::find(unknown.begin(), unknown.end(), key) == unknown.end();
}

tl::expected<Settings, Diagnostics> read_settings(const std::string& file_name, std::string_view bytes) {
  SettingsReading reading = understand_settings(file_name, bytes);
  if (!reading.errors.empty()) return tl::unexpected(std::move(reading.errors));
  return std::move(reading.settings);
}

SettingsReading understand_settings(const std::string& file_name, std::string_view bytes) {
  SettingsReading reading;
  Findings findings{{file_name}};
  const NodePtr top = read_document(0, bytes, findings);
  if (top && top->kind == NodeKind::kNull) {
    findings.error({}, "the file is empty; write `{}` where every default is meant");
  } else if (top && top->find("campaigns") != nullptr) {
    findings.error({}, "this is desired state, as `desiredState` in the settings names it; is --config right?");
  } else if (top && is_mapping_of_keys(*top, "desiredState: /etc/campaignd/campaigns.yaml", findings)) {
    SettingsReader(reading, findings).read(*top);
    reading.settings.file = file_name;
    reading.errors = findings.in_order();
    return reading;
  }
  reading.unknown = {kDesiredStateKey, kStateDirectoryKey, kKeyFileKey};
  reading.errors = findings.in_order();
  return reading;
}

namespace {

void SettingsReader::read(const Node& top) {
  refuse_unknown_keys(top, kTopKeys, ExtensionKeys::kAllowed, findings_);
  settings_.desired_state = read_place(top, kDesiredStateKey, settings_.desired_state);
  settings_.state_directory = read_place(top, kStateDirectoryKey, settings_.state_directory);
  settings_.state_directory_given = top.find(kStateDirectoryKey) != nullptr;
  read_sections(top);
}

std::string SettingsReader::read_place(const Node& top, std::string_view key, std::string otherwise) {
  const MappingEntry* const entry = top.find(key);
  const bool is_read = entry != nullptr && entry->value->kind != NodeKind::kRefused;
  auto path = is_read ? read_path(*entry->value, key, Shown::kInMessages, findings_) : std::nullopt;
  if (!path && !is_silent(top, key)) unknown_.push_back(key);
  return std::move(path).value_or(std::move(otherwise));
}

void SettingsReader::read_sections(const Node& top) {
  const auto find = [&](std::string_view key) -> const Node* {
    const MappingEntry* const entry = top.find(key);
    return entry == nullptr || entry->value->kind == NodeKind::kRefused ? nullptr : entry->value.get();
  };
  if (const Node* const api = find("api")) {
    settings_.api = read_api(*api);
  } else if (!is_silent(top, "api")) {
    unknown_.push_back(kKeyFileKey);
  }
  if (const Node* const reconcile = find("reconcile")) settings_.reconcile = read_reconcile(*reconcile, findings_);
  if (const Node* const policy = find("policy")) settings_.policy = read_policy(*policy, findings_);
  if (const Node* const journal = find("journal")) settings_.journal = read_journal(*journal, findings_);
  if (const Node* const log = find("log")) settings_.log = read_log(*log, findings_);
  if (const Node* const control = find("control")) {
    settings_.control = read_control(*control, settings_.control, findings_);
    settings_.socket_given = control->find("socket") != nullptr;
  }
}

ApiSettings SettingsReader::read_api(const Node& node) {
  const SettingsSection section{node, "api", kApiKeys, findings_};
  ApiSettings api;
  api.key_file = read_key_file(node);
  api.allow_insecure = section.flag("allowInsecure").value_or(api.allow_insecure);
  if (const Node* const url = section.find("baseUrl")) {
    const auto plain_http = api.allow_insecure ? PlainHttp::kAnywhere : PlainHttp::kLoopbackOnly;
    api.base_url = read_base_url(*url, plain_http, findings_).value_or(api.base_url);
  }
  api.timeout = section.duration("timeout", kTimeout).value_or(api.timeout);
  api.concurrency = static_cast<int>(section.integer("concurrency", kConcurrency).value_or(api.concurrency));
  api.retries = static_cast<int>(section.integer("retries", kRetries).value_or(api.retries));
  api.requests_per_second = section.number("requestsPerSecond", kRequestsPerSecond).value_or(api.requests_per_second);
  return api;
}

// The file's text is not shown: a key could stand there by mistake.
std::string SettingsReader::read_key_file(const Node& api) {
  const MappingEntry* const entry = api.find("keyFile");
  if (entry != nullptr && entry->value->kind == NodeKind::kScalar && entry->value->text.empty()) return "";
  const bool is_read = entry != nullptr && entry->value->kind != NodeKind::kRefused;
  auto path = is_read ? read_path(*entry->value, kKeyFileKey, Shown::kNowhere, findings_) : std::nullopt;
  if (!path && !is_silent(api, "keyFile")) unknown_.push_back(kKeyFileKey);
  return std::move(path).value_or("");
}

// Whether the mapping says nothing about `key`; a mistyped one may be meant for it.
bool is_silent(const Node& mapping, std::string_view key) {
  const std::array<std::string_view, 1> wanted{key};
  return mapping.kind == NodeKind::kMapping &&
         std::none_of(mapping.entries.begin(), mapping.entries.end(),
                      [&](const MappingEntry& entry) { return nearest(entry.key, wanted).has_value(); });
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
