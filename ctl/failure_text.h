// A call that failed, for the person who typed the command: what happened, where, and what to do next. Pure; holds
// nothing of the key.
#pragma once

#include <string>

#include "core/settings.h"
#include "ports/transport.h"

namespace campaignd {

struct FailureText {
  std::string what;  // one line
  std::string next;  // what to do about it; empty where there is nothing
};

// `key_origin`: where the key came from, so that a refused one can be mended: `/etc/campaignd/key`, `$OTPIQ_API_KEY`.
FailureText failure_text(const CallFailure& failure, const Settings& settings, const std::string& key_origin);

}  // namespace campaignd
