// What a plan would do in earnest, and whether a person has allowed just that. An approval is a set of effects: what it
// holds may pass, all of it or what is left of it after a crash; anything else needs a new one. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/memory.h"
#include "core/plan.h"

namespace campaignd {

// What counts in the change budget: every update but the disarms that the file asks for, and the disarms that come of
// an entry's removal.
struct Effects {
  std::size_t campaigns = 0;
  std::vector<ApprovedEffect> effects;  // by campaign and field, whatever the order of the file
  std::int64_t recipients = 0;          // of these campaigns together
};
Effects effects_of(const Plan& plan);

// Eight hexadecimal digits: the same effects on as many recipients have the same id on every machine. It only names the
// plan that a person has read; whether a plan passes is decided by its effects themselves.
std::string plan_id(const Effects& effects);

// Whether one of `approvals` that has not ended allows every effect of these, and at least as many recipients.
bool is_approved(const Effects& effects, const std::vector<Approval>& approvals, WallTime now);

// Those that have not ended.
std::vector<Approval> in_force(const std::vector<Approval>& approvals, WallTime now);

}  // namespace campaignd
