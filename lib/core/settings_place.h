// Where the settings are looked for by both programs unless they are told. A command that is shown to be copied says
// --config where the service has them from elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace campaignd {

inline constexpr std::string_view kDefaultSettingsFile = "/etc/campaignd/campaignd.yaml";

// `campaignctl approve 9f3c51aa`, or `campaignctl --config /srv/a.yaml approve 9f3c51aa`, the file quoted where a shell
// would take it for something else. An empty file: no other.
std::string campaignctl_command(std::string_view settings_file, std::string_view arguments);

// A sentence with each command in it, "`campaignctl rearm eid`", completed likewise: what decides knows no file, and
// whoever shows the sentence does. A command that names its settings already stays as it is.
std::string with_settings_named(std::string_view sentence, std::string_view settings_file);

}  // namespace campaignd
