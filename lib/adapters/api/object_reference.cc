#include "adapters/api/object_reference.h"

#include <string>

namespace campaignd {

std::optional<ObservedTemplate> read_template_reference(JsonValue value, FieldReader& fields) {
  if (value.is_null()) return std::nullopt;
  if (const auto id = read_id<TemplateId>(value)) return ObservedTemplate{id, "", ""};
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) {
    fields.refuse("template", value, "an id or an object");
    return std::nullopt;
  }
  ObservedTemplate result{read_own_id<TemplateId>(object), first_text(object, {"name"}, fields),
                          first_text(object, {"language"}, fields)};
  if (result.id || !result.name.empty()) return result;
  fields.refuse("template has neither id nor name");
  return std::nullopt;
}

std::optional<ObservedNumber> read_number_reference(JsonValue value, FieldReader& fields) {
  if (value.is_null()) return std::nullopt;
  if (const auto id = read_id<PhoneNumberId>(value)) return ObservedNumber{id, {}};
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) {
    fields.refuse("phoneNumber", value, "an id or an object");
    return std::nullopt;
  }
  ObservedNumber result{read_own_id<PhoneNumberId>(object),
                        digits_of(first_text(object, {"phoneNumber", "displayPhoneNumber"}, fields))};
  if (result.id || !result.number.digits.empty()) return result;
  fields.refuse("phoneNumber has neither id nor digits");
  return std::nullopt;
}

std::string first_text(simdjson::dom::object object, std::initializer_list<std::string_view> names,
                       FieldReader& fields) {
  for (const std::string_view name : names) {
    const auto value = find_field(object, name);
    if (!value) continue;
    if (auto text = fields.text(name, *value); !text.empty()) return text;
  }
  return {};
}

}  // namespace campaignd
