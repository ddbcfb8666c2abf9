// What a command says where a person names a campaign that nobody knows: most likely it is mistyped. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.h"
#include "core/ids.h"

namespace campaignd {

// `says` is the sentence up to the word, `campaigns.yaml has no campaign `; `known` are handles, and ids too where the
// command takes those; `asked` is the command's own word, for the one to try instead.
CommandFailure unknown_handle(std::string_view says, const Handle& word, const std::vector<std::string_view>& known,
                              std::string_view asked, std::string_view settings_file);

}  // namespace campaignd
