// The simulator's JSON: objects keep the order in which their fields were set, so that answers read like the service's.
// A body is read strictly: one document, valid UTF-8, no key twice in an object. Knows nothing of campaigns.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd::simulator {

using Json = nlohmann::ordered_json;

// Absent where the text is no JSON document, or an object in it names a key twice.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text);

// One line, every byte valid UTF-8.
[[nodiscard]] std::string to_text(const Json& value);

// The string at `key`, or `otherwise` where there is none.
[[nodiscard]] std::string text_at(const Json& object, std::string_view key, std::string_view otherwise = "");

}  // namespace campaignd::simulator
