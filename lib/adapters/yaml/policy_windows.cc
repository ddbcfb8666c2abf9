#include "adapters/yaml/policy_windows.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/yaml/desired_time.h"
#include "adapters/yaml/reader.h"
#include "core/text_cursor.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

constexpr std::array<std::string_view, 4> kSendHoursKeys{"from", "to", "timezone", "days"};
constexpr std::array<std::string_view, 4> kBlackoutKeys{"from", "to", "timezone", "reason"};
constexpr std::array<std::string_view, 7> kDays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};  // as c_encoding()
constexpr std::size_t kLongestReason = 200;                                                        // characters
constexpr std::size_t kDayLength = 10;                                                             // of `2026-12-24`
constexpr LocalTime::duration kDay = std::chrono::hours{24};

enum class DayEnd : std::uint8_t { kAllowed, kRefused };  // `24:00`

// Reads one blackout; `zone_` is UTC where none is given, and then nothing local may stand in it.
class BlackoutReader {
 public:
  BlackoutReader(const Node& node, Findings& findings) : node_(node), findings_(findings) {}
  std::optional<Blackout> read();

 private:
  void read_timezone();
  std::optional<std::string> text_of(std::string_view key);
  bool has_zone(Mark at);
  std::optional<WallTime> time_of(std::string_view key, std::string_view text);
  std::optional<WallTime> start_of_day(LocalTime day, std::string_view key);

  const Node& node_;
  Findings& findings_;
  std::optional<Zone> zone_;
  bool zone_is_refused_ = false;
};

const Node* required(const Node& mapping, std::string_view key, std::string_view what, Findings& findings);
std::optional<std::chrono::minutes> read_time_of_day(const Node& node, std::string_view key, DayEnd day_end,
                                                     Findings& findings);
std::optional<std::uint8_t> read_days(const Node& node, Findings& findings);
std::optional<std::string> read_reason(const Node& node, Findings& findings);

}  // namespace

std::optional<SendHours> read_send_hours(const Node& node, Findings& findings) {
  if (!is_mapping(node, "policy.sendHours", findings)) return std::nullopt;
  refuse_unknown_keys(node, kSendHoursKeys, ExtensionKeys::kRefused, findings);
  const Node* const from = required(node, "from", "policy.sendHours", findings);
  const Node* const to = required(node, "to", "policy.sendHours", findings);
  const Node* const timezone = required(node, "timezone", "policy.sendHours", findings);
  const auto begin =
      from != nullptr ? read_time_of_day(*from, "policy.sendHours.from", DayEnd::kRefused, findings) : std::nullopt;
  const auto end =
      to != nullptr ? read_time_of_day(*to, "policy.sendHours.to", DayEnd::kAllowed, findings) : std::nullopt;
  const auto name = timezone != nullptr ? read_text(*timezone, "timezone", findings) : std::nullopt;
  const auto zone = name ? read_zone(*name, timezone->at, findings) : std::nullopt;
  const MappingEntry* const days_entry = node.find("days");
  std::optional<std::uint8_t> days = SendHours{}.days;
  if (days_entry != nullptr) days = read_days(*days_entry->value, findings);
  if (!begin || !end || !zone || !days) return std::nullopt;
  return SendHours{*begin, *end, *zone, *days};
}

std::vector<Blackout> read_blackouts(const Node& node, Findings& findings) {
  std::vector<Blackout> blackouts;
  if (!is_sequence(node, "policy.blackouts", findings)) return blackouts;
  for (const NodePtr& item : node.items) {
    if (auto blackout = BlackoutReader(*item, findings).read()) blackouts.push_back(std::move(*blackout));
  }
  return blackouts;
}

