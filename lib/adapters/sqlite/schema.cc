#include "adapters/sqlite/schema.h"

#include <array>
#include <string>

namespace campaignd {
namespace {

constexpr std::int64_t kApplicationId = 0x436d7067;  // stored; never renumber: `Cmpg`

// Instants are milliseconds since 1970 in UTC; a field's value is NULL, TEXT or an instant (INTEGER), as FieldValue is.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  hash TEXT NOT NULL, source TEXT NOT NULL, commit_id TEXT, loaded_at INTEGER NOT NULL) STRICT;
CREATE TABLE revision_file (position INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;

CREATE TABLE binding (
  handle TEXT PRIMARY KEY, campaign TEXT NOT NULL, name TEXT NOT NULL, own_keys TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  seen_name TEXT NOT NULL, seen_status TEXT NOT NULL, seen_status_text TEXT NOT NULL,
  seen_has_template INTEGER NOT NULL, seen_template_id TEXT, seen_template_name TEXT, seen_template_language TEXT,
  seen_has_number INTEGER NOT NULL, seen_number_id TEXT, seen_number_digits TEXT,
  seen_category TEXT NOT NULL, seen_scheduled_for INTEGER, seen_started_at INTEGER, seen_updated_at INTEGER,
  seen_recipients INTEGER, seen_estimated_cost REAL, seen_reserved REAL, seen_is_sample INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, own_keys TEXT NOT NULL,
  agreed_at INTEGER, agreed_own_keys TEXT, agreed_managed TEXT,
  agreed_name TEXT, agreed_status TEXT, agreed_status_text TEXT,
  agreed_has_template INTEGER, agreed_template_id TEXT, agreed_template_name TEXT, agreed_template_language TEXT,
  agreed_has_number INTEGER, agreed_number_id TEXT, agreed_number_digits TEXT,
  agreed_category TEXT, agreed_scheduled_for INTEGER, agreed_started_at INTEGER, agreed_updated_at INTEGER,
  agreed_recipients INTEGER, agreed_estimated_cost REAL, agreed_reserved REAL, agreed_is_sample INTEGER,
  arming_to INTEGER, arming_at INTEGER, arming_updated_at_before INTEGER,
  elsewhere_what INTEGER, elsewhere_own_keys TEXT, elsewhere_was INTEGER, elsewhere_noticed INTEGER,
  preflight_took INTEGER, frozen INTEGER, freeze_took INTEGER, named_by TEXT, given_name TEXT) STRICT;
CREATE TABLE field_set (
  campaign TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, at INTEGER NOT NULL,
  came_back INTEGER NOT NULL,
  PRIMARY KEY (campaign, position)) STRICT, WITHOUT ROWID;

CREATE TABLE pause (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  reason TEXT NOT NULL, person TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER,
  freeze INTEGER NOT NULL, freeze_all INTEGER NOT NULL) STRICT;

CREATE TABLE approval (
  position INTEGER PRIMARY KEY, plan TEXT NOT NULL, recipients INTEGER NOT NULL, person TEXT NOT NULL,
  given INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;
CREATE TABLE approval_effect (
  approval INTEGER NOT NULL, position INTEGER NOT NULL, campaign TEXT NOT NULL, field TEXT NOT NULL,
  value_from ANY, value_to ANY, PRIMARY KEY (approval, position)) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL, at INTEGER NOT NULL, reconcile INTEGER NOT NULL, revision TEXT NOT NULL,
  handle TEXT, campaign TEXT, action TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  has_patch INTEGER NOT NULL, patch_name TEXT, patch_template TEXT, patch_number TEXT,
  patch_schedule ANY,  -- an instant, or `draft`
  patch_category TEXT,
  intent INTEGER NOT NULL, outcome INTEGER, attempts INTEGER NOT NULL, http_status INTEGER NOT NULL,
  duration_us INTEGER NOT NULL, person TEXT NOT NULL) STRICT;
CREATE INDEX record_by_time ON record (at);
CREATE INDEX record_by_handle ON record (handle) WHERE handle IS NOT NULL;
CREATE INDEX record_by_campaign ON record (campaign) WHERE campaign IS NOT NULL;
CREATE TABLE record_field (
  record INTEGER NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, value_from ANY, value_to ANY,
  at_file INTEGER NOT NULL, at_line INTEGER NOT NULL, at_column INTEGER NOT NULL,
  PRIMARY KEY (record, position)) STRICT, WITHOUT ROWID;
CREATE INDEX record_by_field ON record_field (field, record);

-- Intents whose outcome has not come; kept apart so that a start need not read the whole journal.
CREATE TABLE open_intent (record INTEGER PRIMARY KEY, intent INTEGER NOT NULL) STRICT;
CREATE INDEX open_intent_by_number ON open_intent (intent);
)sql";

// Which revisions the journal's records name, where each came from, and why file and service differed. Version 1 wrote
// a commit into the text of the record that told of the revision.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE record ADD COLUMN cause INTEGER;
ALTER TABLE revision ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN subject TEXT NOT NULL DEFAULT '';

CREATE TABLE known_revision (
  hash TEXT PRIMARY KEY, source TEXT NOT NULL, commit_id TEXT, author TEXT NOT NULL, subject TEXT NOT NULL,
  told INTEGER NOT NULL,          -- when it was last loaded or refused
  was_in_force INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO known_revision (hash, source, commit_id, author, subject, told, was_in_force)
  SELECT hash, source, commit_id, '', '', loaded_at, 1 FROM revision;
INSERT OR IGNORE INTO known_revision (hash, source, commit_id, author, subject, told, was_in_force)
  SELECT revision, '', max(CASE WHEN detail LIKE 'commit %' THEN substr(detail, 8, 40) END), '', '', max(at),
         max(action = 'loaded')
  FROM record WHERE kind = 1 GROUP BY revision;
UPDATE record SET action = 'refused', reason = '' WHERE kind = 1 AND reason = 'refused';
)sql";

// Stored; only ever add at the end. The n-th takes a file from version n - 1 to n.
constexpr std::array kMigrations{kVersion1, kVersion2};

void refuse_foreign(const Connection& connection, std::int64_t version);
[[noreturn]] void refuse_version(std::int64_t version);

}  // namespace

void refuse_unusable(Connection& connection) {
  // All at one instant: another process may be making the same file, and half of what it is looked like a stranger's.
  Transaction transaction(connection, Transaction::Kind::kRead);
  const std::int64_t version = connection.integer("PRAGMA user_version");
  refuse_foreign(connection, version);
  if (version < 0 || version > std::ssize(kMigrations)) refuse_version(version);
  transaction.commit();
}

void migrate(Connection& connection) {
  const std::int64_t newest = std::ssize(kMigrations);
  if (connection.integer("PRAGMA user_version") == newest) return;
  // Asked again inside the transaction: another process may be migrating the same file.
  Transaction transaction(connection, Transaction::Kind::kWrite);
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (version < 0 || version > newest) refuse_version(version);
  for (auto next = version; next < newest; ++next) {
    connection.execute(kMigrations.at(static_cast<std::size_t>(next)));
  }
  connection.execute(("PRAGMA user_version = " + std::to_string(newest)).c_str());
  connection.execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  transaction.commit();
}

bool is_readable(const Connection& connection) {
  const std::int64_t version = connection.integer("PRAGMA user_version");
  refuse_foreign(connection, version);
  if (version == 0) return false;
  if (version != std::ssize(kMigrations)) refuse_version(version);
  return true;
}

namespace {

void refuse_foreign(const Connection& connection, std::int64_t version) {
  const std::int64_t id = connection.integer("PRAGMA application_id");
  const bool is_new = id == 0 && version == 0 && connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (is_new || id == kApplicationId) return;
  throw SchemaRefused(
      "it is an SQLite database of some other program; point stateDirectory at a directory of campaignd's own, or move "
      "this file away");
}

void refuse_version(std::int64_t version) {
  const std::string newest = std::to_string(kMigrations.size());
  if (version > std::ssize(kMigrations)) {
    throw SchemaRefused("it has schema version " + std::to_string(version) +
                        ", made by a newer campaignd; this one knows versions up to " + newest +
                        ": install the newer version again (nothing was changed)");
  }
  throw SchemaRefused("it has schema version " + std::to_string(version) + " and this campaignd reads version " +
                      newest + ": start the service once, which brings the file up to date");
}

}  // namespace
}  // namespace campaignd
