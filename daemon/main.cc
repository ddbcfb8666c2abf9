// campaignd: the service. Reads the command line, the settings and the key, locks the state directory, and hands over
// to one of its ways to run.
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "adapters/clock/system_clock.h"
#include "adapters/files/state_lock.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "assembly/reading_ahead.h"
#include "assembly/settings_loading.h"
#include "check_config.h"
#include "daemon.h"
#include "exit_code.h"
#include "once_mode.h"
#include "options.h"
#include "process_setup.h"

namespace campaignd {
namespace {

// Before there is a log, and for what must be seen even where the log goes elsewhere.
void complain(const std::string& text) {
  std::fprintf(stderr, "campaignd: %s\n", text.c_str());
}

int serve(Options options, Environment environment, Settings settings, ApiKey key) {
  const auto lock = StateLock::take(settings.state_directory);
  if (!lock) {
    complain("error: " + lock.error());
    return kExitError;
  }
  std::unique_ptr<ReadingAhead> desired_state;
  if (options.mode == Mode::kService) desired_state = std::make_unique<ReadingAhead>(settings.desired_state);
  SystemClock clock;
  SqliteJournal journal({settings.state_directory});
  EventLog log(settings.log);
  log.hide(key.reveal());
  if (options.mode == Mode::kOnce) return run_once_mode(settings, std::move(key), clock, journal, log);
  Daemon daemon(
      {std::move(options), std::move(environment), std::move(settings), std::move(key), std::move(desired_state)},
      clock, journal, log);
  daemon.run();
  return kExitOk;
}

int run(int argc, const char* const* argv) {
  auto parsed = parse_options(argc, argv);
  if (const auto* answered = std::get_if<Answered>(&parsed)) return answered->exit_code;
  auto& options = std::get<Options>(parsed);
  Environment environment = Environment::take();
  if (options.mode == Mode::kCheckConfig) return check_config(options, environment);
  if (options.mode == Mode::kService) keep_requests_for_the_loop();

  auto settings = load_settings(options.settings_file, environment);
  if (!settings) {
    for (const Diagnostic& error : settings.error()) std::fprintf(stderr, "%s\n", to_text(error).c_str());
    return kExitConfig;
  }
  auto key = load_api_key(*settings, environment);
  if (!key) {
    std::fprintf(stderr, "%s\n", to_text(key.error()).c_str());
    return kExitConfig;
  }
  if (options.dry_run) settings->reconcile.dry_run = true;
  return serve(std::move(options), std::move(environment), std::move(*settings), std::move(*key));
}

}  // namespace
}  // namespace campaignd

int main(int argc, char** argv) {
  campaignd::harden_process();
  try {
    return campaignd::run(argc, argv);
  } catch (const std::exception& error) {
    campaignd::complain(std::string("error: ") + error.what());
    return campaignd::kExitError;
  }
}
