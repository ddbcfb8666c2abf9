#include "adapters/control/endpoints.h"

#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/control/order_body.h"
#include "adapters/json/plan_json.h"
#include "adapters/json/status_json.h"
#include "adapters/json/stopped_json.h"
#include "adapters/json/writer.h"
#include "core/display_text.h"
#include "core/nearest.h"

namespace campaignd {
namespace {

constexpr int kMostWaiting = 4;  // of each kind
constexpr std::string_view kCampaign = "/v1/observed/campaigns/";

struct OrderTarget {
  std::string_view path;
  tl::expected<Order, std::string> (*read)(std::string_view body);
};
constexpr std::array kOrders{OrderTarget{"/v1/pause", read_pause}, OrderTarget{"/v1/resume", read_resume},
                             OrderTarget{"/v1/approve", read_approve}, OrderTarget{"/v1/rearm", read_rearm},
                             OrderTarget{"/v1/freeze", read_freeze}};

std::string_view path_of(std::string_view target);
bool has_word(std::string_view target, std::string_view word);
json::Layout layout_of(std::string_view target);
ControlAnswer order_answer(const OrderAnswer& answer);
ControlAnswer reconcile_answer(const ReconcileAnswer& answer);

// One of a few places to wait in, as long as this lives.
class Seat {
 public:
  explicit Seat(std::atomic<int>& taken) : taken_(taken), is_there_(taken_.fetch_add(1) < kMostWaiting) {}
  ~Seat() { taken_.fetch_sub(1); }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  std::atomic<int>& taken_;
  bool is_there_;
};

// Asks, waits, and says what became of it.
template <class Ask, class Say>
ControlAnswer awaited(std::atomic<int>& places, std::chrono::milliseconds patience, const Ask& ask, const Say& say) {
  const Seat seat(places);
  if (!seat.is_there()) return control_error(503, "too many requests wait for the service already; try again");
  auto answer = ask();
  if (answer.wait_for(patience) != std::future_status::ready) {
    return control_error(504, "the service did not come to it within " + in_words(patience) +
                                  "; it may still do it: look at its status");
  }
  try {
    return say(answer.get());
  } catch (const std::future_error&) {
    return control_error(503, "the service is stopping, and did not do it");
  }
}

}  // namespace

struct Endpoints::Target {
  std::string_view path;
  std::string_view method;
  ControlAnswer (Endpoints::*answer)(const ControlRequest& request);

