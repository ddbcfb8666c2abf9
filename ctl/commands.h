// The commands of campaignctl, one file each. Every one returns the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "command_line.h"

namespace campaignd {

// Settings and desired state, without network; with paths, just those desired-state files or directories. 0, or 1 with
// every error.
int validate(const Invocation& invocation, const std::vector<std::string>& paths);

// What would change and why not: 0 nothing to change, 2 changes wait or are refused, 1 an error. Takes no lock and
// writes nothing. `path`: that desired state instead of the settings'.
int plan(const Invocation& invocation, const std::optional<std::string>& path);

// Plans, shows, asks and applies, under the state directory's lock or through the service that holds it: 0 in
// agreement, 1 an error, 2 something was left.
int apply(const Invocation& invocation, const ApplyCommand& command);

// The running service: 0 well; 1 errors, or no reconcile for three intervals; 2 paused, held, blocked; 3 not running.
int status(const Invocation& invocation, const StatusCommand& command);

// What goes out, soonest first, managed or not: 0, or 1.
int sends(const Invocation& invocation, const SendsCommand& command);

// Every rule that was asked about a campaign: 0, or 1.
int why(const Invocation& invocation, const WhyCommand& command);

// The journal: 0, or 1.
int history(const Invocation& invocation, const HistoryCommand& command);

// Told to the running service: 0; 1; 3 where it does not run.
int reconcile(const Invocation& invocation);
int pause(const Invocation& invocation, const PauseCommand& command);
int resume(const Invocation& invocation, const ResumeCommand& command);
int approve(const Invocation& invocation, const ApproveCommand& command);
int rearm(const Invocation& invocation, const RearmCommand& command);

// The stop, with the service or without: 0 all off the clock, 1 with those that are not.
int freeze(const Invocation& invocation, const FreezeCommand& command);

// The desired state that matches the project as it is: 0, or 1.
int import(const Invocation& invocation);

// The project's templates and phone numbers: 0, or 1 where they could not be read.
int resources(const Invocation& invocation);

// The JSON Schema of the desired state: 0.
int schema(const Invocation& invocation);

}  // namespace campaignd
