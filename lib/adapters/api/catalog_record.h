// `/whatsapp/resources` as a Catalog (API reference, Resources).
#pragma once

#include "adapters/api/json_field.h"
#include "core/catalog.h"

namespace campaignd {

// The lists must be lists, else the problem is noted in `fields`. A template or number without a usable id cannot be
// named in a PATCH and is left out; a state that is not text reads as empty, which is no state that can send.
Catalog read_catalog(simdjson::dom::object data, const ApiKey& secret, FieldReader& fields);

}  // namespace campaignd
