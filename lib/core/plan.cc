#include "core/plan.h"

#include <algorithm>

namespace campaignd {

std::string_view to_text(Action action) {
  switch (action) {
    case Action::kUpdate:
      return "update";
    case Action::kUnchanged:
      return "unchanged";
    case Action::kLocked:
      return "locked";
    case Action::kBlocked:
      return "blocked";
    case Action::kImmutable:
      return "immutable";
    case Action::kMissing:
      return "missing";
    case Action::kInvalid:
      return "invalid";
    case Action::kSuspended:
      return "suspended";
  }
  return "";
}

std::optional<Action> parse_action(std::string_view text) {
  for (const Action action : kAllActions) {
    if (text == to_text(action)) return action;
  }
  return std::nullopt;
}

std::string_view to_text(Cause cause) {
  switch (cause) {
    case Cause::kFile:
      return "file";
    case Cause::kService:
      return "service";
    case Cause::kBoth:
      return "both";
  }
  return "";
}

std::string_view to_text(Answer answer) {
  switch (answer) {
    case Answer::kAllows:
      return "allows";
    case Answer::kWarns:
      return "warns";
    case Answer::kObjects:
      return "objects";
    case Answer::kNotAsked:
      return "not asked";
  }
  return "";
}

const FieldChange* PlanEntry::change_of(Field field) const {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](const FieldChange& e) { return e.field == field; });
  return it == fields.end() ? nullptr : &*it;
}

const PlanEntry* Plan::find(const Handle& handle) const {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const PlanEntry& e) { return e.handle == handle; });
  return it == entries.end() ? nullptr : &*it;
}

std::vector<std::string_view> Plan::handles() const {
  std::vector<std::string_view> handles;
  handles.reserve(entries.size());
  for (const PlanEntry& entry : entries) handles.emplace_back(entry.handle.str());
  for (const Unmanaged& campaign : unmanaged) {
    if (campaign.released_from) handles.emplace_back(campaign.released_from->str());
  }
  return handles;
}

std::size_t Plan::count(Action action) const {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [&](const PlanEntry& e) { return e.action == action; }));
}

}  // namespace campaignd
