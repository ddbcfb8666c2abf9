// Commands that are not there yet; each goes from here into a file of its own. Nothing is released with this file in
// it.
#include "commands.h"
#include "exit_code.h"

namespace campaignd {

int freeze(const Invocation& invocation, const FreezeCommand& /*command*/) {
  return fail(invocation, {{}, "this command is not there yet", ""});
}

}  // namespace campaignd
