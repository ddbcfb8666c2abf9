-- A journal as the first release of campaignd left it: its schema, version 1, and a row or more of every table.
-- Never change it: files like this one are out there.
PRAGMA synchronous = OFF;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA user_version = 1;
PRAGMA application_id = 1131245671;

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

INSERT INTO meta (key, value)
  VALUES ('machine_id', '0123456789abcdef0123456789abcdef');
INSERT INTO revision (only_one, hash, source, commit_id, loaded_at)
  VALUES (1, 'sha256:9c1f', 'campaigns.d/', '0123456789abcdef0123456789abcdef01234567', 1795424460123);
INSERT INTO revision_file (position, name, bytes)
  VALUES (1, '20-second.yaml', X'610062ff0d0a');
INSERT INTO revision_file (position, name, bytes)
  VALUES (2, '10-first.yaml', X'');
INSERT INTO binding (handle, campaign, name, own_keys)
  VALUES ('black-friday', '000000000000000000000002', 'Black Friday', '');
INSERT INTO binding (handle, campaign, name, own_keys)
  VALUES ('eid', '000000000000000000000001', 'Eid greeting', 'name: Eid greeting');
INSERT INTO campaign (id, seen_name, seen_status, seen_status_text, seen_has_template, seen_template_id, seen_template_name, seen_template_language, seen_has_number, seen_number_id, seen_number_digits, seen_category, seen_scheduled_for, seen_started_at, seen_updated_at, seen_recipients, seen_estimated_cost, seen_reserved, seen_is_sample, seen_at, own_keys, agreed_at, agreed_own_keys, agreed_managed, agreed_name, agreed_status, agreed_status_text, agreed_has_template, agreed_template_id, agreed_template_name, agreed_template_language, agreed_has_number, agreed_number_id, agreed_number_digits, agreed_category, agreed_scheduled_for, agreed_started_at, agreed_updated_at, agreed_recipients, agreed_estimated_cost, agreed_reserved, agreed_is_sample, arming_to, arming_at, arming_updated_at_before, elsewhere_what, elsewhere_own_keys, elsewhere_was, elsewhere_noticed, preflight_took, frozen, freeze_took, named_by, given_name)
  VALUES ('000000000000000000000001', 'عيد مبارك 1', 'scheduled', 'scheduled', 1, '0000000000000000000003e9', 'eid_greeting', 'ar', 1, '0000000000000000000007d1', '9647701234567', 'MARKETING', 1795460460123, 1795460460123, 1795424520123, 812, 81200.5, 812000.0, 1, 1795424580123, 'name: "x"
scheduledFor: 2026-12-01 18:00', 1795424640123, 'own keys then', 'managed then', 'another name then', 'draft', 'scheduled', 1, '0000000000000000000003e9', 'eid_greeting', 'ar', 1, '0000000000000000000007d1', '9647701234567', 'MARKETING', 1795460460123, 1795460460123, 1795424520123, NULL, 81200.5, 812000.0, 1, 1795466400123, 1795424700123, 1795424760123, 1, 'own keys', 1795424820123, 1795424880123, 1795425120123, 1795425180123, 1795425240123, 'eid-greeting', 'Eid greeting');
INSERT INTO campaign (id, seen_name, seen_status, seen_status_text, seen_has_template, seen_template_id, seen_template_name, seen_template_language, seen_has_number, seen_number_id, seen_number_digits, seen_category, seen_scheduled_for, seen_started_at, seen_updated_at, seen_recipients, seen_estimated_cost, seen_reserved, seen_is_sample, seen_at, own_keys, agreed_at, agreed_own_keys, agreed_managed, agreed_name, agreed_status, agreed_status_text, agreed_has_template, agreed_template_id, agreed_template_name, agreed_template_language, agreed_has_number, agreed_number_id, agreed_number_digits, agreed_category, agreed_scheduled_for, agreed_started_at, agreed_updated_at, agreed_recipients, agreed_estimated_cost, agreed_reserved, agreed_is_sample, arming_to, arming_at, arming_updated_at_before, elsewhere_what, elsewhere_own_keys, elsewhere_was, elsewhere_noticed, preflight_took, frozen, freeze_took, named_by, given_name)
  VALUES ('000000000000000000000002', '', 'unknown', '', 0, NULL, NULL, NULL, 0, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO field_set (campaign, position, field, at, came_back)
  VALUES ('000000000000000000000001', 0, 'template', 1795424940123, 1);
INSERT INTO field_set (campaign, position, field, at, came_back)
  VALUES ('000000000000000000000001', 1, 'name', 1795425000123, 0);
INSERT INTO field_set (campaign, position, field, at, came_back)
  VALUES ('000000000000000000000001', 2, 'template', 1795425060123, 0);
INSERT INTO pause (only_one, reason, person, since, until, freeze, freeze_all)
  VALUES (1, 'the wording is wrong', 'uid 0 (root)', 1795426200123, 1795426260123, 1, 1);
INSERT INTO approval (position, plan, recipients, person, given, ends)
  VALUES (1, '9f3c51aa', 5000, 'uid 1000 (sara)', 1795425600123, 1795425660123);
INSERT INTO approval (position, plan, recipients, person, given, ends)
  VALUES (2, '00000001', 5000, 'uid 1000 (sara)', 1795425600123, 1795425660123);
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (1, 0, '000000000000000000000001', 'scheduledFor', 1795460400123, 1795464000123);
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (1, 1, '000000000000000000000002', 'template', 'a/ar', '');
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (1, 2, '000000000000000000000002', 'scheduledFor', NULL, 1795466400123);
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (2, 0, '000000000000000000000001', 'scheduledFor', 1795460400123, 1795464000123);
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (2, 1, '000000000000000000000002', 'template', 'a/ar', '');
INSERT INTO approval_effect (approval, position, campaign, field, value_from, value_to)
  VALUES (2, 2, '000000000000000000000002', 'scheduledFor', NULL, 1795466400123);
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (1, 1, 1795424400123, 1, 'sha256:0001', NULL, NULL, 'loaded', '', 'commit 89abcdef0123456789abcdef0123456789abcdef', 0, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (2, 1, 1795424460123, 1, 'sha256:9c1f', NULL, NULL, 'loaded', '', 'commit 0123456789abcdef0123456789abcdef01234567', 0, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (3, 1, 1795424520123, 1, 'sha256:0bad', NULL, NULL, '', 'refused', 'commit 456789abcdef0123456789abcdef0123456789ab
campaigns.yaml:3:5: error: unknown key "nmae"', 0, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (4, 1, 1795424580123, 1, 'sha256:0002', NULL, NULL, 'loaded', '', '', 0, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (5, 3, 1795426800123, 17, 'sha256:9c1f', 'eid', '000000000000000000000001', 'arm', '', '', 1, 'Eid', '000000000000000000000007', '000000000000000000000008', 1795460400123, 'UTILITY', 1, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (6, 3, 1795426800123, 17, 'sha256:9c1f', 'eid', '000000000000000000000001', 'disarm', '', '', 1, NULL, NULL, NULL, 'draft', NULL, 2, NULL, 0, 0, 0, '');
INSERT INTO record (number, kind, at, reconcile, revision, handle, campaign, action, reason, detail, has_patch, patch_name, patch_template, patch_number, patch_schedule, patch_category, intent, outcome, attempts, http_status, duration_us, person)
  VALUES (7, 4, 1795426860123, 0, '', 'eid', '000000000000000000000001', 'arm', 'refused', '400: "scheduledFor" is in the past', 0, NULL, NULL, NULL, NULL, NULL, 2, 2, 3, 400, 12345, 'uid 0 (root)');
INSERT INTO record_field (record, position, field, value_from, value_to, at_file, at_line, at_column)
  VALUES (5, 0, 'scheduledFor', NULL, 1795460400123, 1, 12, 19);
INSERT INTO record_field (record, position, field, value_from, value_to, at_file, at_line, at_column)
  VALUES (5, 1, 'template', 'a/ar', 'b/ar', 0, 7, 3);
INSERT INTO record_field (record, position, field, value_from, value_to, at_file, at_line, at_column)
  VALUES (6, 0, 'scheduledFor', NULL, 1795460400123, 1, 12, 19);
INSERT INTO record_field (record, position, field, value_from, value_to, at_file, at_line, at_column)
  VALUES (6, 1, 'template', 'a/ar', 'b/ar', 0, 7, 3);
INSERT INTO open_intent (record, intent)
  VALUES (5, 1);
