#include "history_arguments.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <variant>
#include <vector>

#include "command_words.h"
#include "core/duration.h"
#include "core/nearest.h"
#include "core/record_words.h"

namespace campaignd {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kDayAlone = "2026-12-01";

tl::expected<std::optional<WallTime>, std::string> instant_of(std::string_view option, const std::string& text,
                                                              WallTime now, const Zone& zone, bool day_counts_whole);
std::optional<minutes> take_offset(std::string_view& text);
std::string did_you_mean_one_of(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace

tl::expected<HistoryFilter, std::string> history_filter(const HistoryCommand& command, WallTime now, const Zone& zone) {
  HistoryFilter filter;
  filter.folded = true;
  filter.handle = command.handle;
  // An id is a handle by its form; whichever it was meant for.
  if (command.handle) filter.campaign = CampaignId::parse(command.handle->str());
  const auto since = instant_of("--since", command.since, now, zone, /*day_counts_whole=*/false);
  if (!since) return tl::unexpected(since.error());
  const auto until = instant_of("--until", command.until, now, zone, /*day_counts_whole=*/true);
  if (!until) return tl::unexpected(until.error());
  filter.since = *since;
  filter.until = *until;
  if (!command.action.empty()) {
    const auto words = record_word::all();
    const std::vector<std::string_view> known(words.begin(), words.end());
    if (std::find(known.begin(), known.end(), command.action) == known.end()) {
      return tl::unexpected("there is no action " + in_quotes(command.action) +
                            did_you_mean_one_of(command.action, known));
    }
    filter.action = command.action;
  }
  if (!command.field.empty()) {
    filter.field = parse_field(command.field);
    std::vector<std::string_view> known;
    known.reserve(std::size(kAllFields));
    for (const Field field : kAllFields) known.push_back(to_text(field));
    if (!filter.field) {
      return tl::unexpected("there is no field " + in_quotes(command.field) +
                            did_you_mean_one_of(command.field, known));
    }
  }
  // Who moved a campaign's time may be who let the file have its way again.
  filter.with_orders = filter.field == Field::kScheduledFor || (filter.handle && !filter.field);
  if (command.limit) filter.limit = static_cast<std::size_t>(*command.limit);
  return filter;
}

std::optional<WallTime> time_in(std::string_view text, WallTime now, const Zone& zone, bool day_counts_whole) {
  if (const auto ago = parse_duration(text)) return now - *ago;
  if (const auto instant = parse_rfc3339(text)) return instant;
  const auto offset = take_offset(text);
  const bool is_day = text.size() == kDayAlone.size();
  auto local = parse_local(std::string(text) + (is_day ? " 00:00" : ""));
  if (!local) return std::nullopt;
  if (is_day && day_counts_whole) *local += hours(24);
  const Resolved resolved = resolve(*local, offset ? Zone::utc() : zone);
  if (const auto* instant = std::get_if<WallTime>(&resolved)) return *instant - offset.value_or(minutes(0));
  // Where the clocks are set, nothing is lost by a wider window.
  if (const auto* doubled = std::get_if<Doubled>(&resolved)) return day_counts_whole ? doubled->second : doubled->first;
  if (const auto* skipped = std::get_if<Skipped>(&resolved)) return skipped->after;
  return std::nullopt;
}

namespace {

tl::expected<std::optional<WallTime>, std::string> instant_of(std::string_view option, const std::string& text,
                                                              WallTime now, const Zone& zone, bool day_counts_whole) {
  if (text.empty()) return std::nullopt;
  if (auto instant = time_in(text, now, zone, day_counts_whole)) return instant;
  return tl::unexpected(std::string(option) +
                        " is a day (2026-12-01), a time (\"2026-12-01 18:00\", with Z or an offset if wanted), or how "
                        "long ago (2h, 7d), not " +
                        in_quotes(text));
}

// `Z`, `+03:00` at the end, taken off it.
std::optional<minutes> take_offset(std::string_view& text) {
  constexpr std::string_view kForm = "+03:00";
  const auto take = [&](std::size_t size) {
    text.remove_suffix(size);
    if (text.ends_with(' ')) text.remove_suffix(1);
  };
  if (text.ends_with('Z')) {
    take(1);
    return minutes(0);
  }
  // A day alone ends like an offset without its colon; it has none.
  if (text.size() <= kDayAlone.size() + kForm.size()) return std::nullopt;
  const auto offset = parse_utc_offset(text.substr(text.size() - kForm.size()));
  if (offset) take(kForm.size());
  return offset;
}

std::string did_you_mean_one_of(std::string_view word, const std::vector<std::string_view>& known) {
  if (std::string meant = did_you_mean(word, known); !meant.empty()) return meant;
  std::string list;
  for (const std::string_view each : known) list += (list.empty() ? "" : ", ") + std::string(each);
  return "; there are " + list;
}

}  // namespace

}  // namespace campaignd
