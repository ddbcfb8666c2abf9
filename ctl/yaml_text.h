// Text as one YAML scalar on one line, plain where that is beyond doubt, else in double quotes; for files that
// campaignctl writes. Whatever the text holds, a reader of YAML 1.1 or 1.2 gets that text back as text, never a number,
// a date, `null` or another line. Pure.
#pragma once

#include <string>
#include <string_view>

namespace campaignd {

// REQUIRES: UTF-8.
std::string yaml_text(std::string_view text);

// Always in double quotes; for comments too, where it keeps to its line and its direction.
std::string quoted_yaml_text(std::string_view text);

}  // namespace campaignd
