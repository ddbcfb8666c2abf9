// What a campaign's `template` and `phoneNumber` refer to. The API's reference leaves four shapes open: an id; an
// object with `_id`; with `id`; with neither, where name and language or digits have to be looked up in the catalog.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/api/json_field.h"
#include "core/observed_state.h"

namespace campaignd {

// Empty where the value is no text, or not 24 hexadecimal digits.
template <class Id>
std::optional<Id> read_id(JsonValue value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? Id::parse(text) : std::nullopt;
}

// An object's own id, from `_id` or else `id`. Text that is no id of this kind (Meta's, say) counts as none.
template <class Id>
std::optional<Id> read_own_id(simdjson::dom::object object) {
  for (const std::string_view field : {"_id", "id"}) {
    const auto value = find_field(object, field);
    if (!value) continue;
    if (const auto id = read_id<Id>(*value)) return id;
  }
  return std::nullopt;
}

// Empty for null, and, with the problem noted in `fields`, for what names nothing.
std::optional<ObservedTemplate> read_template_reference(JsonValue value, FieldReader& fields);
std::optional<ObservedNumber> read_number_reference(JsonValue value, FieldReader& fields);

// The first of `names` that the object has as text that is not empty; empty where it has none.
std::string first_text(simdjson::dom::object object, std::initializer_list<std::string_view> names,
                       FieldReader& fields);

}  // namespace campaignd
