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

int apply(const Invocation& invocation, const ApplyCommand& /*command*/) {
  return is_unfinished(invocation);
}
int status(const Invocation& invocation, const StatusCommand& /*command*/) {
  return is_unfinished(invocation);
}
int sends(const Invocation& invocation, const SendsCommand& /*command*/) {
  return is_unfinished(invocation);
}
int why(const Invocation& invocation, const WhyCommand& /*command*/) {
  return is_unfinished(invocation);
}
int history(const Invocation& invocation, const HistoryCommand& /*command*/) {
  return is_unfinished(invocation);
}
int reconcile(const Invocation& invocation) {
  return is_unfinished(invocation);
}
int pause(const Invocation& invocation, const PauseCommand& /*command*/) {
  return is_unfinished(invocation);
}
int resume(const Invocation& invocation, const ResumeCommand& /*command*/) {
  return is_unfinished(invocation);
}
int approve(const Invocation& invocation, const ApproveCommand& /*command*/) {
  return is_unfinished(invocation);
}
int rearm(const Invocation& invocation, const RearmCommand& /*command*/) {
  return is_unfinished(invocation);
}
int import(const Invocation& invocation) {
  return is_unfinished(invocation);
}
int schema(const Invocation& invocation) {
  return is_unfinished(invocation);
}

}  // namespace campaignd
