// The commands in what is shown to a person, with the settings file that he gave, so that they work as typed. For text
// alone: what goes to programs stays as the service said it. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "core/history.h"
#include "core/plan.h"

namespace campaignd {

void complete_commands(Plan& plan, std::string_view settings_file);
void complete_commands(std::vector<Verdict>& rules, std::string_view settings_file);

// What a person wrote as his reason stays as he wrote it.
void complete_commands(History& history, std::string_view settings_file);

}  // namespace campaignd
