// The desired state that matches a project as it is, as a file for people: editable campaigns by id, templates and
// numbers by name, times in one zone. What cannot be written so that it means the same campaign, template, number or
// instant again is left out, and a comment says why. Pure.
#pragma once

#include <string>

#include "core/catalog.h"
#include "core/instant.h"
#include "core/observed_state.h"
#include "core/zone.h"

namespace campaignd {

struct Import {
  const Observation& observed;
  const Catalog& catalog;
  Zone zone;
  WallTime now{};
};

struct ImportText {
  std::string yaml;
  std::size_t campaigns = 0;  // that it names; where there is none, it is no file of desired state
  std::size_t left_out = 0;   // editable ones that stand in comments alone
};

ImportText import_text(const Import& import);

}  // namespace campaignd
