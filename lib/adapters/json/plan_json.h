// A plan for other programs: the JSON of the README's "JSON" section, key for key and in that order. Keys are only ever
// added. Instants are UTC RFC 3339 with milliseconds, what is absent is null, and text that is not UTF-8 arrives with
// U+FFFD in place of the bytes that are none.
#pragma once

#include <functional>
#include <string>

#include "adapters/json/writer.h"
#include "core/plan.h"

namespace campaignd {

// Indented by two spaces, with a newline at the end.
std::string plan_json(const Plan& plan);

// What stands in a plan that is written; the counts of the summary are those of the whole plan in any case.
struct PlanParts {
  std::function<bool(const PlanEntry&)> entry;      // empty: every one
  std::function<bool(const Unmanaged&)> unmanaged;  // likewise
};

// The same as a value within something else.
void write_plan(json::Writer& json, const Plan& plan, const PlanParts& parts = {});

}  // namespace campaignd
