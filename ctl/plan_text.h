// A plan for a person at a terminal: what will change first, then what is refused with why, when that clears and the
// nearest time that would do, then what is wrong, and the rest in few words. Times are told in the campaign's own zone
// with how far away they are. Pure: the same plan and options always give the same text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/memory.h"
#include "core/plan.h"
#include "paint.h"
#include "presence.h"

namespace campaignd {

struct PlanTextOptions {
  Paint paint = Paint::none();
  std::size_t width = 0;      // columns to wrap at; 0: never, as for a pipe
  std::string settings_file;  // where a person changes dryRun and the change budget

  // What keeps campaignd from acting on the plan, whatever stands in it.
  bool is_to_be_applied = false;  // by this very command, so that nothing needs to be said of campaignd
  bool is_rehearsal = false;      // the plan is of another file than campaignd's own
  bool dry_run = false;           // the settings' reconcile.dryRun
  bool is_clone = false;          // its state directory belongs to another machine
  std::optional<Pause> pause;
  Presence::Is service = Presence::Is::kUnknown;
  std::string journal_failure;  // the running service's
};

std::string plan_text(const Plan& plan, const PlanTextOptions& options);

// `Plan: 2 to update, 1 locked, 12 unchanged; 3 unmanaged.`, without a newline.
std::string plan_summary(const Plan& plan);

}  // namespace campaignd