namespace {

std::optional<Blackout> BlackoutReader::read() {
  if (!is_mapping(node_, "policy.blackouts[]", findings_)) return std::nullopt;
  refuse_unknown_keys(node_, kBlackoutKeys, ExtensionKeys::kRefused, findings_);
  read_timezone();
  const MappingEntry* const reason_entry = node_.find("reason");
  auto reason = reason_entry != nullptr ? read_reason(*reason_entry->value, findings_) : std::string();
  const auto from = text_of("from");
  const auto to = text_of("to");
  if (!from || !to) return std::nullopt;
  const Mark at = node_.find("to")->value->at;
  if ((from->size() == kDayLength) != (to->size() == kDayLength)) {
    findings_.error(at, "`from` and `to` must both be days or both be times");
    return std::nullopt;
  }
  const auto first_day = parse_day(*from);
  const auto last_day = parse_day(*to);
  if ((first_day || last_day) && !has_zone(node_.find("from")->value->at)) return std::nullopt;
  const auto begin = first_day ? start_of_day(*first_day, "from") : time_of("from", *from);
  const auto end = last_day ? start_of_day(*last_day + kDay, "to") : time_of("to", *to);
  if (!begin || !end || !reason) return std::nullopt;
  if (*end <= *begin) {
    findings_.error(at, "`to` must be after `from`");
    return std::nullopt;
  }
  return Blackout{*begin, *end, zone_.value_or(Zone::utc()), std::move(*reason), first_day.has_value()};
}

void BlackoutReader::read_timezone() {
  const MappingEntry* const entry = node_.find("timezone");
  if (entry == nullptr) return;
  const auto name = read_text(*entry->value, "timezone", findings_);
  zone_ = name ? read_zone(*name, entry->value->at, findings_) : std::nullopt;
  zone_is_refused_ = !zone_;
}

std::optional<std::string> BlackoutReader::text_of(std::string_view key) {
  const Node* const node = required(node_, key, "a blackout", findings_);
  return node != nullptr ? read_text(*node, key, findings_) : std::nullopt;
}

bool BlackoutReader::has_zone(Mark at) {
  if (!zone_ && !zone_is_refused_) {
    findings_.error(at, "the blackout has no time zone: give `timezone` beside it, or write times with Z or an offset");
  }
  return zone_.has_value();
}

std::optional<WallTime> BlackoutReader::time_of(std::string_view key, std::string_view text) {
  const Mark at = node_.find(key)->value->at;
  const auto written = read_written_time(text, key, at, findings_);
  if (!written) return std::nullopt;
  if (const auto* const instant = std::get_if<WallTime>(&*written)) return *instant;
  return has_zone(at) ? resolve_written(std::get<LocalTime>(*written), *zone_, key, at, findings_) : std::nullopt;
}

// Where the clocks change at midnight the day begins with its first instant that there is.
std::optional<WallTime> BlackoutReader::start_of_day(LocalTime day, std::string_view key) {
  const Resolved resolved = resolve(day, *zone_);
  if (const auto* const skipped = std::get_if<Skipped>(&resolved)) return skipped->after;
  if (const auto* const doubled = std::get_if<Doubled>(&resolved)) return doubled->first;
  return resolve_written(day, *zone_, key, node_.find(key)->value->at, findings_);
}

const Node* required(const Node& mapping, std::string_view key, std::string_view what, Findings& findings) {
  const MappingEntry* const entry = mapping.find(key);
  if (entry == nullptr) {
    findings.error(mapping.at, std::string("`").append(key).append("` is missing in ").append(what));
    return nullptr;
  }
  return entry->value->kind == NodeKind::kRefused ? nullptr : entry->value.get();
}

std::optional<std::chrono::minutes> read_time_of_day(const Node& node, std::string_view key, DayEnd day_end,
                                                     Findings& findings) {
  const auto text = read_text(node, key, findings);
  if (!text) return std::nullopt;
  TextCursor cursor{*text};
  const auto hour = cursor.digits(2);
  const auto minute = hour && cursor.skip(":") ? cursor.digits(2) : std::nullopt;
  if (minute && cursor.is_at_end()) {
    const bool is_day_end = *hour == 24 && *minute == 0 && day_end == DayEnd::kAllowed;
    if (is_day_end || (*hour <= 23 && *minute <= 59)) return std::chrono::minutes{*hour * 60 + *minute};
  }
  findings.error(
      node.at, std::string("`").append(key).append("` must be a time of day such as \"09:00\", not ") + quoted(*text));
  return std::nullopt;
}

std::optional<std::uint8_t> read_days(const Node& node, Findings& findings) {
  if (!is_sequence(node, "policy.sendHours.days", findings)) return std::nullopt;
  if (node.items.empty()) {
    findings.error(node.at, "`policy.sendHours.days` names no day, so that nothing could ever be sent");
    return std::nullopt;
  }
  unsigned days = 0;
  bool is_read = true;
  for (const NodePtr& item : node.items) {
    const auto day = item->kind != NodeKind::kRefused ? read_word(*item, "days", kDays, findings) : std::nullopt;
    if (day && (days & (1U << *day)) != 0) {
      findings.error(item->at, "the day " + quoted(item->text) + " is given a second time");
    }
    is_read = is_read && day;
    if (day) days |= 1U << *day;
  }
  return is_read ? std::optional(static_cast<std::uint8_t>(days)) : std::nullopt;
}

std::optional<std::string> read_reason(const Node& node, Findings& findings) {
  auto text = read_text(node, "reason", findings);
  if (!text || !has_no_directional_marks(*text, "reason", node.at, findings)) return std::nullopt;
  if (count_characters(*text) <= kLongestReason) return text;
  findings.error(node.at, "`reason` is longer than 200 characters");
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd
