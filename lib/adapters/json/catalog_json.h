// The project's templates and phone numbers for other programs: {"version", "templates", "numbers"}, each with the
// account it belongs to. States are the service's words.
#pragma once

#include <string>

#include "core/catalog.h"

namespace campaignd {

// Indented by two spaces, with a newline at the end.
std::string catalog_json(const Catalog& catalog);

}  // namespace campaignd
