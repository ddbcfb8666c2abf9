#include "adapters/yaml/desired_time.h"

#include <algorithm>

#include "adapters/yaml/reader.h"
#include "core/display_text.h"
#include "core/text_cursor.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

constexpr std::string_view kForm = "write it like 2026-12-01 18:00, with Z or an offset like +03:00 behind it or not";
constexpr std::string_view kFarAway = "is in UTC before 1970 or after 9999; write a time in the years between";

// What a time's text is made of; the pieces are only cut, not checked.
struct Pieces {
  std::string_view date, clock, fraction, offset;
};
std::optional<Pieces> cut(std::string_view text);
std::string why_not(std::string_view text);
bool has_text(WallTime instant);
std::string strange_character(std::string_view text);
std::string told(WallTime instant, const Zone& zone);
std::string with_offset(LocalTime local, WallTime instant);

}  // namespace

std::optional<WrittenTime> read_written_time(std::string_view text, std::string_view key, Mark at, Findings& findings) {
  if (!has_no_directional_marks(text, key, at, findings)) return std::nullopt;
  if (const auto pieces = cut(text)) {
    const auto local = parse_local(text.substr(0, text.size() - pieces->offset.size()));
    if (local && pieces->offset.empty()) return WrittenTime(*local);
    const auto offset = parse_utc_offset(pieces->offset);
    if (local && offset) {
      const WallTime instant{local->time_since_epoch() - *offset};
      if (has_text(instant)) return WrittenTime(instant);
      findings.error(at, std::string("`").append(key).append("` ").append(kFarAway));
      return std::nullopt;
    }
  }
  findings.error(at, std::string("`").append(key).append("` ") +
                         (text.empty() ? "is empty; " + std::string(kForm) : quoted(text) + why_not(text)));
  return std::nullopt;
}

std::optional<WallTime> resolve_written(LocalTime local, const Zone& zone, std::string_view key, Mark at,
                                        Findings& findings) {
  const Resolved resolved = resolve(local, zone);
  const auto* const instant = std::get_if<WallTime>(&resolved);
  if (instant != nullptr && has_text(*instant)) return *instant;
  std::string message = std::string("`").append(key).append("` ");
  if (instant != nullptr) {
    message += kFarAway;
  } else if (const auto* const skipped = std::get_if<Skipped>(&resolved)) {
    message += "does not exist in " + zone.name() + ": the clocks go from " + told(skipped->before, zone) + " to " +
               told(skipped->after, zone) + "; write a time before or after that";
  } else if (const auto* const doubled = std::get_if<Doubled>(&resolved)) {
    message += "happens twice in " + zone.name() + ": at " + told(doubled->first, zone) + " and at " +
               told(doubled->second, zone) + "; write `" + with_offset(local, doubled->first) + "` or `" +
               with_offset(local, doubled->second) + "`";
  } else {
    message += "is after 2037, where the zone data ends; write it with Z or an offset";
  }
  findings.error(at, message);
  return std::nullopt;
}

std::optional<LocalTime> parse_day(std::string_view text) {
  return text.size() == 10 ? parse_local(std::string(text) + " 00:00") : std::nullopt;
}

std::optional<Zone> read_zone(std::string_view text, Mark at, Findings& findings) {
  if (!has_no_directional_marks(text, "timezone", at, findings)) return std::nullopt;
  if (auto zone = Zone::find(text)) return zone;
  const auto near = findings.has_room() ? nearest_zone(text) : std::nullopt;  // among hundreds: a hostile file has many
  findings.error(at, "there is no time zone " + quoted(text) +
                         (near ? "; did you mean `" + *near + "`?" : "; write a name like Asia/Baghdad"));
  return std::nullopt;
}

std::string canonical_text(const WrittenTime& time) {
  if (const auto* const instant = std::get_if<WallTime>(&time)) return to_rfc3339(*instant);
  const std::string as_utc = to_rfc3339(WallTime{std::get<LocalTime>(time).time_since_epoch()});
  return as_utc.substr(0, as_utc.find('.'));
}

