// How single values of the core stand in columns: `put` binds the next parameter, `take_…` reads the next column.
// Instants are milliseconds, ids and enumerations their words. What cannot be read back is thrown as DatabaseError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "adapters/sqlite/statement.h"
#include "core/campaign.h"
#include "core/ids.h"
#include "core/instant.h"

namespace campaignd {

// `(a,b) VALUES (?,?)` for the columns `a,b`.
std::string columns_and_places(std::string_view columns);

void put(Statement& statement, const std::string& text);
void put(Statement& statement, std::int64_t number);
void put(Statement& statement, double number);
void put(Statement& statement, WallTime instant);
void put(Statement& statement, const Handle& handle);
void put(Statement& statement, CampaignStatus status);
void put(Statement& statement, Category category);
void put(Statement& statement, Field field);
void put(Statement& statement, const FieldValue& value);
void put_flag(Statement& statement, bool flag);

template <class Tag>
void put(Statement& statement, const ObjectId<Tag>& id) {
  statement.put_text(id.text());
}

template <class T>
void put(Statement& statement, const std::optional<T>& value) {
  if (value) {
    put(statement, *value);
  } else {
    statement.put_null();
  }
}

std::string take_text(Statement& row);
std::int64_t take_number(Statement& row);
double take_real(Statement& row);
WallTime take_instant(Statement& row);
Handle take_handle(Statement& row);
CampaignStatus take_status(Statement& row);
Category take_category(Statement& row);
Field take_field(Statement& row);
FieldValue take_value(Statement& row);
bool take_flag(Statement& row);

// A number that has to fit into `T`, which is narrower than what SQLite stores.
template <class T>
T take_narrow(Statement& row) {
  const std::int64_t number = row.take_integer();
  if constexpr (std::is_unsigned_v<T> && sizeof(T) == sizeof(std::int64_t)) return static_cast<T>(number);
  if (static_cast<std::int64_t>(static_cast<T>(number)) != number) throw_not_understood("a number is out of range");
  return static_cast<T>(number);
}

template <class Id>
Id take_id(Statement& row) {
  const auto id = Id::parse(row.take_text());
  if (!id) throw_not_understood("an id is not 24 hexadecimal digits");
  return *id;
}

// `take` where the column holds something.
template <class Take>
auto take_optional(Statement& row, Take take) -> std::optional<std::invoke_result_t<Take, Statement&>> {
  if (!row.next_is_null()) return take(row);
  row.skip();
  return std::nullopt;
}

}  // namespace campaignd
