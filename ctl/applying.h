// Makes the desired state and the project agree from here, by the service's own engine, under the state directory's
// lock. What a person saw is what is sent: the plan that he agreed to is approved by its effects, and any other one
// is held by the engine itself.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"
#include "core/settings.h"
#include "engine/inputs.h"
#include "engine/once.h"

namespace campaignd {

struct Assent {
  std::optional<std::string> seen;  // the id of the effects that he was shown (core/approval.h); empty: whatever the
                                    // plan is (--yes)
  std::optional<std::string> approved;  // the id of the held plan that may pass
  std::string person;                   // for the journal
};

struct Applying {
  Once once;
  bool has_changed = false;      // the plan is another than the one he saw, and nothing of it was sent but stops
  bool was_interrupted = false;  // by SIGINT or SIGTERM
  std::string error;             // why the approval was not taken; empty: it was, or none was needed
};

// The state directory is locked already. Throws std::runtime_error where the machine has nothing left to give.
Applying apply_here(const Settings& settings, ApiKey key, const Assent& assent, const Tell& tell);

}  // namespace campaignd
