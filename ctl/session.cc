#include "session.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <utility>
#include <variant>

#include "access_advice.h"
#include "adapters/curl/curl_transport.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/yaml/desired_state_reader.h"
#include "assembly/environment.h"
#include "assembly/settings_loading.h"
#include "control_client.h"
#include "core/display_text.h"
#include "core/event_text.h"
#include "core/sends.h"
#include "engine/calls.h"
#include "failure_text.h"
#include "machine_zone.h"
#include "observed_transport.h"
#include "reading.h"
#include "time_text.h"

namespace campaignd {

namespace {

// A person waits for the answer, and can ask again.
constexpr int kMostRetries = 2;

// Longer than the service lets itself wait for the API.
constexpr auto kPatienceWithService = std::chrono::minutes(2);

CommandFailure key_failure(const std::string& key_file, Diagnostic error);
CommandFailure without_key_and_service(CommandFailure no_key, const ControlFailure& no_service);
bool cannot_be_read(const std::string& key_origin);
std::optional<Pause> pause_in_force(const Memory& memory, WallTime now);
bool saw_nothing(const Observation& observed);
bool missed_something(const Observation& observed);
std::string first_miss(const Observation& observed);

}  // namespace

tl::expected<std::unique_ptr<Session>, CommandFailure> Session::open(const Invocation& invocation) {
  Environment environment = Environment::take();
  auto settings = read_settings_of(invocation, environment);
  if (!settings) return tl::unexpected(std::move(settings.error()));
  std::string origin = api_key_origin(*settings, environment);
  auto key = load_api_key(*settings, environment);
  if (!key && cannot_be_read(origin))
    return through_service(invocation, std::move(environment), std::move(*settings), origin, key.error());
  if (!key) return tl::unexpected(key_failure(origin, std::move(key.error())));

  settings->api.retries = std::min(settings->api.retries, kMostRetries);
  auto http = std::make_unique<CurlTransport>(CurlOptions::of(settings->api, "campaignctl/" CAMPAIGND_VERSION),
                                              std::move(*key));
  return std::unique_ptr<Session>(
      new Session(invocation, std::move(environment), std::move(*settings), std::move(origin), std::move(http)));
}

// For who has no key of his own: the running service asks the API for him.
tl::expected<std::unique_ptr<Session>, CommandFailure> Session::through_service(const Invocation& invocation,
                                                                                Environment environment,
                                                                                Settings settings, std::string origin,
                                                                                const Diagnostic& no_key) {
  const ControlClient client(settings.control.socket);
  auto observed =
      ObservedTransport::open([client](const std::string& target) { return client.get(target, kPatienceWithService); });
  if (!observed) return tl::unexpected(without_key_and_service(key_failure(origin, no_key), observed.error()));
  tell_note(invocation, "the key cannot be read from here, so the running campaignd asks the OTPIQ API");
  settings.api.requests_per_second = 0;  // what it was asked for is here already
  return std::unique_ptr<Session>(
      new Session(invocation, std::move(environment), std::move(settings), std::move(origin), std::move(*observed)));
}

Session::Session(const Invocation& invocation, Environment environment, Settings settings, std::string key_origin,
                 std::unique_ptr<Transport> http)
    : invocation_(invocation),
      environment_(std::move(environment)),
      settings_(std::move(settings)),
      key_origin_(std::move(key_origin)),
      journal_(JournalPlace{settings_.state_directory}),
      http_(std::move(http)),
      transport_(*http_) {}

tl::expected<ApiKey, CommandFailure> Session::key() const {
  auto key = load_api_key(settings_, environment_);
  if (!key) return tl::unexpected(key_failure(key_origin_, std::move(key.error())));
  return std::move(*key);
}

tl::expected<Planned, CommandFailure> Session::plan(const std::optional<std::string>& other_desired_state) {
  const std::string path = other_desired_state.value_or(settings_.desired_state);
  const Memory memory = recall();
  return planned(look_at_file(path, memory), memory, path);
}

tl::expected<Planned, CommandFailure> Session::plan_in_force() {
  const Memory memory = recall();
  const std::set<CampaignId> also = may_be_being_sent(memory, clock_.wall_now());
  auto looked = look_at_file(settings_.desired_state, memory, also);
  if (!looked && !looked.error().errors.empty()) looked = look_at_last_good(memory, std::move(looked.error()), also);
  return planned(std::move(looked), memory, settings_.desired_state);
}

tl::expected<Look, LookFailure> Session::look_at_file(const std::string& path, const Memory& memory,
                                                      const std::set<CampaignId>& also) {
  const OpenWriters writers{};
  FileSource source(path, settings_.reconcile.debounce, clock_, writers);
  return look(Ports{source, transport_, clock_, journal_}, settings_, read_desired_state, memory, std::stop_token{},
              warnings(), also);
}

// `broken` comes back where there is none.
tl::expected<Look, LookFailure> Session::look_at_last_good(const Memory& memory, LookFailure broken,
                                                           const std::set<CampaignId>& also) {
  const auto& good = memory.last_good;
  if (!good) return tl::unexpected(std::move(broken));
  auto desired = read_last_good(memory);
  if (!desired) return tl::unexpected(std::move(broken));
  desired->revision = good->revision;
  tell_diagnostics(invocation_, with_paths(std::move(broken.errors), settings_.desired_state));
  constexpr std::size_t kShown = std::string_view("sha256:").size() + 12;
  tell_warning(invocation_, "until that is mended the last good revision is in force, and this is about it: " +
                                isolate(good->revision.hash.substr(0, kShown)) + ", loaded " +
                                stamp(good->loaded_at, machine_zone()));
  const OpenWriters writers{};
  FileSource unused(settings_.desired_state, settings_.reconcile.debounce, clock_, writers);
  auto looked = look(Ports{unused, transport_, clock_, journal_}, settings_, *desired, memory, std::stop_token{},
                     warnings(), also);
  if (looked) looked->desired = *std::move(desired);
  return looked;
}

Tell Session::warnings() const {
  return [this](const Event& event) {
    if (event.level >= EventLevel::kWarning) tell_warning(invocation_, to_sentence(event));
  };
}

tl::expected<Planned, CommandFailure> Session::planned(tl::expected<Look, LookFailure> looked, const Memory& memory,
                                                       const std::string& path) {
  const auto& failure = transport_.failure();
  if (!looked) {
    if (!looked.error().errors.empty()) {
      return tl::unexpected(
          CommandFailure{with_paths(std::move(looked.error().errors), path), "", access_advice(path)});
    }
    return tl::unexpected(failure ? failure_of(*failure) : CommandFailure{{}, std::move(looked.error().detail), ""});
  }
  if (failure && saw_nothing(looked->observed)) return tl::unexpected(failure_of(*failure));
  if (failure && missed_something(looked->observed))
    tell_warning(invocation_, "not everything could be read: " + failure_of(*failure).message);
  return Planned{std::move(looked->plan),
                 std::move(looked->observed),
                 std::move(looked->catalog),
                 std::move(looked->desired),
                 std::move(looked->memory),
                 pause_in_force(memory, clock_.wall_now()),
                 memory.is_clone};
}

tl::expected<Catalog, CommandFailure> Session::catalog() {
  const OpenWriters writers{};
  FileSource unused(settings_.desired_state, settings_.reconcile.debounce, clock_, writers);
  const Teller silent({}, clock_);
  Calls calls(
      Ports{unused, transport_, clock_, journal_}, settings_.api, [] { return 0.5; }, silent);
  Finished answer = calls.finish({.call = GetResources{}, .urgency = {}, .starts_at = {}});
  if (!answer.result) return tl::unexpected(failure_of(answer.result.error()));
  auto* catalog = std::get_if<Catalog>(&*answer.result);
  if (catalog == nullptr) return tl::unexpected(CommandFailure{{}, "the service answered something else", ""});
  return std::move(*catalog);
}

tl::expected<Look, CommandFailure> Session::project() {
  const OpenWriters writers{};
  FileSource unused(settings_.desired_state, settings_.reconcile.debounce, clock_, writers);
  auto looked =
      look(Ports{unused, transport_, clock_, journal_}, settings_, DesiredState{}, Memory{}, std::stop_token{});
  if (!looked) {
    const auto& failure = transport_.failure();
    return tl::unexpected(failure ? failure_of(*failure) : CommandFailure{{}, std::move(looked.error().detail), ""});
  }
  if (missed_something(looked->observed) || !looked->catalog) {
    if (const auto& failure = transport_.failure()) return tl::unexpected(failure_of(*failure));
    return tl::unexpected(
        CommandFailure{{}, "the project could not be read whole: " + first_miss(looked->observed), ""});
  }
  return std::move(*looked);
}

// A plan without the memory is still worth having, but it may differ from the service's.
Memory Session::recall() {
  auto memory = journal_.recall();
  if (memory) return std::move(*memory);
  const std::string advice = access_advice(settings_.state_directory + "/campaignd.db");
  tell_warning(invocation_, (advice.empty() ? memory.error().detail : settings_.state_directory + " cannot be read") +
                                ".\nThis plan is made as if the service had never run: it cannot tell who changed a "
                                "campaign, and may call an update what the service leaves alone, because somebody "
                                "took the campaign off the clock by hand." +
                                (advice.empty() ? "" : "\n" + advice));
  return {};
}

CommandFailure Session::failure_of(const CallFailure& failure) const {
  FailureText text = failure_text(failure, settings_, key_origin_);
  return {{}, std::move(text.what), std::move(text.next)};
}

namespace {

CommandFailure key_failure(const std::string& key_file, Diagnostic error) {
  if (!key_file.empty()) return {{std::move(error)}, "", access_advice(key_file)};
  return {
      {std::move(error)},
      "",
      "The credential that systemd hands to campaignd cannot be seen from here, but the file `otpiq-key` beside the "
      "settings counts too."};
}

// A key that is there and can be read, but not used, is to be mended, and not to be passed over.
bool cannot_be_read(const std::string& key_origin) {
  if (key_origin.empty()) return true;
  return key_origin.front() != '$' && ::access(key_origin.c_str(), R_OK) != 0;
}

CommandFailure without_key_and_service(CommandFailure no_key, const ControlFailure& no_service) {
  const std::string& advice = no_service.failure.advice;
  // `sudo` is a way to both; it is told once.
  if (no_service.trouble == ControlTrouble::kNoPermission) no_key.advice.clear();
  if (!no_key.advice.empty()) no_key.advice += "\n";
  no_key.advice += "The running campaignd could ask instead, but " + no_service.failure.message + ".";
  if (!advice.empty()) no_key.advice += "\n" + advice;
  return no_key;
}

// One whose end has come is over, also where the service has not run since.
std::optional<Pause> pause_in_force(const Memory& memory, WallTime now) {
  const bool is_over = memory.pause && memory.pause->until && *memory.pause->until <= now;
  return is_over ? std::nullopt : memory.pause;
}

bool saw_nothing(const Observation& observed) {
  return observed.drafts_failure && observed.scheduled_failure && observed.campaigns.empty();
}

bool missed_something(const Observation& observed) {
  return observed.drafts_failure || observed.scheduled_failure || observed.catalog_failure ||
         observed.project_failure || !observed.unobserved.empty() || !observed.unreadable_names.empty() ||
         observed.has_unreadable_name;
}

// Of what the service answered well, but not so that it can be understood.
std::string first_miss(const Observation& observed) {
  if (!observed.unobserved.empty()) {
    const auto& [id, why] = *observed.unobserved.begin();
    return "campaign " + id.str() + ": " + why;
  }
  if (!observed.unreadable_names.empty()) {
    const auto& [name, why] = *observed.unreadable_names.begin();
    return "campaign " + isolate(name) + ": " + why;
  }
  return "a campaign in its lists has neither an id nor a name that can be read";
}

}  // namespace

}  // namespace campaignd
