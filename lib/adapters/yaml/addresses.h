// Where the API is, and where the service listens, as a settings file says it. No message shows a URL that holds a
// secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"

namespace campaignd {

enum class PlainHttp : std::uint8_t { kLoopbackOnly, kAnywhere };

// `https://HOST[:PORT][/PATH]` without a slash at its end, without credentials, query or fragment; `http://` as
// `plain_http` allows, because the key would travel in clear.
std::optional<std::string> read_base_url(const Node& node, PlainHttp plain_http, Findings& findings);

// `HOST:PORT`, an IPv6 address in brackets; an empty text means off and comes back as it is.
std::optional<std::string> read_listen(const Node& node, Findings& findings);

}  // namespace campaignd
