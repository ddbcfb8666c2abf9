// Waiting for replies: who ends it, and what is left in flight.
#include <doctest/doctest.h>

#include <atomic>
#include <stop_token>
#include <thread>

#include "adapters/clock/system_clock.h"
#include "adapters/curl/caller.h"
#include "adapters/curl/easy_call.h"
#include "contract/fake_journal.h"
#include "contract/fake_source.h"
#include "engine/calls.h"

namespace campaignd::curl_test {
namespace {

// The engine's calls over the real transport, on the machine's clock.
class Engine {
 public:
  explicit Engine(const Served& served, ApiSettings api = {})
      : transport_(options(url_of(served), api.timeout), key()) {
    calls.use(api);
  }

  void begin(const std::stop_token& stop = {}) { calls.begin(stop); }
  void wake() { transport_.wake(); }

 private:
  SystemClock clock_;
  FakeJournal journal_;
  FakeSource source_;
  CurlTransport transport_;
  Teller teller_{nullptr, clock_};

 public:
  Calls calls{Ports{source_, transport_, clock_, journal_}, ApiSettings{}, [] { return 0.0; }, teller_};
};

CallOrder order(ApiCall call) {
  return {.call = std::move(call), .urgency = {}, .starts_at = {}};
}

TEST_CASE("with nothing in flight it waits until its time") {
  Served served;
  Caller caller(served);
  const MonotonicTime until = monotonic_now() + 30ms;
  CHECK_FALSE(caller.transport.await(until));
  CHECK(monotonic_now() >= until);
}

TEST_CASE("a wake before, and a wake from another thread, end a wait at once, and one wake ends one") {
  Served served;
  Caller caller(served);
  caller.transport.wake();
  CHECK_FALSE(caller.transport.await(MonotonicTime::max()));

  std::atomic<bool> waits{false};
  std::thread other([&] {
    while (!waits) std::this_thread::yield();
    caller.transport.wake();
  });
  waits = true;
  CHECK_FALSE(caller.transport.await(MonotonicTime::max()));
  other.join();

  const MonotonicTime until = monotonic_now() + 20ms;
  CHECK_FALSE(caller.transport.await(until));
  CHECK(monotonic_now() >= until);
}

TEST_CASE("a wake takes no reply away") {
  Served served;
  Caller caller(served);
  caller.transport.send(get());
  caller.transport.wake();
  Reply reply;
  for (;;) {
    auto next = caller.transport.await(monotonic_now() + kPatience);
    if (!next) continue;
    reply = std::move(*next);
    break;
  }
  CHECK(reply.result);
}

TEST_CASE("what was abandoned gives no reply, at once or later, and new calls do") {
  Served served;
  Caller caller(served);
  served.inject({{"kind", "silent"}, {"times", 2}, {"method", "PATCH"}});
  caller.transport.send(rename());
  caller.transport.send(rename());
  CHECK_FALSE(caller.transport.await(monotonic_now() + 50ms));
  caller.transport.abandon();
  CHECK(caller.campaign_of(get()).name == "Draft");
  CHECK_FALSE(caller.transport.await(monotonic_now() + 50ms));
}

TEST_CASE("a transport may go while calls are in flight") {
  Served served;
  served.inject({{"kind", "silent"}, {"times", 0}});
  Caller caller(served);
  for (int i = 0; i < 3; ++i) caller.transport.send(get());
  CHECK_FALSE(caller.transport.await(monotonic_now() + 30ms));
}

TEST_CASE("never more calls are in flight than the settings allow, and as many as they allow") {
  Served served(Json{{"delayMs", 20}});
  Engine engine(served, {.timeout = kPatience, .concurrency = 3, .requests_per_second = 0});
  engine.begin();
  for (int i = 0; i < 15; ++i) engine.calls.start(order(get()));
  int ended = 0;
  while (const auto finished = engine.calls.next()) {
    CHECK(finished->result);
    ++ended;
  }
  CHECK(ended == 15);
  CHECK(served.simulator().state()["counters"]["mostInFlight"] == 3);
}

TEST_CASE("a read is repeated until it is well, a write is not") {
  Served served;
  Engine engine(served, {.timeout = kPatience, .retries = 2, .requests_per_second = 0});
  engine.begin();
  served.inject({{"kind", "drop"}, {"times", 2}});
  const Finished read = engine.calls.finish(order(get()));
  CHECK(read.result);
  CHECK(read.attempts == 3);
  served.inject({{"kind", "drop"}, {"times", 2}});
  const Finished write = engine.calls.finish(order(rename()));
  REQUIRE_FALSE(write.result);
  CHECK(write.attempts == 1);
  CHECK(requests(served, "PATCH") == 1);
}

TEST_CASE("a stop drops reads at once and waits for a write in flight") {
  Served served;
  Engine engine(served, {.timeout = kPatience, .concurrency = 2, .requests_per_second = 0});
  std::stop_source stop;
  const std::stop_callback wake(stop.get_token(), [&] { engine.wake(); });
  engine.begin(stop.get_token());
  served.inject({{"kind", "silent"}, {"method", "GET"}, {"times", 0}});
  served.inject({{"kind", "delay"}, {"method", "PATCH"}, {"delayMs", 150}});
  engine.calls.start(order(get()));
  engine.calls.start(order(rename()));
  engine.calls.start(order(rename(kScheduled)));
  std::thread person([&] {
    while (requests(served, "PATCH") == 0 || requests(served, "GET") == 0) std::this_thread::sleep_for(1ms);
    stop.request_stop();
  });
  int verified = 0;
  int withheld = 0;
  int abandoned = 0;
  while (const auto finished = engine.calls.next()) {
    if (finished->result) {
      ++verified;
    } else if (finished->result.error().kind == FailureKind::kWithheld) {
      ++withheld;
    } else {
      ++abandoned;
      CHECK(std::holds_alternative<GetCampaign>(finished->call));
    }
  }
  person.join();
  CHECK(verified == 1);   // the PATCH that was on its way
  CHECK(withheld == 1);   // the one that was not
  CHECK(abandoned == 1);  // the read
  CHECK(served.simulator().campaign(kDraft)->name == "Renamed");
  CHECK(served.simulator().campaign(kScheduled)->name == "Scheduled");
}

TEST_CASE("a write that gets no answer after a stop is abandoned when a time-out is over, its effect unknown") {
  Served served;
  Engine engine(served, {.timeout = 300ms, .requests_per_second = 0});
  std::stop_source stop;
  engine.begin(stop.get_token());
  served.inject({{"kind", "silent"}, {"times", 0}});
  engine.calls.start(order(rename()));
  std::thread person([&] {
    while (requests(served, "PATCH") == 0) std::this_thread::sleep_for(1ms);
    stop.request_stop();
    engine.wake();
  });
  const auto finished = engine.calls.next();
  person.join();
  REQUIRE(finished);
  REQUIRE_FALSE(finished->result);
  CHECK(finished->result.error().kind == FailureKind::kEffectUnknown);
}

}  // namespace
}  // namespace campaignd::curl_test
