// Values of a JSON object as the types that they should have. A FieldReader reads one record and remembers the first
// thing that was wrong with it; `null` is the same as a field that is not there. Whatever text leaves it has the key
// taken out, so that a service that echoes the key cannot bring it into a log.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/api/api_key.h"
#include "core/instant.h"

namespace campaignd {

using JsonValue = simdjson::dom::element;

class FieldReader {
 public:
  explicit FieldReader(const ApiKey& secret) : secret_(secret) {}

  std::string text(std::string_view field, JsonValue value);                   // null: empty
  std::optional<WallTime> instant(std::string_view field, JsonValue value);    // RFC 3339
  std::optional<std::int64_t> count(std::string_view field, JsonValue value);  // not negative; 12.0 counts as 12
  std::optional<double> amount(std::string_view field, JsonValue value);       // any number
  bool flag(std::string_view field, JsonValue value);                          // null: false
  std::optional<simdjson::dom::object> object(std::string_view field, JsonValue value);
  std::optional<simdjson::dom::array> array(std::string_view field, JsonValue value);

  // Notes that `field` is not `wanted` ("a time", "a whole number"), with what it is instead.
  void refuse(std::string_view field, JsonValue value, std::string_view wanted);
  void refuse(std::string problem);

  [[nodiscard]] bool is_good() const { return problem_.empty(); }
  [[nodiscard]] const std::string& problem() const { return problem_; }  // the first one, escaped; empty: none

 private:
  [[nodiscard]] std::string described(JsonValue value) const;

  const ApiKey& secret_;
  std::string problem_;
};

// The value of `field`, where the object has it and it is not null. Linear: for records that are read seldom.
std::optional<JsonValue> find_field(simdjson::dom::object object, std::string_view field);

}  // namespace campaignd
