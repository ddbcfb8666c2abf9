#include "daemon.h"

#include <unistd.h>

#include <csignal>
#include <string>
#include <utility>

#include "adapters/git/commit_of.h"
#include "adapters/json/observed_json.h"
#include "assembly/settings_loading.h"
#include "engine/project_view.h"
#include "status_line.h"
#include "whole_lines.h"

namespace campaignd {
namespace {

// systemd waits for READY; a service that does not answer must not look like a program that does not start.
constexpr auto kReadyAtTheLatest = std::chrono::milliseconds(800);
constexpr auto kPruneEvery = std::chrono::hours(1);
// The watchdog is not fed while the worker has stood still for so many time-outs (the design's "Where things live").
constexpr int kPatienceInTimeouts = 3;
constexpr auto kLookForKeyEvery = std::chrono::seconds(5);

std::shared_ptr<const ApiKey> copy_of(const ApiKey& key) {
  return std::make_shared<const ApiKey>(ApiKey::parse(key.reveal()).value());
}

}  // namespace

Daemon::Daemon(Start start, Clock& clock, SqliteJournal& journal, EventLog& log)
    : options_(std::move(start.options)),
      environment_(std::move(start.environment)),
      settings_(std::move(start.settings)),
      clock_(clock),
      journal_(journal),
      log_(log),
      write_(whole_lines(log, options_.settings_file)),
      watch_(settings_.desired_state, writers_),
      key_(copy_of(start.key)),
      was_on_terminal_(::isatty(STDERR_FILENO) == 1),
      desired_state_(std::move(start.desired_state)),
      source_(settings_.desired_state, settings_.reconcile.debounce, clock_, writers_, commit_of),
      turn_settings_(settings_),
      desk_(clock_, {[this](const Order& order, const std::stop_token& stop) { return obey(order, stop); },
                     [this](const std::optional<CampaignId>& only, const std::stop_token& stop) {
                       return observe(only, stop);
                     }}) {
  const Surroundings surroundings{clock_, journal_, heartbeat_, source_, write_};
  assembly_ = std::make_unique<Assembly>(surroundings, settings_, std::move(start.key),
                                         [this](const SourceText& text) { return desired_state_->parse(text); });
  assembly_->service().start();

  // Signals are blocked here, before the worker's thread starts, so that it never takes one.
  sources_.push_back(loop_.on_signal(SIGTERM, [this] { on_stop_signal(); }));
  sources_.push_back(loop_.on_signal(SIGINT, [this] { on_stop_signal(); }));
  sources_.push_back(loop_.on_signal(SIGHUP, [this] { on_hangup(); }));
  sources_.push_back(loop_.on_signal(SIGUSR1, [this] { worker_->request_turn({.forced = true}); }));
  if (watch_.descriptor() >= 0) {
    sources_.push_back(loop_.on_readable(watch_.descriptor(), [this] { on_file_event(); }));
  }
  // What was due by the old time may not be by the new one, and the other way round.
  sources_.push_back(loop_.on_clock_set([this] { worker_->request_turn({}); }));
  next_turn_ = loop_.monotonic_timer([this] { worker_->request_turn({}); });
  next_wall_instant_ = loop_.wall_timer([this] { worker_->request_turn({}); });
  settled_ = loop_.monotonic_timer([this] { worker_->request_turn({.source_event = true}); });
  ready_deadline_ = loop_.monotonic_timer([this] { say_ready(); });
  watchdog_ = loop_.monotonic_timer([this] { feed_watchdog(); });
  key_look_ = loop_.monotonic_timer([this] { look_for_another_key(); });
}

// Whoever waits at the socket is told that nothing will come any more, before the socket's threads are waited for.
Daemon::~Daemon() {
  desk_.leave();
  worker_.reset();
  server_.reset();
}

void Daemon::run() {
  tell(EventLevel::kInfo, EventKind::kStarted,
       "campaignd " CAMPAIGND_VERSION " keeps " + settings_.api.base_url + " as " + settings_.desired_state + " says" +
           (settings_.reconcile.dry_run ? " (dry run: nothing is written)" : ""));
  worker_ = std::make_unique<Worker>(
      [this](const TurnReasons& reasons, const std::stop_token& stop) { return turn(reasons, stop); },
      Worker::Listener{[this](TurnReport report) {
                         loop_.post([this, report = std::move(report)]() mutable { take(std::move(report)); });
                       },
                       [this](std::exception_ptr failure) {
                         desk_.close();
                         loop_.post([this, failure = std::move(failure)] { take_end(failure); });
                       }});
  desk_.use(*worker_);
  keep_socket();
  ready_deadline_.set(clock_.monotonic_now() + kReadyAtTheLatest);
  feed_watchdog();
  worker_->request_turn({.forced = true});
  loop_.run();
  if (failure_) std::rethrow_exception(failure_);
}

void Daemon::on_stop_signal() {
  if (is_stopping_) return;
  is_stopping_ = true;
  tell(EventLevel::kInfo, EventKind::kStopping,
       "stopping; calls in flight are finished or given up within api.timeout");
  notify_.stopping("stopping");
  worker_->request_stop();
}

void Daemon::on_file_event() {
  if (watch_.drain()) look_when_settled();
}

void Daemon::look_when_settled() {
  if (!settled_.is_set()) settled_.set(clock_.monotonic_now() + settings_.reconcile.debounce);
}

void Daemon::feed_watchdog() {
  const auto timeout = Notify::watchdog_timeout();
  if (!timeout) return;
  const MonotonicTime now = clock_.monotonic_now();
  if (!heartbeat_.stands_still(now, kPatienceInTimeouts * settings_.api.timeout)) notify_.alive();
  watchdog_.set(now + *timeout / 2);
}

// A terminal that was closed sends the same signal as a reload; nobody would see what goes on then.
void Daemon::on_hangup() {
  if (was_on_terminal_ && ::isatty(STDERR_FILENO) != 1) return on_stop_signal();
  reload();
}

// A key that was mended in its file counts without a reload.
void Daemon::look_for_another_key() {
  if (is_stopping_ || !snapshot_ || !snapshot_->key_refused) return;
  auto key = load_api_key(settings_, environment_);
  if (key && !(*key == *key_)) return put_in_force(settings_, std::move(*key));
  key_look_.set(clock_.monotonic_now() + kLookForKeyEvery);
}

void Daemon::reload() {
  if (is_stopping_) return;
  notify_.reloading(clock_.monotonic_now());
  auto settings = load_settings(options_.settings_file, environment_);
  Diagnostics errors = settings ? Diagnostics{} : settings.error();
  auto key = load_api_key(settings ? *settings : settings_, environment_);
  if (!key) errors.push_back(key.error());
  if (errors.empty()) {
    put_in_force(std::move(*settings), std::move(*key));
  } else {
    tell(EventLevel::kError, EventKind::kTrouble,
         "the settings cannot be used, the old ones stay in force:\n" + to_text(errors));
  }
  notify_.ready(status());
}

void Daemon::put_in_force(Settings settings, ApiKey key) {
  if (options_.dry_run) settings.reconcile.dry_run = true;
  if (settings.state_directory != settings_.state_directory) {
    tell(EventLevel::kWarning, EventKind::kNotice, "stateDirectory is taken at the next start, not by a reload");
    settings.state_directory = settings_.state_directory;
  }
  log_.hide(key.reveal());
  key_ = copy_of(key);
  log_.use(settings.log);
  if (settings.control.socket != settings_.control.socket) {
    tell(EventLevel::kWarning, EventKind::kNotice, "control.socket is taken at the next start, not by a reload");
    settings.control.socket = settings_.control.socket;
  }
  if (settings.desired_state != settings_.desired_state) watch_.watch(settings.desired_state);
  settings_ = settings;
  // std::function wants what can be copied, and a key cannot.
  auto handed_over = std::make_shared<ApiKey>(std::move(key));
  worker_->between_turns([this, settings = std::move(settings), handed_over](const Worker::Stops&) {
    source_.use(settings.desired_state, settings.reconcile.debounce);
    assembly_->use(settings, std::move(*handed_over));
    turn_settings_ = settings;
  });
  tell(EventLevel::kInfo, EventKind::kReloaded, "settings and key were read again");
  worker_->request_turn({.forced = true, .key_changed = true});
}

void Daemon::take(TurnReport report) {
  snapshot_ = std::move(report.snapshot);
  heap_.release();  // here, because only now the snapshot before has gone
  next_turn_.set(report.next_turn);
  if (report.next_wall_instant) {
    next_wall_instant_.set(*report.next_wall_instant);
  } else {
    next_wall_instant_.off();
  }
  if (is_stopping_) return;
  if (snapshot_->key_refused) key_look_.set(clock_.monotonic_now() + kLookForKeyEvery);
  if (watch_.look_again()) look_when_settled();
  tell_watch_trouble();
  keep_socket();
  if (is_ready_) {
    notify_.status(status());
  } else {
    say_ready();
  }
}

void Daemon::tell_watch_trouble() {
  if (watch_.trouble() == watch_trouble_) return;
  watch_trouble_ = watch_.trouble();
  if (watch_trouble_.empty()) {
    tell(EventLevel::kInfo, EventKind::kTroubleOver, "changes of files are seen at once again");
  } else {
    tell(EventLevel::kWarning, EventKind::kTrouble, watch_trouble_);
  }
}

// Without a socket the service goes on; it is tried again after every turn, as where somebody took its file away.
void Daemon::keep_socket() {
  std::string trouble;
  if (server_) {
    if (const auto restored = server_->restore(); !restored) trouble = restored.error();
  } else if (auto opened = ControlServer::open({.path = settings_.control.socket}, desk_)) {
    server_ = std::move(*opened);
  } else {
    trouble = opened.error();
  }
  if (trouble == socket_trouble_) return;
  socket_trouble_ = trouble;
  if (trouble.empty()) return tell(EventLevel::kInfo, EventKind::kTroubleOver, "campaignctl reaches the service again");
  tell(EventLevel::kWarning, EventKind::kTrouble,
       "there is no control socket, so that campaignctl cannot reach the service: " + trouble);
}

void Daemon::take_end(std::exception_ptr failure) {
  failure_ = std::move(failure);
  loop_.stop();
}

void Daemon::say_ready() {
  if (is_ready_ || is_stopping_) return;
  is_ready_ = true;
  ready_deadline_.off();
  notify_.ready(status());
}

void Daemon::tell(EventLevel level, EventKind kind, std::string message) {
  Event event;
  event.level = level;
  event.kind = kind;
  event.at = clock_.wall_now();
  event.message = std::move(message);
  write_(event);
}

std::string Daemon::status() const {
  return snapshot_ ? status_line(*snapshot_, clock_.wall_now()) : "looking at the project for the first time";
}

TurnReport Daemon::turn(const TurnReasons& reasons, const std::stop_token& stop) {
  heartbeat_.beat(clock_.monotonic_now());
  TurnReport report = assembly_->service().turn(reasons, stop);
  desk_.publish(report.snapshot);
  desk_.after_turn(*report.snapshot, !stop.stop_requested());
  if (!stop.stop_requested()) prune_journal();
  heartbeat_.rest();
  return report;
}

OrderAnswer Daemon::obey(const Order& order, const std::stop_token& stop) {
  heartbeat_.beat(clock_.monotonic_now());
  OrderAnswer answer = assembly_->service().obey(order, stop);
  desk_.publish(assembly_->service().snapshot());  // who gave it sees at once that it holds
  heartbeat_.rest();
  return answer;
}

ObservedAnswer Daemon::observe(const std::optional<CampaignId>& only, const std::stop_token& stop) {
  heartbeat_.beat(clock_.monotonic_now());
  const auto answer_of = [](const auto& view) -> ObservedAnswer {
    if (view) return {observed_json(*view), "", false};
    return {"", view.error().detail, view.error().kind == FailureKind::kNotFound};
  };
  ObservedAnswer answer = only ? answer_of(view_campaign(assembly_->ports(), turn_settings_.api, *only, write_, stop))
                               : answer_of(view_project(assembly_->ports(), turn_settings_.api, write_, stop));
  heartbeat_.rest();
  return answer;
}

void Daemon::prune_journal() {
  const MonotonicTime now = clock_.monotonic_now();
  if (pruned_ && now - *pruned_ < kPruneEvery) return;
  pruned_ = now;
  const auto& limits = turn_settings_.journal;
  const auto pruned = journal_.prune(limits.max_age, limits.max_size, clock_.wall_now());
  if (pruned && pruned->has_more) pruned_.reset();
  if (!pruned)
    tell(EventLevel::kWarning, EventKind::kTrouble, "old records stay in the journal: " + pruned.error().detail);
}

}  // namespace campaignd
