// Times as files and the API write them: a zone's name in the first line, the text in the second. Whatever can be read
// can be written, and reads as the same again.
#include <array>
#include <optional>
#include <type_traits>
#include <variant>

#include "adapters/yaml/desired_time.h"
#include "core/duration.h"
#include "fuzz/rule.h"

namespace campaignd::fuzz {
namespace {

// Zones that do something unusual, by the letters from A on: few mutations of a name are a name again, and what is none
// is looked for among all.
constexpr std::array<const char*, 8> kLettered{"Asia/Baghdad",     "Europe/Berlin",     "America/New_York",
                                               "Pacific/Apia",     "Africa/Casablanca", "Australia/Lord_Howe",
                                               "America/St_Johns", "Antarctica/Troll"};

std::optional<Zone> zone_of(const std::string& line) {
  if (line.size() != 1) return Zone::find(line);
  return Zone::find(kLettered[static_cast<unsigned char>(line.front()) % kLettered.size()]);
}

void check_instant(const std::string& text, const Zone& zone) {
  const auto instant = parse_rfc3339(text);
  if (!instant) return;
  rule(parse_rfc3339(to_rfc3339(*instant)) == instant, "an instant that was read can be written and read");
  rule(is_calm(to_local_text(*instant, zone)), "a time steers no terminal");
  rule(to_local(*instant, zone) == to_local(std::chrono::floor<std::chrono::seconds>(*instant), zone),
       "a zone moves no fraction of a second");
}

void check_resolved(LocalTime local, const Zone& zone) {
  const Resolved resolved = resolve(local, zone);
  if (const auto* const instant = std::get_if<WallTime>(&resolved)) {
    rule(to_local(*instant, zone) == local, "an instant shows the local time that it came of");
  } else if (const auto* const twice = std::get_if<Doubled>(&resolved)) {
    rule(twice->first < twice->second, "the first of two is the earlier");
    rule(to_local(twice->first, zone) == local && to_local(twice->second, zone) == local,
         "both instants show the local time");
  } else if (const auto* const skipped = std::get_if<Skipped>(&resolved)) {
    rule(to_local(skipped->before, zone) < local && to_local(skipped->after, zone) > local,
         "a time that is skipped lies between the instants around the jump");
  }
}

void check_written(const std::string& text, const Zone& zone) {
  const Mark at{0, 1, 1};
  Findings findings({"campaigns.yaml"});
  const auto written = read_written_time(text, "scheduledFor", at, findings);
  rule(written.has_value() == findings.is_empty(), "a time is read, or reported");
  for (const Diagnostic& error : findings.in_order()) rule(is_calm(to_text(error)), "an error steers no terminal");
  if (!written) return;
  Findings none({"campaigns.yaml"});
  rule(read_written_time(canonical_text(*written), "scheduledFor", at, none) == written,
       "the canonical text of a time is the same time");
  const auto* const local = std::get_if<LocalTime>(&*written);
  if (local == nullptr) return;
  const auto resolved = resolve_written(*local, zone, "scheduledFor", at, findings);
  rule(resolved.has_value() == findings.is_empty(), "a local time has its instant, or is reported");
  rule(!resolved || parse_rfc3339(to_rfc3339(*resolved)) == resolved, "a campaign's time can be written and read");
}

void check_zone(const std::string& name) {
  Findings findings({"campaigns.yaml"});
  rule(read_zone(name, Mark{0, 1, 1}, findings).has_value() == findings.is_empty(), "a zone is read, or reported");
  for (const Diagnostic& error : findings.in_order()) rule(is_calm(to_text(error)), "an error steers no terminal");
}

void check_duration(const std::string& text) {
  const auto duration = parse_duration(text);
  if (!duration) return;
  rule(duration->count() >= 0 && *duration <= kLongestDuration, "a duration is between nothing and the longest");
  rule(parse_duration(duration_text(*duration)) == duration, "a duration that was read can be written and read");
  rule(!in_words(*duration).empty(), "a duration has words");
}

}  // namespace
}  // namespace campaignd::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  const std::string lines = fuzz::bytes_of(data, size);
  const std::string name = lines.substr(0, lines.find('\n'));
  const std::string text = name.size() == lines.size() ? name : lines.substr(name.size() + 1);
  const Zone zone = fuzz::zone_of(name).value_or(Zone::utc());
  if (name.size() > 1) fuzz::check_zone(name);
  fuzz::check_instant(text, zone);
  fuzz::check_written(text, zone);
  fuzz::check_duration(text);
  if (const auto local = parse_local(text)) fuzz::check_resolved(*local, zone);
  return 0;
}
