#include "control_client.h"

#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>
#include <variant>

#include "access_advice.h"
#include "adapters/curl/socket_call.h"
#include "adapters/json/writer.h"
#include "core/display_text.h"
#include "core/duration.h"
#include "exit_code.h"

namespace campaignd {

namespace {

ControlFailure explained(const SocketFailure& failure, const std::string& socket, std::chrono::milliseconds patience);
std::string target_of(const Order& order);
std::string body_of(const Order& order);
ControlFailure not_understood();

}  // namespace

tl::expected<ControlReply, ControlFailure> ControlClient::get(std::string_view target,
                                                              std::chrono::milliseconds patience) const {
  return call(target, std::nullopt, patience);
}

tl::expected<ControlReply, ControlFailure> ControlClient::post(std::string_view target, std::string_view body,
                                                               std::chrono::milliseconds patience) const {
  return call(target, std::string(body), patience);
}

tl::expected<ControlReply, ControlFailure> ControlClient::call(std::string_view target, std::optional<std::string> body,
                                                               std::chrono::milliseconds patience) const {
  auto answer = call_socket({socket_, std::string(target), std::move(body), patience});
  if (!answer) return tl::unexpected(explained(answer.error(), socket_, patience));
  ControlReply reply{answer->status, std::move(answer->body)};
  constexpr int kForbidden = 403;
  if (reply.status != kForbidden) return reply;
  return tl::unexpected(
      ControlFailure{ControlTrouble::kNoPermission, {{}, error_of(reply), "Or run the same command with sudo."}});
}

std::string error_of(const ControlReply& reply) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  std::string_view error;
  if (parser.parse(reply.body).get(object) == simdjson::SUCCESS && object["error"].get(error) == simdjson::SUCCESS) {
    return escape_controls(error);
  }
  return "campaignd answered with HTTP " + std::to_string(reply.status);
}

tl::expected<OrderAnswer, ControlFailure> tell_service(const ControlClient& client, const Order& order,
                                                       std::chrono::milliseconds patience) {
  const auto reply = client.post(target_of(order), body_of(order), patience);
  if (!reply) return tl::unexpected(reply.error());
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(reply->body).get(object) != simdjson::SUCCESS) return tl::unexpected(not_understood());
  OrderAnswer answer;
  std::string_view message;
  // An error without `done` is one of the request, not of what was ordered.
  if (object["done"].get(answer.done) != simdjson::SUCCESS) return OrderAnswer{false, error_of(*reply), {}};
  if (object["message"].get(message) == simdjson::SUCCESS) answer.message = escape_controls(message);
  simdjson::dom::array stopped;
  if (object["stopped"].get(stopped) != simdjson::SUCCESS) return answer;
  for (const simdjson::dom::element each : stopped) {
    const auto text = [&](const char* key) {
      std::string_view value;
      return each[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
    };
    Stopped one;
    one.id = CampaignId::parse(text("id"));
    one.handle = Handle::parse(text("handle"));
    one.name = text("name");
    one.was = parse_rfc3339(text("was"));
    one.detail = text("detail");
    if (each["isOff"].get(one.is_off) != simdjson::SUCCESS) return tl::unexpected(not_understood());
    answer.stopped.push_back(std::move(one));
  }
  return answer;
}

int fail(const Invocation& invocation, const ControlFailure& failure) {
  const int code = fail(invocation, failure.failure);
  return failure.trouble == ControlTrouble::kNotRunning ? kExitNotRunning : code;
}

namespace {

ControlFailure explained(const SocketFailure& failure, const std::string& socket, std::chrono::milliseconds patience) {
  const std::string where = isolate(socket);
  if (failure.kind == SocketFailure::Kind::kNoAnswer) {
    return {ControlTrouble::kNoAnswer,
            {{},
             "campaignd did not answer at " + where + " within " + in_words(patience) + " (" + failure.words + ")",
             "It may still do what it was told. Look at it with: systemctl status campaignd"}};
  }
  if (failure.error == EACCES || failure.error == EPERM) {
    const std::string advice = access_advice(socket);
    return {ControlTrouble::kNoPermission,
            {{},
             "you may not speak to campaignd: " + where + " is for its own group",
             advice.empty() ? "Members of the service's group may: `sudo usermod -aG campaignd $USER`, then log in "
                              "again; or run the same command with sudo."
                            : advice}};
  }
  const std::string why = failure.error == ENOENT         ? "there is no socket " + where
                          : failure.error == ECONNREFUSED ? "nobody answers at " + where
                          : failure.error == 0            ? where + ": " + failure.words
                                               : where + ": " + std::generic_category().message(failure.error);
  return {
      ControlTrouble::kNotRunning,
      {{},
       "campaignd is not running: " + why,
       "Start it with: systemctl start campaignd\nWhere it runs with other settings, name their file with --config."}};
}

struct TargetOf {
  std::string operator()(const PauseOrder&) const { return "/v1/pause"; }
  std::string operator()(const ResumeOrder&) const { return "/v1/resume"; }
  std::string operator()(const ApproveOrder&) const { return "/v1/approve"; }
  std::string operator()(const RearmOrder&) const { return "/v1/rearm"; }
  std::string operator()(const FreezeOrder&) const { return "/v1/freeze"; }
};

// What stands in the object of an order.
struct BodyOf {
  json::Writer& json;

  void operator()(const PauseOrder& order) const {
    text("reason", order.reason);
    if (order.lasts) text("for", duration_text(*order.lasts));
  }
  void operator()(const ResumeOrder& order) const { json.key("restore").boolean(order.restore); }
  void operator()(const ApproveOrder& order) const { text("plan", order.plan); }
  void operator()(const RearmOrder& order) const { text("handle", order.handle.str()); }
  void operator()(const FreezeOrder& order) const {
    text("reason", order.reason);
    json.key("all").boolean(order.all);
    if (order.names.empty()) return;
    json.key("names").begin_array();
    for (const std::string& name : order.names) json.text(name);
    json.end_array();
  }

 private:
  void text(std::string_view key, std::string_view value) const { json.key(key).text(value); }
};

std::string target_of(const Order& order) {
  return std::visit(TargetOf{}, order.what);
}

std::string body_of(const Order& order) {
  json::Writer json(json::Layout::kCompact);
  json.begin_object();
  std::visit(BodyOf{json}, order.what);
  json.end_object();
  return json.take();
}

ControlFailure not_understood() {
  return {ControlTrouble::kNoAnswer,
          {{},
           "campaignd answered something that this campaignctl does not understand",
           "Are both of one version? Compare: campaignctl --version and campaignd --version"}};
}

}  // namespace

}  // namespace campaignd
