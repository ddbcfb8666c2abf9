#include "core/event_text.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <variant>
#include <vector>

#include "core/display_text.h"
#include "core/told_instants.h"
#include "core/zone.h"

namespace campaignd {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator);
std::string change_text(const FieldChange& change, const Zone& zone);
std::string message_text(std::string_view message);
std::vector<std::string> facts(const Event& event);

}  // namespace

std::string_view to_text(EventLevel level) {
  switch (level) {
    case EventLevel::kDebug:
      return "debug";
    case EventLevel::kInfo:
      return "info";
    case EventLevel::kWarning:
      return "warning";
    case EventLevel::kError:
      return "error";
  }
  return "";
}

std::string to_line(const Event& event) {
  std::string line = to_rfc3339(event.at);
  line += ' ';
  line += to_text(event.level);
  line += ' ';
  return line + to_sentence(event);
}

std::string to_sentence(const Event& event) {
  std::vector<std::string> head;
  if (event.handle) {
    head.push_back(event.handle->str());
  } else if (event.campaign) {
    head.push_back(event.campaign->str());  // no file names it
  }
  if (!event.action.empty()) head.push_back(isolate(event.action));

  const Zone zone = Zone::find(event.timezone).value_or(Zone::utc());
  std::vector<std::string> body;
  for (const FieldChange& change : event.fields) body.push_back(change_text(change, zone));
  if (!event.message.empty()) body.push_back(message_text(with_told_instants(event.message, zone)));

  std::string text = joined(head, " ");
  if (!body.empty()) {
    if (!text.empty()) text += ": ";
    text += joined(body, "; ");
  }
  if (const std::vector<std::string> tail = facts(event); !tail.empty()) text += " (" + joined(tail, ", ") + ")";
  return text.empty() ? std::string(to_text(event.kind)) : text;
}

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string value_text(Field field, const FieldValue& value, const Zone& zone) {
  if (const auto* instant = std::get_if<WallTime>(&value)) return to_local_text(*instant, zone);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return field == Field::kScheduledFor ? "draft" : "none";
  // Only a name may hold spaces, and must not run into what stands beside it.
  return field == Field::kName ? '"' + isolate(*text) + '"' : isolate(*text);
}

std::string change_text(const FieldChange& change, const Zone& zone) {
  return std::string(to_text(change.field)) + ' ' + value_text(change.field, change.from, zone) + " -> " +
         value_text(change.field, change.to, zone);
}

std::string duration_text(std::chrono::microseconds duration) {
  using std::chrono::milliseconds;
  if (duration >= std::chrono::seconds(10)) return in_words(std::chrono::duration_cast<milliseconds>(duration));
  return std::to_string(std::chrono::round<milliseconds>(duration).count()) + " ms";
}

// A list of errors has a line for each; indented, so that none of them can be taken for a line of the log.
std::string message_text(std::string_view message) {
  std::string text;
  for (std::size_t from = 0; from <= message.size();) {
    const std::size_t end = std::min(message.find('\n', from), message.size());
    text += (from == 0 ? "" : "\n    ") + isolate(message.substr(from, end - from));
    from = end + 1;
  }
  return text;
}

// Of a revision's hash people compare the beginning.
std::string reason_text(const std::string& reason) {
  constexpr std::string_view kHash = "sha256:";
  constexpr std::size_t kShown = 12;
  return isolate(reason.starts_with(kHash) ? reason.substr(0, kHash.size() + kShown) : reason);
}

std::vector<std::string> facts(const Event& event) {
  std::vector<std::string> tail;
  const bool is_said = event.kind == EventKind::kHeld && event.message.find(event.reason) != std::string::npos;
  if (!event.reason.empty() && !is_said) tail.push_back(reason_text(event.reason));
  if (event.attempt > 1) tail.push_back("attempt " + std::to_string(event.attempt));
  if (event.http_status != 0) tail.push_back("HTTP " + std::to_string(event.http_status));
  if (event.duration) tail.push_back(duration_text(*event.duration));
  return tail;
}

}  // namespace

}  // namespace campaignd
