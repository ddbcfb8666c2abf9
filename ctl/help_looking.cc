// What the commands that look say of themselves.
#include "command_help.h"

namespace campaignd::help {

const std::string_view kValidate = R"(Usage: campaignctl validate [PATH...]

Checks the settings and the desired state that they name. With PATHs it checks
those instead: files of desired state, directories of them (all *.yaml and *.yml
in one, read together), or settings files. It needs no network and no key.

All errors come at once, as compilers print them: FILE:LINE:COLUMN: error: ...

Examples:
  campaignctl validate
  campaignctl validate campaigns.yaml          as in a commit hook
  campaignctl validate campaigns.d/
  campaignctl validate --output json | jq -r '.errors[].message'

Exit codes: 0 no errors; 1 errors.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kPlan = R"(Usage: campaignctl plan [PATH]

Asks the OTPIQ API, compares with the desired state and shows what the service
would do: each campaign that differs, field by field, and why one is left as it
is. With PATH it takes that file or directory instead of the settings' one. It
takes no lock and writes nothing, so it may run beside the service at any time.

Examples:
  campaignctl plan
  campaignctl plan my-edit.yaml                what if this were the file?
  campaignctl plan --output json |
    jq -r '.entries[] | select(.action == "update").handle'

Exit codes: 0 nothing to change; 1 an error, a missing or an invalid campaign;
2 changes wait or are refused.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kStatus = R"(Usage: campaignctl status [--watch]

Asks the running service: which revision is in force and what is wrong with a
newer one, when it last looked and what came of it, what will be sent next and
what locks or blocks each campaign. --watch shows it again whenever it changes,
until Ctrl-C.

Examples:
  campaignctl status
  campaignctl status --watch
  campaignctl status --output json | jq .nextSend

Exit codes, for cron and Nagios: 0 well; 1 errors, or no reconcile for three
intervals; 2 paused, held or something blocked; 3 the service is not running.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kSends = R"(Usage: campaignctl sends [--within TIME]

Shows what goes out, soonest first, whether a file names it or not: when (in the
campaign's own zone), to how many, from which number, with which template, and
what is wrong with it. TIME is a duration such as 24h or 7d.

Examples:
  campaignctl sends --within 24h               what goes out tonight?
  campaignctl sends --output json | jq .recipients

What is being sent just now stands first, where the file or campaignd's memory
knows it. That, and what is about to be taken off the clock, is not counted.
Where campaignd does not run, is paused, frozen or only looks, it says what is
not done. With a broken file it answers for the last good revision.

Exit codes: 0; 1 where it could not be learned.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kWhy = R"(Usage: campaignctl why HANDLE|ID

Shows every rule that was asked about one campaign, what it was given, what it
said, and when that will change: why it is, or is not, going to be changed.
HANDLE may be that of an entry that was removed; an ID is a campaign's.

Examples:
  campaignctl why eid-greeting
  campaignctl why eid-greeting --output json | jq '.rules[]'

Exit codes: 0; 1 an error, or no such campaign.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kHistory = R"(Usage: campaignctl history [HANDLE|ID] [--since T] [--until T] [--action A]
                           [--field F] [--limit N]

Shows the journal: what was decided and done, when, by whom and from which
revision, oldest first. T is 2026-12-01, "2026-12-01 18:00", an instant with Z
or an offset, or how long ago: 2h, 7d; --until a day means to its end. A is the
word of an action (arm, disarm, update, blocked, pause, freeze, approve, ...) or
of a kind of record (revision, reconcile, refusal, notice), F a field of the
file (scheduledFor, template, phoneNumber, name, category), N how many of the
newest. Times are those of the campaign's own zone; of what belongs to none, of
the file's zone. It needs no key and works beside the service, and without it.

Examples:
  campaignctl history eid-greeting
  campaignctl history --field scheduledFor eid-greeting     who moved this?
  campaignctl history --since 7d --action disarm
  campaignctl history --output json | jq '.records[] | select(.person != null)'

Exit codes: 0; 1 the journal cannot be read, or nothing knows that campaign.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kImport = R"(Usage: campaignctl import

Writes, on standard output, the desired state that matches the project as it is
now: editable campaigns by id, templates and numbers by name, drafts without a
time. What could not be named stands in comments. The file validates, and plans
to nothing. Times are written in the zone of policy.sendHours, else in this
machine's; TZ chooses another.

Examples:
  campaignctl import > campaigns.yaml && campaignctl plan campaigns.yaml
  TZ=Asia/Baghdad campaignctl import > campaigns.yaml

Exit codes: 0; 1 where the project could not be read whole.
--config FILE works here too: campaignctl help
)";

const std::string_view kResources = R"(Usage: campaignctl resources

Shows the project's templates and phone numbers by the WhatsApp account that
they belong to. A campaign needs a template that is APPROVED and a number that
is CONNECTED, both of one account.

Examples:
  campaignctl resources
  campaignctl resources --output json |
    jq -r '.templates[] | select(.status == "APPROVED").name'

Exit codes: 0; 1 where they could not be read.
--config FILE and --output text|json work here too: campaignctl help
)";

const std::string_view kSchema = R"(Usage: campaignctl schema

Writes the JSON Schema of the desired-state file, for editors: they complete
keys and underline mistakes while you type. It needs no settings and no network.

Example, with VS Code's YAML extension or any yaml-language-server:
  campaignctl schema > campaigns.schema.json
  and in campaigns.yaml, as its first line:
  # yaml-language-server: $schema=campaigns.schema.json

Exit code: 0.
)";

}  // namespace campaignd::help
