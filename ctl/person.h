// Who is at the terminal, as the journal names people: `uid 1000 (sara)`.
#pragma once

#include <string>

namespace campaignd {

// Behind sudo, the person who called it is named too.
std::string person_here();

}  // namespace campaignd
