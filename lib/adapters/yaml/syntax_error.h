// What is said to a person about text that is no YAML. The library's own words ("illegal map value") name its grammar,
// not the mistake.
#pragma once

#include <string>
#include <string_view>

namespace campaignd {

// `problem` is the library's message, `line` the line that it was found in. Words that are not known come back as they
// are.
std::string in_plain_words(std::string_view problem, std::string_view line);

}  // namespace campaignd
