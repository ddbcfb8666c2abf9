#include "standstill.h"

namespace campaignd {

std::string standstill(const Planned& planned, const Settings& settings) {
  if (settings.reconcile.dry_run) return "But this is a dry run: campaignd only looks, and changes nothing.";
  if (planned.is_clone) return "But campaignd only looks, because its state directory was copied from another machine.";
  if (planned.pause && planned.pause->freeze)
    return "But campaignd is frozen: it takes campaigns off the clock and puts none on it.";
  if (planned.pause) return "But campaignd is paused: it makes only the disarms that the file asks for.";
  if (planned.plan.held)
    return "But the plan is held: only the disarms that the file asks for are made until a person approves it.";
  return "";
}

}  // namespace campaignd
