#include "help_text.h"

#include <array>

namespace campaignd {

namespace {

constexpr std::array<std::string_view, 4> kCommands{"validate", "plan", "resources", "help"};

constexpr std::string_view kProgram = R"(Usage: campaignctl [--config FILE] [--output text|json] COMMAND

campaignd keeps the WhatsApp campaigns of an OTPIQ project as a YAML file says.
campaignctl shows what it sees and would do. Nothing here changes a campaign or
sends a message.

Commands:
  validate [PATH...]   check settings and desired state, without network
  plan [PATH]          what would change, field by field, and why not
  resources            the templates and phone numbers, with their states
  help [COMMAND]       this text, or a command's own

Options, before or behind the command:
  --config FILE        the settings, /etc/campaignd/campaignd.yaml if not given
  --output text|json   text for people (if not given), json for programs
  -h, --help           this text, or behind a command that command's own
  --version            the version, and nothing else

Examples:
  campaignctl validate
  campaignctl plan
  campaignctl plan --output json | jq .summary

Exit codes: 0 nothing to do; 1 an error; 2 something waits or is refused.
Colour is for terminals only; NO_COLOR=1 turns it off.
)";

constexpr std::string_view kValidate = R"(Usage: campaignctl validate [PATH...]

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

constexpr std::string_view kPlan = R"(Usage: campaignctl plan [PATH]

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

constexpr std::string_view kResources = R"(Usage: campaignctl resources

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

}  // namespace

std::span<const std::string_view> command_names() {
  return kCommands;
}

std::string_view help_text() {
  return kProgram;
}

std::optional<std::string_view> help_text(std::string_view command) {
  if (command == "validate") return kValidate;
  if (command == "plan") return kPlan;
  if (command == "resources") return kResources;
  if (command == "help") return kProgram;
  return std::nullopt;
}

}  // namespace campaignd
