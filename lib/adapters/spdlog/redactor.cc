#include "adapters/spdlog/redactor.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace campaignd {
namespace {

constexpr std::string_view kMask = "[key]";
constexpr std::size_t kShortest = 8;

}  // namespace

void Redactor::hide(std::string_view secret) {
  if (secret.size() < kShortest) return;
  const std::lock_guard lock(mutex_);
  if (std::find(secrets_.begin(), secrets_.end(), secret) == secrets_.end()) secrets_.emplace_back(secret);
  // A key that begins with another one is hidden whole.
  std::sort(secrets_.begin(), secrets_.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string Redactor::clean(std::string text) const {
  const std::lock_guard lock(mutex_);
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kMask.size())) {
      text.replace(at, secret.size(), kMask);
    }
  }
  return text;
}

Event Redactor::clean(Event event) const {
  for (std::string* text : {&event.message, &event.revision, &event.action, &event.reason, &event.timezone}) {
    *text = clean(std::move(*text));
  }
  for (FieldChange& change : event.fields) {
    for (FieldValue* value : {&change.from, &change.to}) {
      if (auto* text = std::get_if<std::string>(value)) *text = clean(std::move(*text));
    }
  }
  return event;
}

}  // namespace campaignd
