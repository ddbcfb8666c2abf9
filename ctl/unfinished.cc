// Commands that are not there yet; each goes from here into a file of its own. Nothing is released with this file in
// it.
#include "commands.h"
#include "exit_code.h"

namespace campaignd {

namespace {

int is_unfinished(const Invocation& invocation) {
  return fail(invocation, {{}, "this command is not there yet", ""});
}

}  // namespace

int history(const Invocation& invocation, const HistoryCommand& /*command*/) {
  return is_unfinished(invocation);
}
int freeze(const Invocation& invocation, const FreezeCommand& /*command*/) {
  return is_unfinished(invocation);
}

}  // namespace campaignd
