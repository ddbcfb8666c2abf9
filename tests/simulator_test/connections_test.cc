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
      client.set_tcp_nodelay(true);
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

// Clients that ask for something and wait; joined when the vector goes.
std::vector<std::jthread> waiting_clients(int port, int count) {
  std::vector<std::jthread> clients;
  for (int i = 0; i < count; ++i) {
    clients.emplace_back([port] {
      httplib::Client client{"127.0.0.1", port};
      client.set_read_timeout(60s);
      static_cast<void>(client.Get("/api/info", {{"Authorization", "Bearer sk_dev_simulator"}}));
    });
  }
  return clients;
}

bool comes_to_hold(Served& served, int in_flight) {
  const auto deadline = Clock::now() + 20s;
  while (served.simulator().state()["counters"]["inFlight"] != in_flight) {
    if (Clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST_CASE("64 connections are served at once") {
  auto served = std::make_unique<Served>();
  served->inject({{"kind", "delay"}, {"delayMs", 60000}, {"times", 0}});
  auto clients = waiting_clients(served->port(), 64);
  CHECK(comes_to_hold(*served, 64));
  served.reset();  // lets them go
}

TEST_CASE("a thousand PATCHes, sixteen at a time, wait out their delays together") {
  constexpr int kClients = 16;
  constexpr int kEach = 63;
  constexpr auto kDelay = 20ms;
  Served served{{{"delayMs", kDelay.count()}}};
  const auto start = Clock::now();
  CHECK(patch_from(served, kClients, kEach) == kClients * kEach);
  const auto took = Clock::now() - start;
  MESSAGE("1008 PATCHes took " << took / 1ms << " ms; the delays alone are 1260 ms");
  CHECK(took >= kEach * kDelay);
  CHECK(took < kClients * kEach * kDelay / 2);  // one after the other, on a machine that costs nothing: 20 s
  CHECK(served.simulator().state()["counters"]["mostInFlight"] == kClients);
  CHECK(served.simulator().state()["counters"]["connections"] == kClients + 1);  // the first one moved the clock
}

TEST_CASE("a connection is kept from one request to the next") {
  Served served;
  for (int i = 0; i < 20; ++i) served.get("/info");
  const auto requests = served.simulator().requests();
  CHECK(requests.front().connection == requests.back().connection);
}

TEST_CASE("a connection can be closed unannounced after so many requests") {
  Served served{{{"requestsPerConnection", 2}}};
  for (int i = 0; i < 4; ++i) {
    const int status = served.get("/info").status;
    CHECK((status == 200 || served.get("/info").status == 200));  // a client that sends before it sees the end is lost
  }
  const auto requests = served.simulator().requests();
  CHECK(requests.front().connection != requests.back().connection);
}

TEST_CASE("the server ends at once, whatever its connections wait for") {
  auto served = std::make_unique<Served>();
  served->inject({{"kind", "silent"}});
  served->inject({{"kind", "delay"}, {"delayMs", 60000}, {"times", 0}});
  auto clients = waiting_clients(served->port(), 4);
  REQUIRE(comes_to_hold(*served, 4));

  const auto start = Clock::now();
  served.reset();
  clients.clear();

  CHECK(Clock::now() - start < 10s);  // they would have waited for a minute
}

TEST_CASE("it listens on 127.0.0.1 and on no other address of the machine") {
  Served served;
  httplib::Client other{"127.0.0.2", served.port()};
  CHECK(other.Get("/_sim/state").error() == httplib::Error::Connection);
  CHECK(served.control("GET", "state").status == 200);
}

TEST_CASE("a port that is taken is an error, not a second server on it") {
  Served served;
  CHECK_THROWS_AS(SimulatorServer({.port = served.port()}), std::runtime_error);
}

}  // namespace
}  // namespace campaignd::simulator::testing
