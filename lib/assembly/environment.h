// What the process was given by systemd or a shell, read once. The key's bytes are overwritten where they lay, so that
// /proc/PID/environ does not show them.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"

namespace campaignd {

struct Environment {
  std::optional<std::string> state_directory;                // $STATE_DIRECTORY, the first where systemd made several
  std::optional<std::string> runtime_directory;              // $RUNTIME_DIRECTORY, likewise
  std::optional<std::string> credentials_directory;          // $CREDENTIALS_DIRECTORY
  std::optional<tl::expected<ApiKey, std::string>> api_key;  // $OTPIQ_API_KEY; for tests

  // Removes $OTPIQ_API_KEY. Must be called before there is a second thread.
  static Environment take();
};

}  // namespace campaignd
