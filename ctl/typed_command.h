// A command as a person types it to copy: with --config where the settings are not those that are taken without it.
#pragma once

#include <string>
#include <string_view>

namespace campaignd {

// `campaignctl --config /srv/a.yaml approve 9f3c51aa`; an empty settings file is the one that is taken without a name.
std::string typed_command(std::string_view program, std::string_view settings_file, std::string_view arguments);

}  // namespace campaignd
