#include "simulator/json.h"

#include <algorithm>
#include <vector>

namespace campaignd::simulator {

std::optional<Json> parse_json(std::string_view text) {
  std::vector<std::vector<std::string>> open_objects;
  bool has_double_key = false;
  const auto note_keys = [&](int /*depth*/, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == Json::parse_event_t::object_end && !open_objects.empty()) open_objects.pop_back();
    if (event == Json::parse_event_t::key && !open_objects.empty()) {
      auto& keys = open_objects.back();
      const auto key = parsed.get<std::string>();
      has_double_key = has_double_key || std::find(keys.begin(), keys.end(), key) != keys.end();
      keys.push_back(key);
    }
    return true;
  };
  Json value = Json::parse(text, note_keys, /*allow_exceptions=*/false);
  if (value.is_discarded() || has_double_key) return std::nullopt;
  return value;
}

std::string to_text(const Json& value) {
  return value.dump(/*indent=*/-1, /*indent_char=*/' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

std::string text_at(const Json& object, std::string_view key, std::string_view otherwise) {
  if (object.is_object()) {
    const auto found = object.find(std::string{key});
    if (found != object.end() && found->is_string()) return found->get<std::string>();
  }
  return std::string{otherwise};
}

}  // namespace campaignd::simulator
