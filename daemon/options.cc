#include "options.h"

#include <CLI/CLI.hpp>

#include "assembly/settings_loading.h"
#include "exit_code.h"

namespace campaignd {

std::variant<Options, Answered> parse_options(int argc, const char* const* argv) {
  Options options;
  CLI::App app("Keeps WhatsApp campaigns on OTPIQ in agreement with a YAML file.", "campaignd");
  app.set_version_flag("--version", "campaignd " CAMPAIGND_VERSION);
  app.footer(
      "The API key comes from $CREDENTIALS_DIRECTORY/otpiq-key, else from the settings' api.keyFile, else from\n"
      "$OTPIQ_API_KEY, else from the file otpiq-key beside the settings.\n"
      "Signals: HUP reads settings and key again, USR1 reconciles now, TERM and INT end the service.\n"
      "Exit codes of --once: 0 in agreement; 1 an error; 2 something is left. 78: settings that cannot be used.");
  app.add_option("--config", options.settings_file, "The settings file")->capture_default_str()->type_name("FILE");
  bool once = false;
  bool check = false;
  CLI::Option* const once_flag = app.add_flag("--once", once, "Reconcile once and exit");
  app.add_flag("--check-config", check,
               "Check settings, key and desired state, tell everything that is wrong, and exit")
      ->excludes(once_flag);
  app.add_flag("--dry-run", options.dry_run, "Plan and tell, but write nothing to the service");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // --help and --version come this way too, with 0. A wrong command line does not mend itself by a restart.
    return Answered{app.exit(error) == 0 ? kExitOk : kExitConfig};
  }
  options.settings_file = from_anywhere(options.settings_file);
  if (once) options.mode = Mode::kOnce;
  if (check) options.mode = Mode::kCheckConfig;
  return options;
}

}  // namespace campaignd
