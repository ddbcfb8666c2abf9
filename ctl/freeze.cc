// The stop, done from here: with the program's own transport and key, beside a service that runs, hangs or is dead.
#include "engine/freeze.h"

#include <syslog.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <random>
#include <stop_token>
#include <utility>

#include "access_advice.h"
#include "adapters/clock/system_clock.h"
#include "adapters/curl/curl_transport.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/files/state_lock.h"
#include "adapters/json/stopped_json.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "assembly/environment.h"
#include "assembly/settings_loading.h"
#include "commands.h"
#include "core/event_text.h"
#include "core/nearest.h"
#include "core/settings_place.h"
#include "engine/freeze_text.h"
#include "exit_code.h"
#include "freeze_meaning.h"
#include "freeze_rows.h"
#include "freeze_waiting.h"
#include "interruption.h"
#include "patient_transport.h"
#include "people_zone.h"
#include "person.h"
#include "reading.h"
#include "service_hooks.h"
#include "time_text.h"

namespace campaignd {

namespace {

// A service that was stopped in the middle of a write may hold the journal for ever.
constexpr std::chrono::milliseconds kPatienceWithJournal{500};

// Everything that the stop needs; none of it may keep it from being tried.
class Stop {
 public:
  Stop(const Invocation& invocation, Settings settings, ApiKey key)
      : invocation_(invocation),
        settings_(std::move(settings)),
        http_(CurlOptions::of(settings_.api, "campaignctl/" CAMPAIGND_VERSION), std::move(key)),
        api_(http_, [this](const Waiting& waiting) { tell_of_waiting(waiting); }),
        journal_(JournalPlace{settings_.state_directory}, kPatienceWithJournal),
        source_(settings_.desired_state, std::chrono::milliseconds(0), clock_, writers_),
        teller_(
            [this](const Event& event) {
              if (event.level >= EventLevel::kWarning) tell_warning(invocation_, to_sentence(event));
            },
            clock_),
        ledger_(journal_, clock_.wall_now(), LedgerOf::kFreeze) {}

  // What may be meant, as file and memory are now. Before `run`.
  const FreezeMeaning& look();

  // What holds then, and whether all of it is as it was told.
  OrderAnswer run(const FreezeOrder& order);

  // The running service has the order now: no later one is to take it up from here.
  void leave_it_to_the_service();

  // Whether the service that starts next goes on with it; one that runs by then does not.
  [[nodiscard]] bool is_left_open() const { return is_left_open_; }
  [[nodiscard]] bool may_service_run() const { return !StateLock::take(settings_.state_directory); }

  // That the API said no to the key, in its own words; empty: it did not.
  [[nodiscard]] const std::optional<CallFailure>& refusal_of_key() const { return api_.refusal_of_key(); }

  // The handles that may be meant.
  [[nodiscard]] const std::vector<Handle>& handles() const { return meaning_.handles; }

 private:
  [[nodiscard]] OrderAnswer outcome(const FreezeOrder& order, bool was_interrupted) const;
  void tell_of_waiting(const Waiting& waiting) const;
  void tell_not_stored(const FreezeOrder& order, const std::string& person) const;

