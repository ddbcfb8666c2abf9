#include "truth.h"

#include <algorithm>
#include <utility>

namespace campaignd {
namespace {

std::vector<Entry> entries_of(const Version& version) {
  std::vector<Entry> entries;
  for (const auto& [n, entry] : version) entries.push_back(entry);
  return entries;
}

}  // namespace

const Entry* Truth::entry_of(CampaignId id) const {
  for (const auto& [n, entry] : file) {
    if (campaign_id(n) == id) return &entry;
  }
  return nullptr;
}

void Truth::write_file() {
  is_half_written = false;
  replace_in_calls_ = 0;
  scene_.world.file_says(entries_of(file));
  written_ = file;
  note_version();
}

void Truth::breaks_file(const std::string& error) {
  scene_.story.tell("… but the file is broken: " + error);
  is_half_written = false;
  scene_.world.file_is_broken(error);
  written_.reset();
}

void Truth::removes_file() {
  scene_.story.tell("… but the file is gone");
  is_half_written = false;
  scene_.world.source.is_unreadable("no such file");
  written_.reset();
}

void Truth::writes_half() {
  scene_.story.tell("… but the file is half written");
  is_half_written = true;
  scene_.world.source.is_being_written("campaigns.yaml is open", scene_.world.clock.monotonic_now() + 24h * 60);
  written_.reset();
}

void Truth::replace_file_in_call(int n) {
  replace_in_calls_ = n;
  is_in_force_for_sure = false;
}

void Truth::call_arrives() {
  if (replace_in_calls_ == 0 || --replace_in_calls_ > 0) return;
  scene_.story.tell("the file is replaced under its hands");
  write_file();
  // An edit that came to nothing moves nothing.
  if (!scene_.world.source.is_current()) reads_at_replacement_ = scene_.world.source.reads();
}

bool Truth::moved_unseen() const {
  return reads_at_replacement_ && scene_.world.source.reads() == *reads_at_replacement_;
}

void Truth::note_version() {
  is_in_force_for_sure = false;
  if (in_play_.empty() || in_play_.back() != *written_) in_play_.push_back(*written_);
}

// A version that was read and stored is the only one left; while nothing can be stored, an older one may come back in
// force by a restart.
void Truth::a_turn_has_ended() {
  stores_late_ = disk_fails;
  if (moved_unseen() || is_half_written || !written_ || disk_fails) return;
  reads_at_replacement_.reset();
  if (is_in_force_for_sure) return;
  in_play_.assign(1, *written_);
  is_in_force_for_sure = true;
  in_force_since_ = scene_.world.clock.monotonic_now();
}

// A freeze died, or goes on, with a disarm of which it does not know whether it landed: nobody can tell who did it.
bool Truth::stop_is_open(CampaignId id) const {
  const CampaignMemory* known = scene_.world.journal.memory().find(id);
  if (known == nullptr || !known->freeze_took) return false;
  std::set<std::uint64_t> open;
  for (const Record& record : scene_.world.journal.records()) {
    if (record.campaign != id || record.reason != "freeze") continue;
    if (record.kind == RecordKind::kIntent) open.insert(record.intent);
    if (record.kind == RecordKind::kOutcome && record.outcome != Outcome::kUnknown) open.erase(record.intent);
  }
  return !open.empty();
}

// By what is stored, and nobody has touched them at the service since.
std::set<CampaignId> Truth::kept_off_by_freezes() const {
  std::set<CampaignId> kept;
  if (disk_fails || stores_late_) return kept;
  for (const auto& [id, there] : scene_.world.api.project.campaigns()) {
    const CampaignId campaign = id;
    const CampaignMemory* known = scene_.world.journal.memory().find(id);
    if (known == nullptr || !known->freeze_took || known->seen->status != CampaignStatus::kDraft) continue;
    if (there.status != CampaignStatus::kDraft || there.updated_at != known->seen->updated_at) continue;
    const bool is_named = std::ranges::any_of(in_play_, [&](const Version& version) {
      return std::ranges::any_of(version, [&](const auto& one) { return campaign_id(one.first) == campaign; });
    });
    if (!is_named && entry_of(id) == nullptr) kept.insert(id);
  }
  return kept;
}

// The service's own, which its next life goes on with: an intent of no campaign.
bool Truth::is_freeze_left_open() const {
  std::set<std::uint64_t> open;
  for (const Record& record : scene_.world.journal.records()) {
    if (record.kind == RecordKind::kIntent && !record.campaign) open.insert(record.intent);
    if (record.kind == RecordKind::kOutcome) open.erase(record.intent);
  }
  return !open.empty();
}

void Truth::recall_orders() {
  const Memory& memory = scene_.world.journal.memory();
  stops = is_freeze_left_open();
  paused = memory.pause.has_value();
  is_clone = memory.is_clone;
  if (disk_fails && !written_) is_in_force_for_sure = false;  // neither file nor journal can be read
  frozen.clear();
  for (const auto& [id, campaign] : memory.campaigns) {
    if (campaign.frozen) frozen.insert(id);
  }
}

}  // namespace campaignd
