// What is said to the control socket. The first line is told apart by its first byte: a digit asks for the target that
// it counts to (kTargets) with the rest as the body, in a frame that is right; anything else is the whole request, byte
// for byte.
#include <simdjson.h>

#include <array>
#include <future>
#include <memory>
#include <utility>
#include <variant>

#include "adapters/control/framing.h"
#include "adapters/control/http.h"
#include "fuzz/rule.h"

namespace campaignd::fuzz {
namespace {

constexpr std::array<std::string_view, 10> kTargets{
    "POST /v1/pause",   "POST /v1/resume",      "POST /v1/approve",
    "POST /v1/rearm",   "POST /v1/freeze",      "POST /v1/reconcile",
    "GET /v1/status",   "GET /v1/status?brief", "GET /v1/observed/campaigns/665f0c2ab1e4d2a7c9f01234",
    "GET /v1/observed",
};

template <class T>
std::future<T> at_once(T value) {
  std::promise<T> promise;
  promise.set_value(std::move(value));
  return promise.get_future();
}

// Does whatever is wished, at once, and says what it understood.
class ObligingDesk final : public ControlDesk {
 public:
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override { return shown_; }
  [[nodiscard]] WallTime now() const override { return WallTime{std::chrono::hours(500'000)}; }
  std::future<OrderAnswer> obey(Order order) override {
    rule(order.person == "uid 1000 (sara)", "an order is the person's whom the kernel knows");
    return at_once(OrderAnswer{true, understood(order), {}});
  }
  std::future<ReconcileAnswer> reconcile() override { return at_once(ReconcileAnswer{{}, {}, "nothing to do"}); }
  std::future<ObservedAnswer> observe(std::optional<CampaignId> /*only*/) override {
    return at_once(ObservedAnswer{"{}", "", false});
  }

 private:
  static std::string understood(const Order& order) {
    if (const auto* const pause = std::get_if<PauseOrder>(&order.what)) {
      rule(!pause->lasts || pause->lasts->count() > 0, "a pause lasts");
      return pause->reason;
    }
    if (const auto* const freeze = std::get_if<FreezeOrder>(&order.what)) {
      rule(freeze->names.size() <= kMostNames, "the names of a freeze are bounded");
      rule(!freeze->all || freeze->names.empty(), "a freeze is of all or of some");
      return freeze->reason;
    }
    const auto* const approve = std::get_if<ApproveOrder>(&order.what);
    return approve == nullptr ? "done" : approve->plan;
  }

  std::shared_ptr<const Snapshot> shown_ = std::make_shared<const Snapshot>();
};

std::string request_in(const std::string& input) {
  if (input.empty() || input.front() < '0' || input.front() > '9') return input;
  const std::string body = input.substr(1);
  return std::string(kTargets[static_cast<std::size_t>(input.front() - '0')]) +
         " HTTP/1.1\r\nHost: campaignd\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void check_frame(std::string_view bytes, std::size_t size) {
  rule(size > 0 && size <= bytes.size(), "a request is within what was sent");
  rule(size <= kLargestHead + kLargestBody, "a request is bounded");
  const Frame alone = frame_of(bytes.substr(0, size));
  rule(std::holds_alternative<Whole>(alone) && std::get<Whole>(alone).size == size,
       "what follows a request does not change where it ends");
  rule(std::holds_alternative<NotWhole>(frame_of(bytes.substr(0, size - 1))), "a request lacks its last byte");
}

void check_answer(const std::string& answer) {
  rule(answer.starts_with("HTTP/1.1 "), "an answer is HTTP");
  const std::size_t end = answer.find("\r\n\r\n");
  rule(end != std::string::npos, "an answer has a whole head");
  const std::string body = answer.substr(end + 4);
  if (answer.starts_with("HTTP/1.1 204")) return;
  simdjson::dom::parser parser;

  rule(body.empty() || parser.parse(body).error() == simdjson::SUCCESS, "an answer is JSON");
}

}  // namespace
}  // namespace campaignd::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  static fuzz::ObligingDesk desk;
  static Endpoints endpoints(desk, {std::chrono::seconds(1), std::chrono::seconds(1)});
  static Http http(endpoints);
  const std::string bytes = fuzz::request_in(fuzz::bytes_of(data, size));
  const Frame frame = frame_of(bytes);
  if (const auto* const whole = std::get_if<Whole>(&frame)) {
    fuzz::check_frame(bytes, whole->size);
    fuzz::check_answer(http.answer(std::string_view(bytes).substr(0, whole->size), "uid 1000 (sara)"));
  } else if (const auto* const refused = std::get_if<Unacceptable>(&frame)) {
    fuzz::check_answer(plain_refusal(*refused));
  }
  return 0;
}
