// libcurl's errors as failures: what they mean for whoever made the call.
#pragma once

#include <curl/curl.h>

#include <string_view>

#include "adapters/api/api_key.h"
#include "core/call_failure.h"

namespace campaignd {

class EasyCall;

// Before the request began to leave nothing can have happened; after that everything can.
FailureKind kind_of_error(CURLcode code, bool has_left, std::string_view error_text);

// The failure of a call that ended with `code` and without an answer that counts.
CallFailure failure_of(CURLcode code, EasyCall& call, const ApiKey& secret);

// For a call that could not even begin.
CallFailure never_begun(std::string_view why, const ApiKey& secret);

}  // namespace campaignd
