#include "adapters/sqlite/codec_record.h"

#include "adapters/sqlite/codec_values.h"

namespace campaignd {
namespace {

constexpr std::string_view kDraft = "draft";  // stored; never rename

void put_patch(Statement& statement, const std::optional<Patch>& patch);
std::optional<Patch> take_patch(Statement& row);
RecordKind take_kind(Statement& row);
Outcome take_outcome(Statement& row);
Cause take_cause(Statement& row);

}  // namespace

const std::string_view kRecordColumns =
    "kind,at,reconcile,revision,handle,campaign,action,reason,detail,"
    "has_patch,patch_name,patch_template,patch_number,patch_schedule,patch_category,"
    "intent,outcome,attempts,http_status,duration_us,person,cause";

void put_record(Statement& statement, const Record& record) {
  put(statement, static_cast<std::int64_t>(record.kind));
  put(statement, record.at);
  put(statement, static_cast<std::int64_t>(record.reconcile));
  put(statement, record.revision);
  put(statement, record.handle);
  put(statement, record.campaign);
  put(statement, record.action);
  put(statement, record.reason);
  put(statement, record.detail);
  put_patch(statement, record.patch);
  put(statement, static_cast<std::int64_t>(record.intent));
  if (record.outcome) {
    put(statement, static_cast<std::int64_t>(*record.outcome));
  } else {
    statement.put_null();
  }
  put(statement, std::int64_t{record.attempts});
  put(statement, std::int64_t{record.http_status});
  put(statement, std::int64_t{record.duration.count()});
  put(statement, record.person);
  if (record.cause) {
    put(statement, static_cast<std::int64_t>(*record.cause));
  } else {
    statement.put_null();
  }
}

Record take_record(Statement& row) {
  Record record;
  record.kind = take_kind(row);
  record.at = take_instant(row);
  record.reconcile = take_narrow<std::uint64_t>(row);
  record.revision = row.take_text();
  record.handle = take_optional(row, take_handle);
  record.campaign = take_optional(row, take_id<CampaignId>);
  record.action = row.take_text();
  record.reason = row.take_text();
  record.detail = row.take_text();
  record.patch = take_patch(row);
  record.intent = take_narrow<std::uint64_t>(row);
  record.outcome = take_optional(row, take_outcome);
  record.attempts = take_narrow<int>(row);
  record.http_status = take_narrow<int>(row);
  record.duration = std::chrono::microseconds{row.take_integer()};
  record.person = row.take_text();
  record.cause = take_optional(row, take_cause);
  return record;
}

void put_field_change(Statement& statement, const FieldChange& change) {
  put(statement, change.field);
  put(statement, change.from);
  put(statement, change.to);
  put(statement, std::int64_t{change.at.file});
  put(statement, std::int64_t{change.at.line});
  put(statement, std::int64_t{change.at.column});
}

FieldChange take_field_change(Statement& row) {
  FieldChange change;
  change.field = take_field(row);
  change.from = take_value(row);
  change.to = take_value(row);
  change.at.file = take_narrow<std::uint32_t>(row);
  change.at.line = take_narrow<std::uint32_t>(row);
  change.at.column = take_narrow<std::uint32_t>(row);
  return change;
}

namespace {

void put_patch(Statement& statement, const std::optional<Patch>& patch) {
  put_flag(statement, patch.has_value());
  const Patch shown = patch.value_or(Patch{});
  put(statement, shown.name);
  put(statement, shown.template_id);
  put(statement, shown.phone_number_id);
  if (shown.is_disarm()) {
    statement.put_text(kDraft);
  } else {
    put(statement, shown.schedule.value_or(std::nullopt));
  }
  put(statement, shown.category);
}

std::optional<Patch> take_patch(Statement& row) {
  const bool has_patch = take_flag(row);
  Patch patch;
  patch.name = take_optional(row, take_text);
  patch.template_id = take_optional(row, take_id<TemplateId>);
  patch.phone_number_id = take_optional(row, take_id<PhoneNumberId>);
  const FieldValue schedule = take_value(row);
  if (const auto* instant = std::get_if<WallTime>(&schedule)) {
    patch.schedule = Schedule{*instant};
  } else if (const auto* word = std::get_if<std::string>(&schedule)) {
    if (*word != kDraft) throw_not_understood("a schedule is neither an instant nor a draft");
    patch.schedule.emplace(std::nullopt);
  }
  patch.category = take_optional(row, take_category);
  if (!has_patch) return std::nullopt;
  return patch;
}

RecordKind take_kind(Statement& row) {
  const std::int64_t kind = row.take_integer();
  if (kind < static_cast<std::int64_t>(RecordKind::kRevision) ||
      kind > static_cast<std::int64_t>(RecordKind::kNotice)) {
    throw_not_understood("a record's kind is none that we know");
  }
  return static_cast<RecordKind>(kind);
}

Outcome take_outcome(Statement& row) {
  const std::int64_t outcome = row.take_integer();
  if (outcome < static_cast<std::int64_t>(Outcome::kApplied) || outcome > static_cast<std::int64_t>(Outcome::kFailed)) {
    throw_not_understood("an outcome is none that we know");
  }
  return static_cast<Outcome>(outcome);
}

Cause take_cause(Statement& row) {
  const std::int64_t cause = row.take_integer();
  if (cause < static_cast<std::int64_t>(Cause::kFile) || cause > static_cast<std::int64_t>(Cause::kBoth)) {
    throw_not_understood("a cause is none that we know");
  }
  return static_cast<Cause>(cause);
}

}  // namespace
}  // namespace campaignd
