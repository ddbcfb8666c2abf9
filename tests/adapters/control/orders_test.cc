#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "adapters/control/caller.h"
#include "adapters/control/waiting_desk.h"

namespace campaignd::testing {

namespace {

// A request on a thread of its own, so that the test can be the service meanwhile.
class Telling {
 public:
  Telling(const ServedDesk& served, std::string target, std::string body)
      : thread_([this, path = served.path, target = std::move(target), body = std::move(body)] {
          heard_ = tell(path, target, body);
          is_over_ = true;
        }) {}

  const Heard& heard() {
    if (thread_.joinable()) thread_.join();
    return heard_;
  }
  [[nodiscard]] bool is_over() const { return is_over_; }

 private:
  Heard heard_;
  std::atomic<bool> is_over_ = false;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("an order is handed on with who gave it, and answered when it is done and not before") {
  ServedDesk served;
  Telling telling(served, "/v1/pause", R"({"reason":"dashboard work"})");

  auto asked = served.desk.next_order();
  CHECK(std::get<PauseOrder>(asked.order.what).reason == "dashboard work");
  CHECK(asked.order.person.starts_with("uid " + std::to_string(::getuid())));
  CHECK(ask(served.path, "/v1/status").status == 200);  // time enough for an answer that comes too early
  CHECK_FALSE(telling.is_over());
  asked.answer.set_value({true, "Paused.", {}});

  CHECK(telling.heard().status == 200);
  CHECK(telling.heard().body.find(R"("message": "Paused.")") != std::string::npos);
}

TEST_CASE("what could not be done is a conflict, with why and with what is left") {
  ServedDesk served;
  Telling telling(served, "/v1/freeze", R"({"reason":"wrong price"})");

  auto asked = served.desk.next_order();
  Stopped left;
  left.id = CampaignId::parse("665f0c2ab1e4d2a7c9f01234");
  left.handle = Handle::parse("eid");
  left.detail = "it has started";
  asked.answer.set_value({false, "1 campaign is not off the clock.", {left}});

  CHECK(telling.heard().status == 409);
  CHECK(telling.heard().body.find(R"("error": "1 campaign is not off the clock.")") != std::string::npos);
  CHECK(telling.heard().body.find(R"("handle": "eid")") != std::string::npos);
  CHECK(telling.heard().body.find(R"("isOff": false)") != std::string::npos);
}

TEST_CASE("a service that ends says that the order was not done") {
  ServedDesk served;
  Telling telling(served, "/v1/resume", "");
  { auto dropped = served.desk.next_order(); }
  CHECK(telling.heard().status == 503);
}

TEST_CASE("a service that does not come to it is not waited for forever") {
  ControlOptions options;
  options.patience = std::chrono::milliseconds(20);
  options.long_patience = std::chrono::milliseconds(30);
  ServedDesk served(options);

  CHECK(tell(served.path, "/v1/approve", R"({"plan":"9f3c51aa"})").status == 504);
  CHECK(tell(served.path, "/v1/reconcile", "").status == 504);
  CHECK(tell(served.path, "/v1/freeze", R"({"reason":"a"})").status == 504);
}

TEST_CASE("a reconcile is answered with its outcome") {
  ServedDesk served;
  Telling telling(served, "/v1/reconcile", "");
  served.desk.next_reconcile().set_value({ReconcileOutcome::kLeft, std::chrono::milliseconds(7), "2 locked"});

  CHECK(telling.heard().status == 200);
  CHECK(telling.heard().body.find(R"("outcome": "left")") != std::string::npos);
  CHECK(telling.heard().body.find(R"("durationMs": 7)") != std::string::npos);
}

TEST_CASE("however many wait for the service, a freeze still reaches it and the status is still told") {
  ServedDesk served;
  std::vector<std::unique_ptr<Telling>> waiting;
  int refused = 0;
  for (int i = 0; i < 30; ++i) {
    waiting.push_back(std::make_unique<Telling>(served, i % 2 == 0 ? "/v1/reconcile" : "/v1/resume", ""));
  }
  CHECK(ask(served.path, "/v1/status").status == 200);
  Telling freeze(served, "/v1/freeze", R"({"reason":"stop"})");
  std::vector<WaitingDesk::Asked> orders;
  do orders.push_back(served.desk.next_order());
  while (!std::holds_alternative<FreezeOrder>(orders.back().order.what));
  orders.back().answer.set_value({true, "Frozen.", {}});
  CHECK(freeze.heard().status == 200);

  orders.clear();
  for (auto& each : waiting) {
    while (!each->is_over()) {
      served.desk.break_promises();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (each->heard().status == 503) ++refused;
  }
  CHECK(refused == 30);
}

TEST_CASE("a body that is wrong never reaches the service") {
  ServedDesk served;
  const Heard heard = tell(served.path, "/v1/freeze", R"({"reson":"a"})");
  CHECK(heard.status == 400);
  CHECK(heard.body.find("did you mean \\\"reason\\\"?") != std::string::npos);
  CHECK(tell(served.path, "/v1/reconcile", R"({"a":1})").status == 400);
}

TEST_CASE("an unknown target is 404 with the nearest one, and another method is 405 with the right one") {
  ServedDesk served;
  const Heard unknown = ask(served.path, "/v1/statsu");
  CHECK(unknown.status == 404);
  CHECK(unknown.body.find("did you mean /v1/status?") != std::string::npos);
  const Heard wrong = ask(served.path, "/v1/pause");
  CHECK(wrong.status == 405);
  CHECK(wrong.head.find("Allow: POST") != std::string::npos);
  CHECK(tell(served.path, "/v1/status", "").status == 405);
}

TEST_CASE("what the API shows is handed out, a campaign that is not there as 404, and a failure as such") {
  ServedDesk served;
  CHECK(ask(served.path, "/v1/observed").body == "{}");
  CHECK(ask(served.path, "/v1/observed/campaigns/nonsense").status == 404);
  served.desk.observed = {"", "Campaign not found", true};
  CHECK(ask(served.path, "/v1/observed/campaigns/665f0c2ab1e4d2a7c9f01234").status == 404);
  served.desk.observed = {"", "no connection", false};
  CHECK(ask(served.path, "/v1/observed").status == 502);
}

TEST_CASE("a plan that was not made yet is told so") {
  ServedDesk served;
  CHECK(ask(served.path, "/v1/plan").status == 503);
  CHECK(ask(served.path, "/v1/status").body.find(R"("plan":null)") != std::string::npos);
}

}  // namespace campaignd::testing
