#include <poll.h>
#include <sys/signalfd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "adapters/files/descriptor.h"
#include "assembly/environment.h"
#include "commands.h"
#include "control_client.h"
#include "exit_code.h"
#include "reading.h"
#include "service_status.h"
#include "status_text.h"
#include "table.h"
#include "whole_commands.h"

namespace campaignd {

namespace {

constexpr auto kPatience = std::chrono::seconds(10);
constexpr auto kLookEvery = std::chrono::seconds(1);

enum class Glances : std::uint8_t { kOne, kMany };

// One look: what is to be printed, and what it comes to.
struct Glance {
  std::string text;
  std::string essence;  // of many: the same for as long as nothing has changed that is worth another look
  int exit_code = kExitWell;
};

tl::expected<ServiceStatus, ControlFailure> understood(const ControlReply& reply) {
  auto status = read_status(reply.body);
  if (status) return *std::move(status);
  return tl::unexpected(
      ControlFailure{ControlTrouble::kNoAnswer, {{}, "this is not what campaignd says: " + error_of(reply), ""}});
}

void complete_commands(ServiceStatus& status, const std::string& settings_file) {
  Plan plan = *status.snapshot.plan;
  complete_commands(plan, settings_file);
  status.snapshot.plan = std::make_shared<const Plan>(std::move(plan));
}

// Asks for the brief status as well: what an exit code needs stands there, and to take ten megabytes to pieces for it,
// only to print them as they came, would cost more than all the rest. Between the two answers lies a millisecond.
tl::expected<Glance, ControlFailure> glance_to_pass_on(const ControlClient& client) {
  const auto brief = client.get("/v1/status?brief", kPatience);
  if (!brief) return tl::unexpected(brief.error());
  const auto status = understood(*brief);
  if (!status) return tl::unexpected(status.error());
  auto whole = client.get("/v1/status?pretty", kPatience);
  if (!whole) return tl::unexpected(std::move(whole.error()));
  constexpr int kOk = 200;
  if (whole->status != kOk)
    return tl::unexpected(ControlFailure{ControlTrouble::kNoAnswer, {{}, error_of(*whole), ""}});
  return Glance{std::move(whole->body), "", exit_code_of(*status)};
}

tl::expected<Glance, ControlFailure> glance_at(const ControlClient& client, const Invocation& invocation,
                                               Glances glances) {
  const bool as_json = invocation.output == OutputFormat::kJson;
  if (as_json && glances == Glances::kOne) return glance_to_pass_on(client);
  auto reply = client.get(as_json ? "/v1/status?pretty" : "/v1/status?brief", kPatience);
  if (!reply) return tl::unexpected(std::move(reply.error()));
  auto status = understood(*reply);
  if (!status) return tl::unexpected(status.error());
  StatusTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.settings_file = invocation.settings_file;
  if (!as_json) complete_commands(*status, invocation.settings_file);
  Glance look;
  look.exit_code = exit_code_of(*status);
  look.text = as_json ? std::move(reply->body) : status_text(*status, options);
  if (glances == Glances::kOne) return look;
  // Times pass; what counts is what the service says of itself.
  ServiceStatus timeless = *status;
  timeless.now = timeless.snapshot.last_reconcile.value_or(WallTime{});
  look.essence = status_text(timeless, {}) + std::to_string(look.exit_code);
  return look;
}

// Ctrl-C as something to wait for.
Descriptor interrupts() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return Descriptor(::signalfd(-1, &ends, SFD_CLOEXEC));
}

bool is_interrupted(const Descriptor& interrupts, std::chrono::milliseconds within) {
  pollfd waited{interrupts.number(), POLLIN, 0};
  return ::poll(&waited, 1, static_cast<int>(within.count())) > 0;
}

// A terminal shows the newest alone; a pipe gets a block for each change.
bool show(const std::string& text, const Invocation& invocation, bool is_first) {
  if (invocation.terminal.width == 0) return print_data((is_first ? "" : "\n") + text);
  return print_data("\033[H\033[2J" + clipped(text, invocation.terminal.width, height_of_terminal()));
}

int watch(const ControlClient& client, const Invocation& invocation) {
  const Descriptor ends = interrupts();
  const bool is_terminal = invocation.terminal.width != 0;
  std::string shown;
  bool is_first = true;
  do {
    const auto look = glance_at(client, invocation, Glances::kMany);
    const std::string text = look ? look->text : look.error().failure.message + "\n";
    const std::string essence = look && !is_terminal ? look->essence : text;
    if (is_first && !look) return fail(invocation, look.error());
    if ((is_first || essence != shown) && !show(text, invocation, is_first)) return kExitError;
    shown = essence;
    is_first = false;
  } while (!is_interrupted(ends, kLookEvery));
  return kExitWell;
}

}  // namespace

int status(const Invocation& invocation, const StatusCommand& command) {
  const auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return fail(invocation, settings.error());
  const ControlClient client(settings->control.socket);
  if (command.watch) return watch(client, invocation);
  const auto look = glance_at(client, invocation, Glances::kOne);
  if (!look) return fail(invocation, look.error());
  return print_data(look->text) ? look->exit_code : kExitError;
}

}  // namespace campaignd
