// Many clients at once, kept connections, and the end of the server.
#include <doctest/doctest.h>

#include <latch>
#include <thread>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Each of `clients` threads, with a kept connection of its own, sends so many PATCHes. Gives how many were taken.
int patch_from(const Served& served, int clients, int each) {
  std::atomic<int> taken{0};
  std::latch ready{clients};
  std::vector<std::jthread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      httplib::Client client{"127.0.0.1", served.port()};
      client.set_keep_alive(true);
      const std::string body = R"({"name":"By client )" + std::to_string(i) + "\"}";
      ready.arrive_and_wait();
      for (int n = 0; n < each; ++n) {
        const auto result = client.Patch("/api/whatsapp/campaigns/" + std::string{kDraft},
                                         {{"Authorization", "Bearer sk_dev_simulator"}}, body, "application/json");
        if (result && result->status == 200) ++taken;
      }
    });
  }
  threads.clear();  // joined
  return taken;
}

TEST_CASE("64 connections are served at once") {
  Served served{{{"delayMs", 200}}};
  const auto start = Clock::now();
  CHECK(patch_from(served, 64, 1) == 64);
  CHECK(Clock::now() - start < 1s);  // one after the other: 12.8 s
  CHECK(served.simulator().state()["counters"]["mostInFlight"] == 64);
}

TEST_CASE("a thousand PATCHes, sixteen at a time, cost little more than the delay they ask for") {
  Served served{{{"delayMs", 20}}};
  const auto start = Clock::now();
  CHECK(patch_from(served, 16, 63) == 1008);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  MESSAGE("1008 PATCHes took " << took.count() << " ms; the delays alone are 1260 ms");
  CHECK(took >= 1260ms);
  CHECK(took < 2500ms);
}

TEST_CASE("a connection is kept from one request to the next") {
  Served served;
  for (int i = 0; i < 20; ++i) served.get("/info");
  const auto requests = served.simulator().requests();
  CHECK(requests.front().connection == requests.back().connection);
}

TEST_CASE("a connection can be closed unannounced after so many requests") {
  Served served{{{"requestsPerConnection", 2}}};
  for (int i = 0; i < 4; ++i) CHECK(served.get("/info").status == 200);  // httplib sees the end before it sends
  const auto requests = served.simulator().requests();
  CHECK(requests.front().connection != requests.back().connection);
}

TEST_CASE("the server ends at once, whatever its connections wait for") {
  auto served = std::make_unique<Served>();
  served->inject({{"kind", "silent"}});
  served->inject({{"kind", "delay"}, {"delayMs", 60000}, {"times", 0}});
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([port = served->port()] {
      httplib::Client client{"127.0.0.1", port};
      client.set_read_timeout(20s);
      static_cast<void>(client.Get("/api/info", {{"Authorization", "Bearer sk_dev_simulator"}}));
    });
  }
  while (served->simulator().state()["counters"]["inFlight"] != 4) std::this_thread::yield();

  const auto start = Clock::now();
  served.reset();
  clients.clear();

  CHECK(Clock::now() - start < 1s);
}

TEST_CASE("a port that is taken is an error, not a second server on it") {
  Served served;
  CHECK_THROWS_AS(SimulatorServer({.port = served.port()}), std::runtime_error);
}

}  // namespace
}  // namespace campaignd::simulator::testing