  static const std::array<Target, 9> kAll;
};

const std::array<Endpoints::Target, 9> Endpoints::Target::kAll{{
    {"/v1/status", "GET", &Endpoints::status},
    {"/v1/plan", "GET", &Endpoints::plan},
    {"/v1/observed", "GET", &Endpoints::observed},
    {"/v1/reconcile", "POST", &Endpoints::reconcile},
    {"/v1/pause", "POST", &Endpoints::order},
    {"/v1/resume", "POST", &Endpoints::order},
    {"/v1/approve", "POST", &Endpoints::order},
    {"/v1/rearm", "POST", &Endpoints::order},
    {"/v1/freeze", "POST", &Endpoints::order},
}};

ControlAnswer Endpoints::answer(const ControlRequest& request) {
  const std::string_view path = path_of(request.target);
  const auto* const target = std::find_if(Target::kAll.begin(), Target::kAll.end(), [&](const Target& each) {
    return each.path == path || (each.path == "/v1/observed" && path.starts_with(kCampaign));
  });
  if (target == Target::kAll.end()) {
    std::vector<std::string_view> known;
    known.reserve(Target::kAll.size());
    for (const Target& each : Target::kAll) known.push_back(each.path);
    const std::string meant = did_you_mean(path, known);
    return control_error(404, "there is no " + isolate(path) + (meant.empty() ? "; /v1/status is a start" : meant));
  }
  if (request.method != target->method) {
    ControlAnswer refused =
        control_error(405, std::string(target->path) + " is asked with " + std::string(target->method));
    refused.allow = target->method;
    return refused;
  }
  return (this->*target->answer)(request);
}

ControlAnswer Endpoints::status(const ControlRequest& request) {
  const auto snapshot = desk_.snapshot();
  const StatusExtent extent = has_word(request.target, "brief") ? StatusExtent::kBrief : StatusExtent::kWhole;
  return {200, status_json(*snapshot, desk_.now(), layout_of(request.target), extent), ""};
}

ControlAnswer Endpoints::plan(const ControlRequest& request) {
  const auto snapshot = desk_.snapshot();
  if (snapshot->plan->now == WallTime{}) return control_error(503, "nothing was planned yet; /v1/status says why");
  json::Writer json(layout_of(request.target));
  write_plan(json, *snapshot->plan);
  return {200, json.take(), ""};
}

ControlAnswer Endpoints::observed(const ControlRequest& request) {
  std::string_view path = path_of(request.target);
  std::optional<CampaignId> only;
  if (path.starts_with(kCampaign)) {
    path.remove_prefix(kCampaign.size());
    only = CampaignId::parse(path);
    if (!only) return control_error(404, isolate(path) + " is no campaign's id");
  }
  return awaited(
      looks_, patience_.long_order, [&] { return desk_.observe(only); },
      [](ObservedAnswer answer) {
        if (!answer.document.empty()) return ControlAnswer{200, std::move(answer.document), ""};
        return control_error(answer.is_absent ? 404 : 502, answer.failure);
      });
}

ControlAnswer Endpoints::reconcile(const ControlRequest& request) {
  if (const auto read = read_nothing(request.body); !read) return control_error(400, read.error());
  return awaited(
      looks_, patience_.long_order, [&] { return desk_.reconcile(); },
      [](const ReconcileAnswer& answer) { return reconcile_answer(answer); });
}

ControlAnswer Endpoints::order(const ControlRequest& request) {
  const std::string_view path = path_of(request.target);
  const auto* const target =
      std::find_if(kOrders.begin(), kOrders.end(), [&](const OrderTarget& each) { return each.path == path; });
  auto order = target->read(request.body);
  if (!order) return control_error(400, order.error());
  order->person = request.person;
  const bool is_freeze = std::holds_alternative<FreezeOrder>(order->what);
  return awaited(
      is_freeze ? freezes_ : orders_, is_freeze ? patience_.long_order : patience_.order,
      [&] { return desk_.obey(*std::move(order)); }, [](const OrderAnswer& answer) { return order_answer(answer); });
}

ControlAnswer control_error(int status, std::string_view why) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("error").text(why);
  json.end_object();
  return {status, json.take(), ""};
}

namespace {

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

// `?brief&pretty`
bool has_word(std::string_view target, std::string_view word) {
  const std::size_t start = target.find('?');
  if (start == std::string_view::npos) return false;
  target.remove_prefix(start + 1);
  while (true) {
    const std::size_t end = target.find('&');
    if (target.substr(0, end) == word) return true;
    if (end == std::string_view::npos) return false;
    target.remove_prefix(end + 1);
  }
}

json::Layout layout_of(std::string_view target) {
  return has_word(target, "pretty") ? json::Layout::kIndented : json::Layout::kCompact;
}

ControlAnswer order_answer(const OrderAnswer& answer) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("error").text_or_null(answer.done ? std::string_view() : std::string_view(answer.message));
  write_order_answer(json, answer);
  json.end_object();
  return {answer.done ? 200 : 409, json.take(), ""};
}

ControlAnswer reconcile_answer(const ReconcileAnswer& answer) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("error").text_or_null(answer.outcome ? std::string_view() : std::string_view(answer.message));
  json.key("outcome").text_or_null(answer.outcome ? to_text(*answer.outcome) : std::string_view());
  json.key("durationMs").number(answer.took.count());
  json.key("message").text(answer.message);
  json.end_object();
  return {answer.outcome ? 200 : 409, json.take(), ""};
}

}  // namespace

}  // namespace campaignd
