// Answers that are no success, as failures that say it in the service's own words.
#pragma once

#include <optional>
#include <string>

#include "adapters/api/answers.h"
#include "adapters/api/json_field.h"

namespace campaignd {

// An answer whose status is no success, or whose body says `success: false`. `body` is its JSON object, where it is
// one.
CallFailure refusal(const HttpAnswer& answer, std::optional<simdjson::dom::object> body, const ApiKey& secret);

// An answer that is not what the API documents: status, content type, `why` and its first bytes. Its effect is unknown.
CallFailure unreadable(const HttpAnswer& answer, const std::string& why, const ApiKey& secret);

}  // namespace campaignd