  const Invocation& invocation_;
  Settings settings_;
  SystemClock clock_;
  CurlTransport http_;
  PatientTransport api_;
  SqliteJournal journal_;
  OpenWriters writers_{};
  FileSource source_;
  Teller teller_;
  Ledger ledger_;
  FreezeMeaning meaning_;
  std::optional<Freeze> freeze_;  // once it runs
  bool is_left_open_ = false;
};

FreezeMeaning look_without_key(const Settings& settings);
int refuse(const Invocation& invocation, const FreezeOrder& order, const std::string& meant);
void log_to_system(const std::string& line);
std::string record_text(const Stopped& row);
void add_nearest(std::vector<Stopped>& rows, const std::vector<Handle>& handles);
std::optional<OrderAnswer> ask_the_service(const Invocation& invocation, const Settings& settings,
                                           const FreezeOrder& order, const std::string& why);
int show(const Invocation& invocation, const Settings& settings, const OrderAnswer& answer);

}  // namespace

int freeze(const Invocation& invocation, const FreezeCommand& command) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk, and no reason to die
  const Environment environment = Environment::take();
  auto settings = read_settings_of(invocation, environment);
  if (!settings) return fail(invocation, settings.error());
  const FreezeOrder order{command.reason, command.all, command.names};
  auto key = load_api_key(*settings, environment);
  if (!key) {
    // A stop through the service waits for neither file nor journal, but where it may be none.
    const FreezeMeaning meaning = may_be_handle_for_reason(order) ? look_without_key(*settings) : FreezeMeaning{};
    if (const auto meant = handle_for_reason(order, meaning, *settings); !meant.empty())
      return refuse(invocation, order, meant);
    const auto answer = freeze_through_service(*settings, order);
    if (answer) return show(invocation, *settings, *answer);
    tell_diagnostics(invocation, {key.error()});
    return fail(invocation, {{},
                             "without the key only the running service could stop it, and that could not be asked: " +
                                 answer.error().failure.message,
                             access_advice(key.error().file)});
  }
  Stop stop(invocation, *settings, std::move(*key));
  if (const auto meant = handle_for_reason(order, stop.look(), *settings); !meant.empty())
    return refuse(invocation, order, meant);
  OrderAnswer answer = stop.run(order);
  if (const auto& refusal = stop.refusal_of_key(); refusal && !answer.done) {
    const std::string why = "the OTPIQ API refused the key that was read from here, " +
                            api_key_origin(*settings, environment) + ": " + refusal->detail;
    if (auto through = ask_the_service(invocation, *settings, order, why)) {
      stop.leave_it_to_the_service();
      answer = std::move(*through);
    }
  }
  if (stop.is_left_open()) {
    tell_note(
        invocation,
        std::string(stop.may_service_run()
                        ? "it is NOT gone on with by a campaignd that runs now: type it again; one that is started "
                          "later goes on with it, as soon as the API lets it, until "
                        : "campaignd goes on with it when it is started, as soon as the API lets it, until ") +
            "`campaignctl resume`");
  }
  add_nearest(answer.stopped, stop.handles());
  return show(invocation, *settings, answer);
}

