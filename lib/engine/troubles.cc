#include "engine/troubles.h"

#include <chrono>
#include <utility>

namespace campaignd {
namespace {

constexpr auto kReminder = std::chrono::hours(1);

Event over(const Event& began) {
  Event event = began;
  event.level = EventLevel::kInfo;
  event.kind = EventKind::kTroubleOver;
  event.message = began.kind == EventKind::kRevisionRefused
                      ? "the newest version of the file can be read again"
                      : "no longer: " + began.message.substr(0, began.message.find('\n'));
  event.fields.clear();
  return event;
}

}  // namespace

std::vector<Event> Troubles::now_are(Found found, const Teller& teller, MonotonicTime now) {
  std::vector<Event> news;
  for (auto it = lasting_.begin(); it != lasting_.end();) {
    if (found.contains(it->first)) {
      ++it;
      continue;
    }
    if (it->second.trouble.event.level >= EventLevel::kWarning) teller.say(over(it->second.trouble.event));
    it = lasting_.erase(it);
  }
  for (auto& [key, trouble] : found) {
    const auto known = lasting_.find(key);
    const bool begins = known == lasting_.end();
    const bool changed = !begins && known->second.trouble.signature != trouble.signature;
    const bool reminds = !begins && trouble.hourly && now - known->second.told_at >= kReminder;
    const bool tells = begins || changed || reminds;
    if (tells && !(trouble.told && !reminds)) teller.say(trouble.event);
    if (begins || changed) news.push_back(trouble.event);
    const MonotonicTime told_at = tells ? now : known->second.told_at;
    lasting_.insert_or_assign(key, Lasting{std::move(trouble), told_at});
  }
  return news;
}

}  // namespace campaignd
