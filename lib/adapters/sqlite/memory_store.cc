#include "adapters/sqlite/memory_store.h"

#include "adapters/sqlite/codec_memory.h"
#include "adapters/sqlite/codec_values.h"

namespace campaignd {
namespace {

std::optional<StoredRevision> read_revision(const Connection& connection);
std::map<Handle, Binding> read_bindings(const Connection& connection);
std::map<CampaignId, CampaignMemory> read_campaigns(const Connection& connection);
std::optional<Pause> read_pause(const Connection& connection);
std::vector<Approval> read_approvals(const Connection& connection);

void write_revision(const Connection& connection, const StoredRevision& stored);
void write_bindings(const Connection& connection, const std::vector<BindingChange>& bindings);
void write_campaigns(const Connection& connection, const std::vector<CampaignMemoryChange>& campaigns);
void write_pause(const Connection& connection, const std::optional<Pause>& pause);
void write_approvals(const Connection& connection, const std::vector<Approval>& approvals);
void run(const Connection& connection, std::string_view sql);

}  // namespace

Memory read_memory(const Connection& connection) {
  Memory memory;
  memory.last_good = read_revision(connection);
  memory.bindings = read_bindings(connection);
  memory.campaigns = read_campaigns(connection);
  memory.pause = read_pause(connection);
  memory.approvals = read_approvals(connection);
  return memory;
}

void write_memory(const Connection& connection, const MemoryChanges& changes) {
  if (changes.last_good) write_revision(connection, *changes.last_good);
  if (!changes.bindings.empty()) write_bindings(connection, changes.bindings);
  if (!changes.campaigns.empty()) write_campaigns(connection, changes.campaigns);
  if (changes.pause) write_pause(connection, *changes.pause);
  if (changes.approvals) write_approvals(connection, *changes.approvals);
}

namespace {

std::optional<StoredRevision> read_revision(const Connection& connection) {
  Statement row = connection.prepare("SELECT hash, source, commit_id, author, subject, loaded_at FROM revision");
  if (!row.next()) return std::nullopt;
  StoredRevision stored;
  stored.revision.hash = row.take_text();
  stored.revision.source = row.take_text();
  stored.revision.commit = take_optional(row, take_text);
  stored.revision.author = row.take_text();
  stored.revision.subject = row.take_text();
  stored.loaded_at = take_instant(row);
  Statement file = connection.prepare("SELECT name, bytes FROM revision_file ORDER BY position");
  while (file.next()) {
    std::string name = file.take_text();
    stored.files.push_back({std::move(name), file.take_bytes()});
  }
  return stored;
}

std::map<Handle, Binding> read_bindings(const Connection& connection) {
  std::map<Handle, Binding> bindings;
  Statement row = connection.prepare("SELECT handle, campaign, name, own_keys FROM binding ORDER BY handle");
  while (row.next()) {
    const Handle handle = take_handle(row);
    const auto id = take_id<CampaignId>(row);
    std::string name = row.take_text();
    bindings.emplace_hint(bindings.end(), handle, Binding{id, std::move(name), row.take_text()});
  }
  return bindings;
}

std::map<CampaignId, CampaignMemory> read_campaigns(const Connection& connection) {
  std::map<CampaignId, CampaignMemory> campaigns;
  Statement row = connection.prepare("SELECT " + std::string(kCampaignColumns) + " FROM campaign ORDER BY id");
  while (row.next()) {
    RememberedCampaign remembered = take_campaign(row);
    campaigns.emplace_hint(campaigns.end(), remembered.id, std::move(remembered.memory));
  }
  Statement set =
      connection.prepare("SELECT campaign, field, at, came_back FROM field_set ORDER BY campaign, position");
  while (set.next()) {
    const auto it = campaigns.find(take_id<CampaignId>(set));
    const Field field = take_field(set);
    const WallTime at = take_instant(set);
    if (it != campaigns.end()) it->second.sets.push_back({field, at, take_flag(set)});
  }
  return campaigns;
}

std::optional<Pause> read_pause(const Connection& connection) {
  Statement row = connection.prepare("SELECT reason, person, since, until, freeze, freeze_all FROM pause");
  if (!row.next()) return std::nullopt;
  Pause pause;
  pause.reason = row.take_text();
  pause.person = row.take_text();
  pause.since = take_instant(row);
  pause.until = take_optional(row, take_instant);
  pause.freeze = take_flag(row);
  pause.freeze_all = take_flag(row);
  return pause;
}

std::vector<Approval> read_approvals(const Connection& connection) {
  std::vector<Approval> approvals;
  Statement row = connection.prepare("SELECT position, plan, recipients, person, given, ends FROM approval ORDER BY 1");
  Statement effect = connection.prepare(
      "SELECT campaign, field, value_from, value_to FROM approval_effect WHERE approval = ? ORDER BY position");
  while (row.next()) {
    effect.put_integer(row.take_integer());
    Approval approval;
    approval.plan = row.take_text();
    approval.recipients = row.take_integer();
    approval.person = row.take_text();
    approval.given = take_instant(row);
    approval.ends = take_instant(row);
    while (effect.next()) {
      const auto id = take_id<CampaignId>(effect);
      const Field field = take_field(effect);
      FieldValue from = take_value(effect);
      approval.effects.push_back({id, field, std::move(from), take_value(effect)});
    }
    approvals.push_back(std::move(approval));
  }
  return approvals;
}

void write_revision(const Connection& connection, const StoredRevision& stored) {
  Statement revision = connection.prepare(
      "INSERT OR REPLACE INTO revision (only_one, hash, source, commit_id, author, subject, loaded_at)"
      " VALUES (1, ?, ?, ?, ?, ?, ?)");
  put(revision, stored.revision.hash);
  put(revision, stored.revision.source);
  put(revision, stored.revision.commit);
  put(revision, stored.revision.author);
  put(revision, stored.revision.subject);
  put(revision, stored.loaded_at);
  revision.run();
  run(connection, "DELETE FROM revision_file");
  Statement file = connection.prepare("INSERT INTO revision_file (name, bytes) VALUES (?, ?)");
  for (const SourceFile& each : stored.files) {
    file.put_text(each.name);
    file.put_bytes(each.bytes);
    file.run();
  }
}

void write_bindings(const Connection& connection, const std::vector<BindingChange>& bindings) {
  Statement insert =
      connection.prepare("INSERT OR REPLACE INTO binding (handle, campaign, name, own_keys) VALUES (?, ?, ?, ?)");
  Statement remove = connection.prepare("DELETE FROM binding WHERE handle = ?");
  for (const BindingChange& change : bindings) {
    Statement& statement = change.now ? insert : remove;
    put(statement, change.handle);
    if (change.now) {
      put(statement, change.now->id);
      put(statement, change.now->name);
      put(statement, change.now->own_keys);
    }
    statement.run();
  }
}

void write_campaigns(const Connection& connection, const std::vector<CampaignMemoryChange>& campaigns) {
  Statement insert = connection.prepare("INSERT OR REPLACE INTO campaign " + columns_and_places(kCampaignColumns));
  Statement remove = connection.prepare("DELETE FROM campaign WHERE id = ?");
  Statement forget_sets = connection.prepare("DELETE FROM field_set WHERE campaign = ?");
  Statement set =
      connection.prepare("INSERT INTO field_set (campaign, position, field, at, came_back) VALUES (?, ?, ?, ?, ?)");
  for (const CampaignMemoryChange& change : campaigns) {
    put(forget_sets, change.id);
    forget_sets.run();
    if (!change.now) {
      put(remove, change.id);
      remove.run();
      continue;
    }
    put_campaign(insert, change.id, *change.now);
    insert.run();
    std::int64_t position = 0;
    for (const FieldSet& each : change.now->sets) {
      put(set, change.id);
      set.put_integer(position++);
      put(set, each.field);
      put(set, each.at);
      put_flag(set, each.came_back);
      set.run();
    }
  }
}

void write_pause(const Connection& connection, const std::optional<Pause>& pause) {
  if (!pause) return run(connection, "DELETE FROM pause");
  Statement statement = connection.prepare(
      "INSERT OR REPLACE INTO pause (only_one, reason, person, since, until, freeze, freeze_all)"
      " VALUES (1, ?, ?, ?, ?, ?, ?)");
  put(statement, pause->reason);
  put(statement, pause->person);
  put(statement, pause->since);
  put(statement, pause->until);
  put_flag(statement, pause->freeze);
  put_flag(statement, pause->freeze_all);
  statement.run();
}

void write_approvals(const Connection& connection, const std::vector<Approval>& approvals) {
  run(connection, "DELETE FROM approval");
  run(connection, "DELETE FROM approval_effect");
  Statement approval = connection.prepare(
      "INSERT INTO approval (position, plan, recipients, person, given, ends) VALUES (?, ?, ?, ?, ?, ?)");
  Statement effect = connection.prepare(
      "INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)"
      " VALUES (?, ?, ?, ?, ?, ?)");
  std::int64_t number = 0;
  for (const Approval& each : approvals) {
    approval.put_integer(++number);
    put(approval, each.plan);
    approval.put_integer(each.recipients);
    put(approval, each.person);
    put(approval, each.given);
    put(approval, each.ends);
    approval.run();
    std::int64_t position = 0;
    for (const ApprovedEffect& allowed : each.effects) {
      effect.put_integer(number);
      effect.put_integer(position++);
      put(effect, allowed.campaign);
      put(effect, allowed.field);
      put(effect, allowed.from);
      put(effect, allowed.to);
      effect.run();
    }
  }
}

void run(const Connection& connection, std::string_view sql) {
  connection.prepare(sql).run();
}

}  // namespace
}  // namespace campaignd
