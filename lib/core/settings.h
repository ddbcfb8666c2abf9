// The settings file, read and checked: where things are, how the service is called, and the policies. Every value has
// the default that a file without it gets.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/zone.h"

namespace campaignd {

using std::chrono::milliseconds;

struct ApiSettings {
  std::string base_url = "https://api.otpiq.com/api";  // without a trailing slash
  std::string key_file;
  bool allow_insecure = false;
  milliseconds timeout = std::chrono::seconds(10);
  int concurrency = 4;              // requests in flight, 1..64
  int retries = 4;                  // 0..20
  double requests_per_second = 10;  // over all calls, with a burst of `concurrency`; 0: unlimited
};

struct ReconcileSettings {
  milliseconds interval = std::chrono::minutes(5);
  double jitter = 0.10;  // share of the interval, 0..0.5
  milliseconds debounce{300};
  bool dry_run = false;
};

// A window of the day in which sending is allowed. `to` is not included; where it is not after `from` the window ends
// on the next day, and the day it belongs to is the day it starts on.
struct SendHours {
  std::chrono::minutes from{0};
  std::chrono::minutes to{0};  // since midnight; 24:00 is the day's end
  Zone timezone = Zone::utc();
  std::uint8_t days = 0x7f;  // bit std::chrono::weekday::c_encoding(): Sunday is bit 0
};

// A stretch in which nothing is sent; `to` is not included (whole days are resolved to instants when the file is read).
struct Blackout {
  WallTime from{};
  WallTime to{};
  Zone timezone = Zone::utc();  // what its ends are told in
  std::string reason;
  bool whole_days = false;
};

enum class CheckLevel : std::uint8_t { kOff, kWarn, kBlock };
enum class Preflight : std::uint8_t { kOff, kWarn, kDisarm };
enum class OnRemove : std::uint8_t { kWarn, kDisarm };
enum class DriftPolicy : std::uint8_t { kMend, kReport };
std::string_view to_text(CheckLevel level);

struct PolicySettings {
  milliseconds lock_window = std::chrono::minutes(10);
  milliseconds min_lead = std::chrono::minutes(1);
  milliseconds max_lead = std::chrono::hours(24 * 400);
  int max_changes = 10;
  double max_change_ratio = 0.5;  // 0..1, of the editable managed campaigns, from 10 of them up
  std::int64_t max_recipients = 5000;
  milliseconds approval_ttl = std::chrono::hours(24);
  std::optional<SendHours> send_hours;
  std::optional<milliseconds> spacing;
  std::vector<Blackout> blackouts;
  bool require_approved_template = true;
  bool require_connected_number = true;
  CheckLevel require_recipients = CheckLevel::kWarn;
  CheckLevel require_credit = CheckLevel::kWarn;
  CheckLevel messaging_limit = CheckLevel::kWarn;
  Preflight preflight = Preflight::kWarn;
  OnRemove on_remove = OnRemove::kWarn;
  DriftPolicy drift = DriftPolicy::kMend;
};

struct JournalSettings {
  milliseconds max_age = std::chrono::hours(24 * 400);
  std::int64_t max_size = 256LL * 1000 * 1000;  // bytes
};

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };
enum class LogFormat : std::uint8_t { kText, kJson, kJournal };

struct LogSettings {
  LogLevel level = LogLevel::kInfo;
  std::optional<LogFormat> format;  // not given: journal where systemd reads our output, else text
};

struct ControlSettings {
  std::string socket;  // absolute path
  std::string listen;  // HOST:PORT, empty: off
};

struct Settings {
  std::string file;  // where they were read from
  std::string desired_state = "/etc/campaignd/campaigns.yaml";
  std::string state_directory = "/var/lib/campaignd";
  ApiSettings api;
  ReconcileSettings reconcile;
  PolicySettings policy;
  JournalSettings journal;
  LogSettings log;
  ControlSettings control{"/run/campaignd/control.sock", ""};

  // Whether the file says them: systemd's directories win over defaults only.
  bool state_directory_given = false;
  bool socket_given = false;
};

}  // namespace campaignd
