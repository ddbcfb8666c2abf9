#include "adapters/sqlite/record_store.h"

#include <algorithm>

#include "adapters/sqlite/codec_record.h"
#include "adapters/sqlite/codec_values.h"
#include "adapters/sqlite/revision_store.h"

namespace campaignd {
namespace {

void append_fields(Statement& field, std::int64_t number, const Record& record);
std::vector<Record> take_records(const Connection& connection, Statement& row);
void put_filter(Statement& statement, const HistoryFilter& filter);
std::string where(const HistoryFilter& filter);
std::int64_t remove_all(const Connection& connection, Statement& condemned);

}  // namespace

void append_records(const Connection& connection, std::span<const Record> records) {
  if (records.empty()) return;
  Statement insert = connection.prepare("INSERT INTO record " + columns_and_places(kRecordColumns));
  Statement field = connection.prepare(
      "INSERT INTO record_field (record, position, field, value_from, value_to, at_file, at_line, at_column)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  Statement open = connection.prepare("INSERT INTO open_intent (record, intent) VALUES (?, ?)");
  Statement close = connection.prepare("DELETE FROM open_intent WHERE intent = ?");
  for (const Record& record : records) {
    put_record(insert, record);
    insert.run();
    const std::int64_t number = connection.last_row();
    append_fields(field, number, record);
    if (record.loaded) note_revision(connection, *record.loaded, record);
    if (record.kind == RecordKind::kIntent) {
      open.put_integer(number);
      open.put_integer(static_cast<std::int64_t>(record.intent));
      open.run();
    } else if (record.kind == RecordKind::kOutcome) {
      close.put_integer(static_cast<std::int64_t>(record.intent));
      close.run();
    }
  }
}

std::vector<Record> read_unresolved(const Connection& connection) {
  Statement row = connection.prepare("SELECT number," + std::string(kRecordColumns) +
                                     " FROM record WHERE number IN (SELECT record FROM open_intent) ORDER BY number");
  return take_records(connection, row);
}

std::vector<Record> read_history(const Connection& connection, const HistoryFilter& filter) {
  Statement row = connection.prepare("SELECT number," + std::string(kRecordColumns) + " FROM record" + where(filter) +
                                     " ORDER BY number DESC LIMIT ?");
  put_filter(row, filter);
  std::vector<Record> records = take_records(connection, row);
  std::reverse(records.begin(), records.end());
  return records;
}

std::int64_t remove_before(const Connection& connection, WallTime before, std::int64_t count) {
  Statement condemned = connection.prepare(
      "SELECT number FROM record WHERE at < ? AND number NOT IN (SELECT record FROM open_intent) LIMIT ?");
  put(condemned, before);
  condemned.put_integer(count);
  return remove_all(connection, condemned);
}

std::int64_t remove_oldest(const Connection& connection, std::int64_t count) {
  Statement condemned = connection.prepare(
      "SELECT number FROM record WHERE number NOT IN (SELECT record FROM open_intent) ORDER BY number LIMIT ?");
  condemned.put_integer(count);
  return remove_all(connection, condemned);
}

namespace {

void append_fields(Statement& field, std::int64_t number, const Record& record) {
  std::int64_t position = 0;
  for (const FieldChange& change : record.fields) {
    field.put_integer(number);
    field.put_integer(position++);
    put_field_change(field, change);
    field.run();
  }
}

std::vector<Record> take_records(const Connection& connection, Statement& row) {
  std::vector<Record> records;
  Statement field = connection.prepare(
      "SELECT field, value_from, value_to, at_file, at_line, at_column FROM record_field WHERE record = ?"
      " ORDER BY position");
  while (row.next()) {
    field.put_integer(row.take_integer());
    Record record = take_record(row);
    while (field.next()) record.fields.push_back(take_field_change(field));
    records.push_back(std::move(record));
  }
  return records;
}

std::string number_of(RecordKind kind) {
  return std::to_string(static_cast<int>(kind));
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : between).append(part);
  return text;
}

// Of what belongs to no campaign alone: the end of a pause starts no campaign that the file does not.
const std::string& for_every_campaign() {
  static const std::string condition =
      "(kind = " + number_of(RecordKind::kResume) + " AND (action <> 'resume' OR reason <> 'pause'))" +
      " OR (kind = " + number_of(RecordKind::kFreeze) + " AND action IN ('freeze', 'freeze --all'))";
  return condition;
}

// A freeze by name has its names as words of its action.
std::string names_a_freeze() {
  return "(kind = " + number_of(RecordKind::kFreeze) + " AND instr(action || ' ', ' ' || ? || ' ') > 0)";
}

// The conditions stand in the order in which `put_filter` binds them.
std::string where(const HistoryFilter& filter) {
  std::vector<std::string> conditions;
  std::vector<std::string> whose;
  if (filter.handle) whose.emplace_back("handle = ?");
  if (filter.campaign) whose.emplace_back("campaign = ?");
  if (filter.handle && filter.with_orders) whose.push_back(names_a_freeze());
  if (!whose.empty() && filter.with_orders) whose.push_back(for_every_campaign());
  if (!whose.empty()) conditions.push_back("(" + joined(whose, " OR ") + ")");
  if (filter.since) conditions.emplace_back("at >= ?");
  if (filter.until) conditions.emplace_back("at < ?");
  if (filter.action) conditions.emplace_back("(action = ? OR kind = ?)");
  if (filter.field) {
    conditions.push_back("(number IN (SELECT record FROM record_field WHERE field = ?)" +
                         (filter.with_orders ? " OR kind = " + number_of(RecordKind::kRearm) + " OR kind = " +
                                                   number_of(RecordKind::kFreeze) + " OR " + for_every_campaign()
                                             : std::string()) +
                         ")");
  }
  if (!filter.kinds.empty()) {
    std::string places = "?";
    for (std::size_t i = 1; i < filter.kinds.size(); ++i) places += ",?";
    conditions.push_back("kind IN (" + places + ")");
  }
  if (filter.folded) {
    conditions.push_back("NOT (kind = " + number_of(RecordKind::kIntent) +
                         " AND number NOT IN (SELECT record FROM open_intent))");
  }
  return conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
}

void put_filter(Statement& statement, const HistoryFilter& filter) {
  if (filter.handle) put(statement, *filter.handle);
  if (filter.campaign) put(statement, *filter.campaign);
  if (filter.handle && filter.with_orders) put(statement, *filter.handle);
  if (filter.since) put(statement, *filter.since);
  if (filter.until) put(statement, *filter.until);
  if (filter.action) {
    put(statement, *filter.action);
    const auto kind = parse_record_kind(*filter.action);
    statement.put_integer(kind ? static_cast<std::int64_t>(*kind) : -1);
  }
  if (filter.field) put(statement, *filter.field);
  for (const RecordKind kind : filter.kinds) statement.put_integer(static_cast<std::int64_t>(kind));
  statement.put_integer(filter.limit ? static_cast<std::int64_t>(*filter.limit) : -1);  // negative: no limit
}

std::int64_t remove_all(const Connection& connection, Statement& condemned) {
  std::vector<std::int64_t> numbers;
  while (condemned.next()) numbers.push_back(condemned.take_integer());
  Statement field = connection.prepare("DELETE FROM record_field WHERE record = ?");
  Statement record = connection.prepare("DELETE FROM record WHERE number = ?");
  for (const std::int64_t number : numbers) {
    field.put_integer(number);
    field.run();
    record.put_integer(number);
    record.run();
  }
  return std::ssize(numbers);
}

}  // namespace
}  // namespace campaignd