namespace {

std::optional<Pieces> cut(std::string_view text) {
  constexpr std::size_t kDateLength = 10;
  if (text.size() <= kDateLength || (text[kDateLength] != ' ' && text[kDateLength] != 'T')) return std::nullopt;
  Pieces pieces;
  pieces.date = text.substr(0, kDateLength);
  std::string_view rest = text.substr(kDateLength + 1);
  const auto take = [&rest](std::string_view characters) {
    const std::string_view taken = rest.substr(0, std::min(rest.find_first_not_of(characters), rest.size()));
    rest.remove_prefix(taken.size());
    return taken;
  };
  pieces.clock = take("0123456789:");
  if (!rest.empty() && rest.front() == '.') pieces.fraction = take(".0123456789");
  pieces.offset = rest;
  return pieces;
}

// Whether what is sent, stored and printed of it reads as the same instant: an offset may lead out of the years that
// do.
bool has_text(WallTime instant) {
  return parse_rfc3339(to_rfc3339(instant)) == instant;
}

// The commonest mistakes by name; what is left is told the form.
std::string why_not(std::string_view text) {
  const auto is_zeros = [](std::string_view fraction) { return fraction.find_first_not_of(".0") == fraction.npos; };
  if (parse_day(text)) return " has no time of day; " + std::string(kForm);
  if (std::string strange = strange_character(text); !strange.empty()) return strange;
  const auto pieces = cut(text);
  const std::string_view day = pieces ? pieces->date : text;
  if (!parse_day(day)) {
    TextCursor date{day};
    const bool is_date =
        date.digits(4) && date.skip("-") && date.digits(2) && date.skip("-") && date.digits(2) && date.is_at_end();
    return is_date ? " names a day that no calendar has, or one before 1970" : " is not a time; " + std::string(kForm);
  }
  if (!pieces) return " is not a time; " + std::string(kForm);
  TextCursor clock{pieces->clock};
  const bool has_form = clock.digits(2) && clock.skip(":") && clock.digits(2) &&
                        (clock.is_at_end() || (clock.skip(":") && clock.digits(2) && clock.is_at_end()));
  if (!has_form) return " is not a time; " + std::string(kForm);
  if (!parse_local(std::string(pieces->date) + " " + std::string(pieces->clock))) {
    return " names a time of day that no clock shows";
  }
  if (!is_zeros(pieces->fraction)) return " has a fraction of a second; leave it out";
  if (!pieces->offset.empty() && pieces->offset.front() == ' ' && parse_utc_offset(pieces->offset.substr(1))) {
    return " has a space before its offset; write the offset directly behind the time";
  }
  if (!pieces->offset.empty()) return " has " + quoted(pieces->offset) + " behind the time; " + std::string(kForm);
  return " is not a time; " + std::string(kForm);
}

// What looks like a digit or a space and is another: nobody would find it by looking.
std::string strange_character(std::string_view text) {
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    if (digit_value(code.value) && code.length > 1) return " has other digits than 0 to 9; " + std::string(kForm);
    if (looks_blank(code.value)) {
      return " holds the character " + code_point_name(code.value) +
             " where only a space can stand; type the time anew";
    }
    text.remove_prefix(code.length);
  }
  return "";
}

std::string told(WallTime instant, const Zone& zone) {
  const std::string utc = to_rfc3339(instant);
  return to_local_text(instant, zone) + " (" + utc.substr(0, utc.find('.')) + "Z)";
}

std::string with_offset(LocalTime local, WallTime instant) {
  const std::string wall = canonical_text(local);
  const auto offset =
      std::chrono::duration_cast<std::chrono::minutes>(local.time_since_epoch() - instant.time_since_epoch()).count();
  const auto two_digits = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::int64_t size = offset < 0 ? -offset : offset;
  return wall.substr(0, 10) + " " + wall.substr(11) + (offset < 0 ? "-" : "+") + two_digits(size / 60) + ":" +
         two_digits(size % 60);
}

}  // namespace
}  // namespace campaignd
