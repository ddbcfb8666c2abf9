#include "people.h"

#include <algorithm>
#include <array>
#include <utility>

namespace campaignd {
namespace {

constexpr int kEditableCampaigns = 5;
constexpr std::size_t kOldEntriesKept = 2;

std::string handle_of(char letter, int n) {
  return std::string(1, letter) + std::to_string(n);
}

}  // namespace

void People::plan_more_campaigns() {
  std::vector<int> over;
  int editable = 0;
  for (int n = 1; n <= last_number_; ++n) {
    const auto& campaigns = world_.api.project.campaigns();
    const auto there = campaigns.find(campaign_id(n));
    if (there != campaigns.end() && is_editable(there->second.status)) {
      ++editable;
    } else if (truth_.file.contains(n)) {
      over.push_back(n);
    }
  }
  if (editable >= kEditableCampaigns) return;
  for (std::size_t i = 0; i + kOldEntriesKept < over.size(); ++i) truth_.file.erase(over[i]);
  for (; editable < kEditableCampaigns; ++editable) {
    const int n = ++last_number_;
    world_.api.project.has(dice_.one_in(3) ? There::draft(n)
                                           : There::scheduled(n, scene_.now() + 1h + 1min * dice_.below(36 * 60)));
    if (!dice_.one_in(8)) truth_.file.insert_or_assign(n, some_entry(n));
  }
  scene_.story.tell("people plan campaigns up to c" + std::to_string(last_number_));
  truth_.write_file();
}

void People::edit_file() {
  switch (dice_.below(8)) {
    case 0:
      move_all();
      break;
    case 1:
      rename_a_handle();
      break;
    default:
      edit_one();
  }
  save();
}

void People::edit_one() {
  const int n = some_campaign();
  if (truth_.file.contains(n) && dice_.one_in(6)) {
    truth_.file.erase(n);
    scene_.story.tell("the file drops c" + std::to_string(n));
    return;
  }
  Entry entry = some_entry(n);
  if (dice_.one_in(6)) entry = entry.draft();
  if (dice_.one_in(3)) entry = entry.with_template(dice_.one_in(2) ? "winter_sale" : "eid_greeting");
  if (dice_.one_in(3)) entry = entry.with_number(dice_.one_in(2) ? "9647701234567" : "9647707654321");
  if (dice_.one_in(8)) entry = entry.suspended();
  scene_.story.tell("the file says " + entry.own_keys);
  truth_.file.insert_or_assign(n, entry);
}

// One bad search-and-replace.
void People::move_all() {
  const auto by = std::chrono::minutes(dice_.below(240) - 60);
  scene_.story.tell("the file moves everything by " + std::to_string(by.count()) + " min");
  for (auto& [n, entry] : truth_.file) {
    if (entry.scheduled_for && entry.scheduled_for->value) entry = entry.at(*entry.scheduled_for->value + by);
  }
}

void People::rename_a_handle() {
  const int n = some_campaign();
  const auto entry = truth_.file.find(n);
  if (entry == truth_.file.end()) return;
  Entry renamed(handle_of(static_cast<char>('d' + dice_.below(3)), n), n);
  if (entry->second.scheduled_for) {
    renamed = entry->second.scheduled_for->value ? renamed.at(*entry->second.scheduled_for->value) : renamed.draft();
  }
  scene_.story.tell("the file renames " + entry->second.handle.str() + " to " + renamed.handle.str());
  entry->second = renamed;
}

Entry People::some_entry(int n) {
  Entry entry(handle_of('c', n), n);
  return dice_.one_in(8) ? entry : entry.at(scene_.some_time());
}

void People::save() {
  switch (dice_.below(12)) {
    case 0:
      truth_.breaks_file(dice_.one_in(2) ? "a typo" : "it is empty");
      break;
    case 1:
      truth_.removes_file();
      break;
    case 2:
      truth_.writes_half();
      break;
    case 3:
      truth_.replace_file_in_call(1 + dice_.below(6));
      break;
    default:
      truth_.write_file();
  }
}

void People::act_at_service() {
  if (dice_.one_in(4)) return change_a_template();
  const int n = some_campaign();
  const CampaignId id = campaign_id(n);
  const std::string name = "c" + std::to_string(n);
  if (!world_.api.project.campaigns().contains(id)) return;
  const ObservedCampaign there = world_.campaign(n);
  if (!is_editable(there.status)) return;
  switch (dice_.below(7)) {
    case 0:
    case 1:
      if (there.status == CampaignStatus::kScheduled) take_off_the_clock(n);
      break;
    case 2:
    case 3: {
      const WallTime at = scene_.some_time();
      if (at <= scene_.now()) return;
      scene_.story.tell("a person moves " + name + " to " + to_rfc3339(at));
      world_.api.project.is_moved_to(id, at);
      truth_.taken_off.erase(id);
      break;
    }
    case 4:
      scene_.story.tell("a person deletes " + name);
      world_.api.project.deletes(id);
      truth_.taken_off.erase(id);
      break;
    default:
      scene_.story.tell("a person rewords " + name);
      world_.api.project.is_edited(id, Patch{.template_id = template_id(1 + dice_.below(2))});
  }
}

void People::change_a_template() {
  const auto which = static_cast<std::size_t>(dice_.below(2));
  CatalogTemplate& one = world_.api.project.catalog.templates[which];
  const bool was_good = one.status == "APPROVED";
  one.status = was_good ? "PAUSED" : "APPROVED";
  scene_.story.tell("template " + one.name + " is " + one.status);
  if (was_good) {
    truth_.bad_since.emplace(which, scene_.now());
  } else {
    truth_.bad_since.erase(which);
    truth_.last_bad = scene_.now();
  }
}

void People::take_off_the_clock(int n) {
  const CampaignId id = campaign_id(n);
  const ObservedCampaign there = world_.campaign(n);
  scene_.story.tell("a person takes c" + std::to_string(n) + " off the clock");
  world_.api.project.is_taken_off_the_clock(id);
  // Only what was seen on the clock before, under the entry as it is now, can be known for a person's doing.
  const Entry* entry = truth_.entry_of(id);
  const CampaignMemory* known = world_.journal.memory().find(id);
  if (known != nullptr && entry != nullptr && known->own_keys == entry->own_keys &&
      known->seen->status == CampaignStatus::kScheduled && known->seen->scheduled_for == there.scheduled_for &&
      !truth_.stop_is_open(id)) {
    truth_.taken_off.insert_or_assign(id, entry->own_keys);
  }
}

int People::some_campaign() {
  return std::max(1, last_number_ - dice_.below(kEditableCampaigns + 2));
}

}  // namespace campaignd
