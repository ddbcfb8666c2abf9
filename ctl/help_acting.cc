// What the commands that change something say of themselves.
#include "command_help.h"

namespace campaignd::help {

const std::string_view kApply = R"(Usage: campaignctl apply [--yes] [--approve PLAN]

Shows the plan, asks, and sends the changes, each of them verified. While the
service runs it is told to do it; otherwise the state directory is locked and
the changes are made from here. --yes does not ask. --approve lets the held PLAN
of that id pass; a plan that is held and not approved is left as it is.

Examples:
  campaignctl apply
  campaignctl apply --yes                      as a pipeline does
  campaignctl apply --approve 9f3c51aa

Exit codes: 0 in agreement; 1 an error; 2 something was left.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kReconcile = R"(Usage: campaignctl reconcile

Tells the running service to read the file, look at the project and make them
agree now instead of at its next interval, waits for the end and says what came
of it.

Examples:
  campaignctl reconcile && campaignctl status

Exit codes: 0 in agreement; 1 an error; 2 something was left; 3 not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kPause = R"(Usage: campaignctl pause --reason REASON [--for TIME]

Tells the running service to go on looking and planning, but to change nothing
until `campaignctl resume` or the end of TIME (2h, 1d). A `scheduledFor: null`
in the file still takes its campaign off the clock. The pause outlives a
restart. What is on the clock already is sent all the same: to stop that there
is `campaignctl freeze`.

Examples:
  campaignctl pause --reason "dashboard work by Sara" --for 2h

Exit codes: 0; 1 an error; 3 the service is not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kResume = R"(Usage: campaignctl resume [--restore]

Ends a pause or a freeze. The file's campaigns are put on the clock again as the
file says; --restore puts the others that a freeze took off back as well, at the
times that they had, where those lie ahead. A resume without it names what stays
off, and `resume --restore` right behind it brings that back too. On a state
directory that was copied from another machine it says that this machine may
write from now on.

Examples:
  campaignctl resume
  campaignctl resume --restore

Exit codes: 0; 1 an error; 3 the service is not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kApprove = R"(Usage: campaignctl approve PLAN

Lets a held plan through: one with more changes, or more recipients, than the
change budget (policy.maxChanges, maxChangeRatio, maxRecipients) allows without
a person. PLAN is the id that `campaignctl plan` and `status` show. That plan's
effects, and no other ones, may pass until policy.approvalTtl is over.

Examples:
  campaignctl plan                             read it first
  campaignctl approve 9f3c51aa

Exit codes: 0; 1 an error, or another plan is held now; 3 not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kRearm = R"(Usage: campaignctl rearm HANDLE|ID

Lets the service put a campaign back on the clock, as its file says, that a
person took off or moved later at the service (`blocked: disarmed-elsewhere`,
`postponed-elsewhere`), or that was frozen by its handle or id. Every other rule
is still asked. Where nothing of that kind holds it back, it says so.

Examples:
  campaignctl why eid-greeting && campaignctl rearm eid-greeting

Exit codes: 0 also where there was nothing to lift; 1 an error, or no such
campaign; 3 the service is not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kFreeze = R"(Usage: campaignctl freeze --reason REASON [--all | HANDLE|ID...]

The stop. Pauses the service and takes every campaign of the file off the clock,
soonest first, and looks again until none is left on it; --all takes the whole
project's, those of no file too. With HANDLEs or IDs it stops just those and
keeps them off. It works while the service runs, hangs or is dead, with a broken
file and a full disk; where the API refuses the key that is read here, the
running service, which may hold a newer one, is asked instead, and where none
runs, the one that starts next goes on with it. Messages of a campaign that has
started cannot be stopped. While the API gives no answer it goes on trying, says
every ten seconds what it waits for, and ends by Ctrl-C; a campaignd that is
started later goes on with what was not at its end.

`campaignctl resume` ends it; `campaignctl history` shows what was taken off.

Examples:
  campaignctl freeze --reason "wrong price in the text"
  campaignctl freeze --reason "wrong list" eid-greeting
  campaignctl freeze --reason "number was stolen" --all

Exit codes: 0 all off the clock, and that is stored; 1 some are not, with their
names, or it is not known what to stop or whether all are off, or the stop could
not be stored: the last line says which.
--config FILE and --output text|json work here too: campaignctl help
)";

}  // namespace campaignd::help