namespace {

const FreezeMeaning& Stop::look() {
  ledger_.recall();
  meaning_ = freeze_meaning(settings_, ledger_.memory());
  if (!meaning_.is_file_good) {
    tell_warning(invocation_, settings_.desired_state + " cannot be read or is broken; " +
                                  (meaning_.is_revision_remembered
                                       ? "the last good revision of it counts"
                                       : "and no good revision is remembered: only campaigns that are known "
                                         "from memory are stopped; --all stops every campaign"));
  }
  return meaning_;
}

OrderAnswer Stop::run(const FreezeOrder& order) {
  const Interruption interruption([this] { http_.wake(); });
  const std::string person = person_here();
  freeze_.emplace(FreezeTools{{source_, api_, clock_, journal_}, ledger_, teller_, [] { return 0.5; }}, settings_.api,
                  order, person, meaning_.entries);
  if (!may_service_run()) freeze_->close_earlier();
  const bool is_stored = freeze_->begin();
  if (!is_stored) tell_not_stored(order, person);
  ask_service_to_look(settings_);
  // Whoever holds the lock may have had a write under way when the pause was stored.
  const auto look_after = may_service_run() ? std::optional<milliseconds>(settings_.api.timeout) : std::nullopt;
  freeze_->run(interruption.token(), MonotonicTime::max(), look_after);
  const bool was_interrupted = interruption.token().stop_requested();
  freeze_->hand_on();  // who interrupts it wants his terminal back, not what is on the clock to go out
  is_left_open_ = ledger_.save() && freeze_->open_order();
  ask_service_to_look(settings_);
  return outcome(order, was_interrupted);
}

void Stop::leave_it_to_the_service() {
  freeze_->end();
  ledger_.save();
  is_left_open_ = false;
}

OrderAnswer Stop::outcome(const FreezeOrder& order, bool was_interrupted) const {
  const Freeze& freeze = *freeze_;
  const std::vector<Stopped> rows = freeze.stopped();
  const LeftOnTheClock left{freeze.left_on_the_clock(), meaning_.is_file_good || meaning_.is_revision_remembered,
                            settings_.file, freeze.being_sent()};
  std::string blindness = freeze.blindness();
  if (!freeze.is_done() && was_interrupted)
    blindness = "it was interrupted" + (blindness.empty() ? "" : "; before that " + blindness);
  if (!freeze.is_done() && blindness.empty()) blindness = "it was given up";
  const bool well = freeze.is_done() && are_all_off(rows) && blindness.empty() && !left.may_be_meant();
  const std::string text = freeze_text(order, rows, blindness, left);
  if (ledger_.is_durable()) return {well, text, rows};
  tell_warning(invocation_,
               "the record of this stop could not be stored, so that `campaignctl resume --restore` "
               "will not know of it: " +
                   ledger_.failure());
  for (const Stopped& row : rows) log_to_system(record_text(row));
  return {
      false,
      text + "; but the stop could not be stored, and a service that runs or starts may undo it: " + ledger_.failure(),
      rows};
}

void Stop::tell_of_waiting(const Waiting& waiting) const {
  if (!freeze_) return;
  const WallTime until = clock_.wall_now() + std::chrono::ceil<milliseconds>(waiting.left);
  tell_note(invocation_, freeze_waiting(freeze_->stopped(), freeze_->blindness(), waiting,
                                        time_of_day(until, people_zone(settings_))));
}

void Stop::tell_not_stored(const FreezeOrder& order, const std::string& person) const {
  tell_warning(invocation_, "the pause could not be stored, and the stop goes on without it: " + ledger_.failure() +
                                "\nA service that runs may put campaigns back on the clock: stop it, as with "
                                "`systemctl stop campaignd`.");
  log_to_system("freeze by " + person + ": " + order.reason);
}

// Who has no key may read the journal all the same.
FreezeMeaning look_without_key(const Settings& settings) {
  SqliteJournal journal(JournalPlace{settings.state_directory}, kPatienceWithJournal);
  const auto memory = journal.recall();
  return freeze_meaning(settings, memory ? *memory : Memory{});
}

// Of a forgotten text the shell leaves no trace: the handle stands where the reason should.
int refuse(const Invocation& invocation, const FreezeOrder& order, const std::string& meant) {
  return fail(invocation, {{},
                           "nothing was stopped: --reason is " + order.reason + ", and no campaign is named",
                           "Is that the campaign? Then: " + meant + "\nTo stop every campaign, give another reason."});
}

void log_to_system(const std::string& line) {
  ::openlog("campaignctl", LOG_PID, LOG_USER);
  ::syslog(LOG_WARNING, "%s", line.c_str());
}

std::string record_text(const Stopped& row) {
  const std::string name = row.handle ? row.handle->str() : row.id ? row.id->str() : row.name;
  return "freeze: " + name + ", was to go out at " + (row.was ? to_rfc3339(*row.was) : std::string("no known time")) +
         (row.is_off ? ", is off the clock" : ", is NOT off the clock: " + row.detail);
}

// A word that means no campaign at all.
void add_nearest(std::vector<Stopped>& rows, const std::vector<Handle>& handles) {
  std::vector<std::string_view> known;
  known.reserve(handles.size());
  for (const Handle& handle : handles) known.emplace_back(handle.str());
  for (Stopped& row : rows) {
    if (row.id || row.handle || row.is_off) continue;
    row.detail += did_you_mean(row.name, known);
  }
}

// It may hold a newer key than the one that can be read from here.
std::optional<OrderAnswer> ask_the_service(const Invocation& invocation, const Settings& settings,
                                           const FreezeOrder& order, const std::string& why) {
  tell_warning(invocation, why + "\nThe running campaignd, which may hold another key, is asked to stop it instead.");
  auto answer = freeze_through_service(settings, order);
  if (!answer) {
    tell_error(invocation, "that did not work either: " + answer.error().failure.message);
    return std::nullopt;
  }
  tell_note(invocation, "what follows is what campaignd answered");
  return std::move(*answer);
}

int show(const Invocation& invocation, const Settings& settings, const OrderAnswer& answer) {
  const std::string message = with_settings_named(answer.message, settings.file);
  const bool printed = print_data(invocation.output == OutputFormat::kJson
                                      ? stopped_json(answer)
                                      : freeze_rows(answer.stopped, message, SystemClock().wall_now(),
                                                    people_zone(settings), invocation.terminal.out));
  return answer.done && printed ? kExitWell : kExitError;
}

}  // namespace

}  // namespace campaignd
