// How a file names a template and a phone number. Whether the project has them is the plan's question.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/yaml/findings.h"
#include "core/desired_state.h"

namespace campaignd {

// A 24-hex id, `name/language`, or a name alone.
std::optional<TemplateReference> read_template_reference(std::string_view text, Mark at, Findings& findings);

// A 24-hex id, or a number with its country code: digits of any script, with spaces, dashes and a leading + between
// them as people like. Directional marks, which come along when a number is pasted out of right-to-left text, are
// passed over.
std::optional<NumberReference> read_number_reference(std::string_view text, Mark at, Findings& findings);

}  // namespace campaignd
