#include "engine/freeze_order.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "core/record_words.h"

namespace campaignd {
namespace {

constexpr std::string_view kAll = "--all";
constexpr std::size_t kNamesShown = 20;

std::string with_names(const FreezeOrder& order, std::size_t most);

}  // namespace

bool is_same_scope(const FreezeOrder& a, const FreezeOrder& b) {
  const auto sorted = [](std::vector<std::string> names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  };
  return a.all == b.all && sorted(a.names) == sorted(b.names);
}

std::string freeze_action(const FreezeOrder& order) {
  return with_names(order, kNamesShown);
}

Record open_freeze(const FreezeOrder& order, const std::string& person) {
  Record intent;
  intent.kind = RecordKind::kIntent;
  intent.action = with_names(order, order.names.size());
  intent.reason = record_word::kFreeze;
  intent.detail = order.reason;
  intent.person = person;
  return intent;
}

std::optional<FreezeOrder> open_freeze_of(const Record& intent) {
  if (intent.kind != RecordKind::kIntent || intent.campaign || intent.patch) return std::nullopt;
  std::istringstream words(intent.action);
  std::string word;
  if (!(words >> word) || word != record_word::kFreeze) return std::nullopt;
  FreezeOrder order{intent.detail, false, {}};
  while (words >> word) {
    if (word == kAll) {
      order.all = true;
    } else {
      order.names.push_back(word);
    }
  }
  return order;
}

Record freeze_outcome(Record intent, Outcome outcome, std::string detail, WallTime at) {
  if (const auto order = open_freeze_of(intent)) intent.action = freeze_action(*order);
  return outcome_of(std::move(intent), outcome, std::move(detail), at);
}

namespace {

std::string with_names(const FreezeOrder& order, std::size_t most) {
  std::string text(record_word::kFreeze);
  if (order.all) text.append(" ").append(kAll);
  for (std::size_t i = 0; i < std::min(most, order.names.size()); ++i) text.append(" ").append(order.names[i]);
  if (order.names.size() > most) text += " and " + std::to_string(order.names.size() - most) + " more";
  return text;
}

}  // namespace
}  // namespace campaignd
