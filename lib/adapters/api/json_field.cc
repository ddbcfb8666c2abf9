#include "adapters/api/json_field.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include "adapters/api/escape.h"

namespace campaignd {

namespace {

constexpr std::size_t kShownOfValue = 60;  // bytes

}  // namespace

std::string FieldReader::text(std::string_view field, JsonValue value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    if (!value.is_null()) refuse(field, value, "text");
    return {};
  }
  if (text.size() < ApiKey::kMinLength) return std::string(text);
  return secret_.redacted(text);
}

std::optional<WallTime> FieldReader::instant(std::string_view field, JsonValue value) {
  if (value.is_null()) return std::nullopt;
  std::string_view text;
  std::optional<WallTime> instant;
  if (value.get(text) == simdjson::SUCCESS) instant = parse_rfc3339(text);
  if (!instant) refuse(field, value, "a time");
  return instant;
}

std::optional<std::int64_t> FieldReader::count(std::string_view field, JsonValue value) {
  if (value.is_null()) return std::nullopt;
  constexpr std::int64_t kMost = 9'007'199'254'740'992;  // beyond it a double no longer holds every whole number
  std::int64_t count = 0;
  double number = 0;
  if (value.get(count) == simdjson::SUCCESS) {
    if (count >= 0 && count <= kMost) return count;
  } else if (value.get(number) == simdjson::SUCCESS && number >= 0 && number <= static_cast<double>(kMost) &&
             std::trunc(number) == number) {
    return static_cast<std::int64_t>(number);
  }
  refuse(field, value, "a whole number from 0");
  return std::nullopt;
}

std::optional<double> FieldReader::amount(std::string_view field, JsonValue value) {
  if (value.is_null()) return std::nullopt;
  double number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  refuse(field, value, "a number");
  return std::nullopt;
}

bool FieldReader::flag(std::string_view field, JsonValue value) {
  bool flag = false;
  if (value.get(flag) != simdjson::SUCCESS && !value.is_null()) refuse(field, value, "true or false");
  return flag;
}

std::optional<simdjson::dom::object> FieldReader::object(std::string_view field, JsonValue value) {
  simdjson::dom::object object;
  if (value.get(object) == simdjson::SUCCESS) return object;
  refuse(field, value, "an object");
  return std::nullopt;
}

std::optional<simdjson::dom::array> FieldReader::array(std::string_view field, JsonValue value) {
  simdjson::dom::array array;
  if (value.get(array) == simdjson::SUCCESS) return array;
  refuse(field, value, "a list");
  return std::nullopt;
}

void FieldReader::refuse(std::string_view field, JsonValue value, std::string_view wanted) {
  if (!problem_.empty()) return;
  std::string problem(field);
  problem.append(" is ").append(described(value)).append(", not ").append(wanted);
  refuse(std::move(problem));
}

void FieldReader::refuse(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
}

std::string FieldReader::described(JsonValue value) const {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: {
      std::string_view text;
      if (value.get(text) != simdjson::SUCCESS) break;
      return "the text \"" + escaped(secret_.redacted(text), kShownOfValue) + "\"";
    }
    case simdjson::dom::element_type::ARRAY:
      return "a list";
    case simdjson::dom::element_type::OBJECT:
      return "an object";
    case simdjson::dom::element_type::BOOL:
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
    case simdjson::dom::element_type::NULL_VALUE:
      break;
  }
  return simdjson::minify(value);
}

std::optional<JsonValue> find_field(simdjson::dom::object object, std::string_view field) {
  JsonValue value;
  if (object[field].get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

}  // namespace campaignd
