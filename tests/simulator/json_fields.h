// Reads and writes plain structs as JSON objects by a table of their fields. Strict when reading: an unknown key or a
// value of another type is an error that names it. Handles what the options and the faults are made of, nothing more.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "simulator/json.h"

namespace campaignd::simulator {

// An enumeration's words; each enumeration that stands in JSON has `constexpr std::array enum_words(E)`.
template <typename E>
struct EnumWord {
  std::string_view word;
  E value;
};

template <typename E>
[[nodiscard]] std::optional<E> enum_from(std::string_view word) {
  for (const auto& entry : enum_words(E{})) {
    if (entry.word == word) return entry.value;
  }
  return std::nullopt;
}

template <typename E>
[[nodiscard]] std::string_view word_of(E value) {
  for (const auto& entry : enum_words(value)) {
    if (entry.value == value) return entry.word;
  }
  return "";
}

namespace json_fields {

inline bool read(const Json& from, bool& to) {
  if (!from.is_boolean()) return false;
  to = from.get<bool>();
  return true;
}

inline bool read(const Json& from, std::uint64_t& to) {
  // A number that was built in C++, not parsed, is kept as signed.
  if (!from.is_number_integer() || (!from.is_number_unsigned() && from.get<std::int64_t>() < 0)) return false;
  to = from.get<std::uint64_t>();
  return true;
}

inline bool read(const Json& from, int& to) {
  std::uint64_t wide = 0;
  if (!read(from, wide) || wide > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) return false;
  to = static_cast<int>(wide);
  return true;
}

inline bool read(const Json& from, double& to) {
  if (!from.is_number()) return false;
  to = from.get<double>();
  return true;
}

inline bool read(const Json& from, std::string& to) {
  if (!from.is_string()) return false;
  to = from.get<std::string>();
  return true;
}

inline bool read(const Json& from, std::chrono::milliseconds& to) {
  int count = 0;
  if (!read(from, count)) return false;
  to = std::chrono::milliseconds{count};
  return true;
}

inline bool read(const Json& from, Json& to) {
  to = from;
  return true;
}

template <typename E>
requires std::is_enum_v<E>
bool read(const Json& from, E& to) {
  const auto value = from.is_string() ? enum_from<E>(from.get<std::string>()) : std::nullopt;
  if (value) to = *value;
  return value.has_value();
}

// null makes it absent.
template <typename T>
bool read(const Json& from, std::optional<T>& to) {
  if (from.is_null()) {
    to.reset();
    return true;
  }
  T value{};
  if (!read(from, value)) return false;
  to = value;
  return true;
}

template <typename T>
Json write(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return std::string{word_of(value)};
  } else if constexpr (std::is_same_v<T, std::chrono::milliseconds>) {
    return value.count();
  } else {
    return value;
  }
}

template <typename T>
Json write(const std::optional<T>& value) {
  return value ? write(*value) : Json(nullptr);
}

template <typename T>
struct OwnerOf;
template <typename Struct, typename Value>
struct OwnerOf<Value Struct::*> {
  using Type = Struct;
};

}  // namespace json_fields

template <typename Struct>
struct JsonField {
  std::string_view name;
  bool (*read)(const Json&, Struct&);
  Json (*write)(const Struct&);
};

template <auto Member>
[[nodiscard]] constexpr auto json_field(std::string_view name) {
  using Struct = typename json_fields::OwnerOf<decltype(Member)>::Type;
  return JsonField<Struct>{name, [](const Json& from, Struct& to) { return json_fields::read(from, to.*Member); },
                           [](const Struct& from) { return json_fields::write(from.*Member); }};
}

// What was wrong, or absent when all of `object` was taken over. On an error `to` may hold the fields before it.
template <typename Struct>
[[nodiscard]] std::optional<std::string> read_fields(const Json& object, Struct& to,
                                                     std::span<const JsonField<Struct>> fields) {
  if (!object.is_object()) return "an object is expected";
  for (const auto& [key, value] : object.items()) {
    const JsonField<Struct>* found = nullptr;
    for (const auto& field : fields) {
      if (field.name == key) found = &field;
    }
    if (found == nullptr) return "unknown field \"" + key + "\"";
    if (!found->read(value, to)) return "\"" + key + "\" cannot be " + to_text(value);
  }
  return std::nullopt;
}

template <typename Struct>
[[nodiscard]] Json write_fields(const Struct& from, std::span<const JsonField<Struct>> fields) {
  Json object = Json::object();
  for (const auto& field : fields) object[std::string{field.name}] = field.write(from);
  return object;
}

}  // namespace campaignd::simulator
