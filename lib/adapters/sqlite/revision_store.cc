#include "adapters/sqlite/revision_store.h"

#include "adapters/sqlite/codec_values.h"
#include "core/record_words.h"

namespace campaignd {

void note_revision(const Connection& connection, const Revision& revision, const Record& record) {
  Statement statement = connection.prepare(
      "INSERT INTO known_revision (hash, source, commit_id, author, subject, told, was_in_force)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (hash) DO UPDATE SET source = excluded.source, told = max(told, excluded.told),"
      " was_in_force = max(was_in_force, excluded.was_in_force),"
      " author = iif(excluded.commit_id IS NULL, author, excluded.author),"
      " subject = iif(excluded.commit_id IS NULL, subject, excluded.subject),"
      " commit_id = coalesce(excluded.commit_id, commit_id)");
  put(statement, revision.hash);
  put(statement, revision.source);
  put(statement, revision.commit);
  put(statement, revision.author);
  put(statement, revision.subject);
  put(statement, record.at);
  put_flag(statement, record.action != record_word::kRefused);
  statement.run();
}

std::map<std::string, Revision> read_revisions(const Connection& connection, const std::set<std::string>& hashes) {
  std::map<std::string, Revision> revisions;
  // The one in force is known by memory, too, where its record was lost.
  Statement row = connection.prepare(
      "SELECT source, commit_id, author, subject FROM known_revision WHERE hash = ?1 UNION ALL "
      "SELECT source, commit_id, author, subject FROM revision WHERE hash = ?1 LIMIT 1");
  for (const std::string& hash : hashes) {
    put(row, hash);
    if (!row.next()) continue;
    Revision revision;
    revision.hash = hash;
    revision.source = row.take_text();
    revision.commit = take_optional(row, take_text);
    revision.author = row.take_text();
    revision.subject = row.take_text();
    revisions.emplace(hash, std::move(revision));
    row.reset();
  }
  return revisions;
}

void forget_old_revisions(const Connection& connection) {
  connection
      .prepare(
          "DELETE FROM known_revision WHERE told < (SELECT max(told) FROM known_revision"
          " WHERE was_in_force = 1 AND told <= (SELECT min(at) FROM record))")
      .run();
}

}  // namespace campaignd
