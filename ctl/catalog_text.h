// The project's templates and phone numbers as two tables for a terminal, what cannot send marked. Pure.
#pragma once

#include <string>

#include "core/catalog.h"
#include "paint.h"

namespace campaignd {

std::string catalog_text(const Catalog& catalog, const Paint& paint);

}  // namespace campaignd
