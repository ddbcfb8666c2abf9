#include "help_text.h"

#include <algorithm>
#include <array>

#include "command_help.h"

namespace campaignd {

namespace {

constexpr std::array<std::string_view, 17> kCommands{"validate", "plan",      "apply",     "status", "sends",   "why",
                                                     "history",  "reconcile", "pause",     "resume", "approve", "rearm",
                                                     "freeze",   "import",    "resources", "schema", "help"};

constexpr std::string_view kProgram = R"(Usage: campaignctl [--config FILE] [--output text|json] COMMAND

campaignd keeps the WhatsApp campaigns of an OTPIQ project as a YAML file says.
campaignctl asks it, tells it, and stops everything when that is needed.

Look, and change nothing:
  plan [PATH]          what would change, field by field, and why not
  status [--watch]     the running service: its state, every campaign, next send
  sends [--within 24h] what goes out, soonest first, managed or not
  why HANDLE|ID        every rule that was asked about one campaign
  history [HANDLE|ID]  what was done, when, by whom, from which revision
  resources            the templates and phone numbers, with their states
  validate [PATH...]   check settings and desired state, without network

Change:
  apply                show the plan, ask, and send the changes
  reconcile            the running service looks and acts now
  pause, resume        stop changing things, and go on
  approve PLAN         let a held plan through
  rearm HANDLE|ID      put back on the clock what a person took off
  freeze [HANDLE...]   THE STOP: take campaigns off the clock, all or some

Begin:
  import               write the file that matches the project as it is
  schema               JSON Schema of the desired-state file, for editors
  help [COMMAND]       this text, or a command's own

Options, before or behind the command:
  --config FILE        the settings, /etc/campaignd/campaignd.yaml if not given
  --output text|json   text for people (if not given), json for programs
  -h, --help           this text, or behind a command that command's own
  --version            the version, and nothing else

Examples:
  campaignctl sends --within 24h
  campaignctl plan --output json | jq .summary
  campaignctl freeze --reason "wrong text"

Exit codes: 0 nothing to do; 1 an error; 2 something waits or is refused; 3 the
service is not running. Colour is for terminals only; NO_COLOR=1 turns it off.
)";

struct Text {
  std::string_view command;
  const std::string_view* text;
};

}  // namespace

std::span<const std::string_view> command_names() {
  return kCommands;
}

std::string_view help_text() {
  return kProgram;
}

std::optional<std::string_view> help_text(std::string_view command) {
  static constexpr std::string_view kOwn = kProgram;
  static const std::array<Text, 17> texts{{{"validate", &help::kValidate},
                                           {"plan", &help::kPlan},
                                           {"apply", &help::kApply},
                                           {"status", &help::kStatus},
                                           {"sends", &help::kSends},
                                           {"why", &help::kWhy},
                                           {"history", &help::kHistory},
                                           {"reconcile", &help::kReconcile},
                                           {"pause", &help::kPause},
                                           {"resume", &help::kResume},
                                           {"approve", &help::kApprove},
                                           {"rearm", &help::kRearm},
                                           {"freeze", &help::kFreeze},
                                           {"import", &help::kImport},
                                           {"resources", &help::kResources},
                                           {"schema", &help::kSchema},
                                           {"help", &kOwn}}};
  const auto* const it =
      std::find_if(texts.begin(), texts.end(), [&](const Text& one) { return one.command == command; });
  if (it == texts.end()) return std::nullopt;
  return *it->text;
}

}  // namespace campaignd
