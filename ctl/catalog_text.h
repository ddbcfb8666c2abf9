// The project's templates and phone numbers as two tables for a terminal, what cannot send marked. Where they are wider
// than the page, columns are left out, the last first. Pure.
#pragma once

#include <string>

#include "core/catalog.h"
#include "labelled_text.h"

namespace campaignd {

std::string catalog_text(const Catalog& catalog, const Page& page);

}  // namespace campaignd
