// What keeps campaignd from making the changes that a file asks for, in one wording for every command. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/memory.h"
#include "core/zone.h"

namespace campaignd {

// `campaignd is frozen by uid 0 (root) 2 min ago: wrong price. Until it is resumed, it takes campaigns off the clock
// and puts none on it.` What ends one without a time is `until_resumed`: these words, or the command.
std::string pause_sentence(const Pause& pause, WallTime now, const Zone& zone, std::string_view until_resumed);

// `campaignd cannot write its journal (disk full), so that it makes only the disarms that the file asks for.`
std::string journal_sentence(std::string_view failure);

}  // namespace campaignd
