#include "adapters/sqlite/codec_values.h"

namespace campaignd {

std::string columns_and_places(std::string_view columns) {
  std::string text = "(" + std::string(columns) + ") VALUES (?";
  for (const char c : columns) {
    if (c == ',') text += ",?";
  }
  return text + ")";
}

void put(Statement& statement, const std::string& text) {
  statement.put_text(text);
}
void put(Statement& statement, std::int64_t number) {
  statement.put_integer(number);
}
void put(Statement& statement, double number) {
  statement.put_real(number);
}
void put(Statement& statement, WallTime instant) {
  statement.put_integer(instant.time_since_epoch().count());
}
void put(Statement& statement, const Handle& handle) {
  statement.put_text(handle.str());
}
void put(Statement& statement, CampaignStatus status) {
  statement.put_text(to_text(status));
}
void put(Statement& statement, Category category) {
  statement.put_text(to_text(category));
}
void put(Statement& statement, Field field) {
  statement.put_text(to_text(field));
}
void put_flag(Statement& statement, bool flag) {
  statement.put_integer(flag ? 1 : 0);
}

void put(Statement& statement, const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    put(statement, *text);
  } else if (const auto* instant = std::get_if<WallTime>(&value)) {
    put(statement, *instant);
  } else {
    statement.put_null();
  }
}

std::string take_text(Statement& row) {
  return row.take_text();
}
std::int64_t take_number(Statement& row) {
  return row.take_integer();
}
double take_real(Statement& row) {
  return row.take_real();
}
WallTime take_instant(Statement& row) {
  return WallTime{std::chrono::milliseconds{row.take_integer()}};
}
bool take_flag(Statement& row) {
  return row.take_integer() != 0;
}

Handle take_handle(Statement& row) {
  auto handle = Handle::parse(row.take_text());
  if (!handle) throw_not_understood("a handle is not one");
  return *std::move(handle);
}

CampaignStatus take_status(Statement& row) {
  return parse_campaign_status(row.take_text());
}

Category take_category(Statement& row) {
  const auto category = parse_category(row.take_text());
  if (!category) throw_not_understood("a category is none that we know");
  return *category;
}

Field take_field(Statement& row) {
  const auto field = parse_field(row.take_text());
  if (!field) throw_not_understood("a field is none that we know");
  return *field;
}

FieldValue take_value(Statement& row) {
  if (row.next_is_null()) {
    row.skip();
    return std::monostate{};
  }
  if (row.next_is_integer()) return take_instant(row);
  return row.take_text();
}

}  // namespace campaignd
