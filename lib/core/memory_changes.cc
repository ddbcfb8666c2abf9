#include "core/memory_changes.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

namespace campaignd {
namespace {

template <class T>
void move_behind(std::vector<T>& earlier, std::vector<T> later) {
  if (earlier.empty()) {
    earlier = std::move(later);
  } else {
    std::ranges::move(later, std::back_inserter(earlier));
  }
}

template <class Change, class Key>
void keep_last_of(std::vector<Change>& changes, Key Change::*key) {
  std::set<Key> newer;
  std::vector<Change> kept;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (newer.insert((*change).*key).second) kept.push_back(std::move(*change));
  }
  std::ranges::reverse(kept);
  changes = std::move(kept);
}

}  // namespace

void apply(const MemoryChanges& changes, Memory& memory) {
  if (changes.last_good) memory.last_good = changes.last_good;
  for (const CampaignMemoryChange& change : changes.campaigns) {
    if (change.now) {
      memory.campaigns.insert_or_assign(change.id, *change.now);
    } else {
      memory.campaigns.erase(change.id);
    }
  }
  for (const BindingChange& change : changes.bindings) {
    if (change.now) {
      memory.bindings.insert_or_assign(change.handle, *change.now);
    } else {
      memory.bindings.erase(change.handle);
    }
  }
  if (changes.pause) memory.pause = *changes.pause;
  if (changes.approvals) memory.approvals = *changes.approvals;
  if (changes.is_clone) memory.is_clone = *changes.is_clone;
}

void keep_newest(MemoryChanges& changes) {
  keep_last_of(changes.campaigns, &CampaignMemoryChange::id);
  keep_last_of(changes.bindings, &BindingChange::handle);
}

void append(MemoryChanges& earlier, MemoryChanges later) {
  if (later.last_good) earlier.last_good = std::move(later.last_good);
  move_behind(earlier.campaigns, std::move(later.campaigns));
  move_behind(earlier.bindings, std::move(later.bindings));
  if (later.pause) earlier.pause = std::move(later.pause);
  if (later.approvals) earlier.approvals = std::move(later.approvals);
  if (later.is_clone) earlier.is_clone = later.is_clone;
}

}  // namespace campaignd
