// What a person tells the running service: each says in one sentence what holds then.
#include <simdjson.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/json/writer.h"
#include "assembly/environment.h"
#include "commands.h"
#include "control_client.h"
#include "core/display_text.h"
#include "core/nearest.h"
#include "core/settings_place.h"
#include "core/told_instants.h"
#include "exit_code.h"
#include "people_zone.h"
#include "reading.h"
#include "service_status.h"

namespace campaignd {

namespace {

constexpr auto kOrderPatience = std::chrono::seconds(70);  // the service's own is 60 s
constexpr auto kLookPatience = std::chrono::seconds(10);
constexpr auto kReconcilePatience = std::chrono::seconds(910);  // and here 15 min

// What to say to a person whose order was refused.
using Advice = std::function<std::string(const ControlClient&)>;

int give(
    const Invocation& invocation, decltype(Order::what) what,
    const Advice& advice = [](const ControlClient&) { return std::string(); });
std::string nearest_handle(const ControlClient& client, const Handle& handle);
int print_answer(const Invocation& invocation, const Settings& settings, const OrderAnswer& answer);
int exit_code_of_outcome(std::string_view outcome);

}  // namespace

int pause(const Invocation& invocation, const PauseCommand& command) {
  return give(invocation, PauseOrder{command.reason, command.lasts});
}

int resume(const Invocation& invocation, const ResumeCommand& command) {
  return give(invocation, ResumeOrder{command.restore});
}

int approve(const Invocation& invocation, const ApproveCommand& command) {
  return give(invocation, ApproveOrder{command.plan});
}

int rearm(const Invocation& invocation, const RearmCommand& command) {
  return give(invocation, RearmOrder{command.handle},
              [&](const ControlClient& client) { return nearest_handle(client, command.handle); });
}

int reconcile(const Invocation& invocation) {
  const auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return fail(invocation, settings.error());
  const auto reply = ControlClient(settings->control.socket).post("/v1/reconcile", "{}", kReconcilePatience);
  if (!reply) return fail(invocation, reply.error());
  simdjson::dom::parser parser;
  simdjson::dom::object answer;
  std::string_view outcome;
  std::string_view message;
  if (reply->status != 200 || parser.parse(reply->body).get(answer) != simdjson::SUCCESS ||
      answer["outcome"].get(outcome) != simdjson::SUCCESS || answer["message"].get(message) != simdjson::SUCCESS) {
    return fail(invocation, {{}, error_of(*reply), ""});
  }
  const int code = exit_code_of_outcome(outcome);
  const std::string word = code == kExitWell ? "In agreement" : code == kExitWaiting ? "Something was left" : "Errors";
  const bool as_json = invocation.output == OutputFormat::kJson;
  return print_data(as_json ? reply->body : word + ": " + escape_controls(message) + "\n") ? code : kExitError;
}

namespace {

// The handle that was most likely meant; the service knows them.
std::string nearest_handle(const ControlClient& client, const Handle& handle) {
  const auto reply = client.get("/v1/status", kLookPatience);
  const auto status = reply ? read_status(reply->body) : std::nullopt;
  if (!status) return "";
  const auto near = nearest(handle.str(), status->snapshot.plan->handles());
  return near && *near != handle.str() ? "Did you mean " + std::string(*near) + "?" : "";
}

int give(const Invocation& invocation, decltype(Order::what) what, const Advice& advice) {
  const auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return fail(invocation, settings.error());
  const ControlClient client(settings->control.socket);
  const auto answer = tell_service(client, {std::move(what), ""}, kOrderPatience);
  if (!answer) return fail(invocation, answer.error());
  if (!answer->done)
    return fail(invocation, {{}, with_told_instants(answer->message, people_zone(*settings)), advice(client)});
  return print_answer(invocation, *settings, *answer);
}

int print_answer(const Invocation& invocation, const Settings& settings, const OrderAnswer& answer) {
  if (invocation.output == OutputFormat::kText) {
    const std::string message =
        with_settings_named(with_told_instants(answer.message, people_zone(settings)), invocation.settings_file);
    return print_data(message + "\n") ? kExitWell : kExitError;
  }
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("done").boolean(answer.done);
  json.key("message").text(answer.message);
  json.end_object();
  return print_data(json.take()) ? kExitWell : kExitError;
}

int exit_code_of_outcome(std::string_view outcome) {
  if (outcome == "agreement") return kExitWell;
  return outcome == "left" ? kExitWaiting : kExitError;
}

}  // namespace

}  // namespace campaignd
