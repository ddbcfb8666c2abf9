// A service that is gone without a word: its kernel drops what comes, and says neither that it ends nor that it
// refuses. The sockets are deaf by a filter of their own, so that no firewall and no root is needed.
#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <optional>

#include "wire/line.h"
#include "wire/nginx.h"
#include "wire/sockets.h"
#include "wire/wire.h"
#include "wire/wire_bench.h"

namespace campaignd::testing {

namespace {

constexpr const char* kStalled = "no whole answer: it began, and then nothing came for 500 ms";

bool is_skipped() {
  if (can_turn_deaf()) return false;
  MESSAGE("skipped: the kernel lets only root attach filters to sockets here");
  return true;
}

// The first half of an answer, and no end.
void vanishes_in_the_middle(const WirePeer& peer, const std::string& answer) {
  if (peer.says(std::string_view(answer).substr(0, answer.size() / 2))) peer.vanishes();
}

}  // namespace

TEST_CASE("a kept HTTP/2 connection whose server vanished is given up, and the retry takes a new one") {
  if (is_skipped()) return;
  WireBench bench;
  const curl_test::Certificate certificate = curl_test::Certificate::of(curl_test::kLoopbackNames);
  const Nginx nginx(bench.desk.server.port(), certificate);
  Line line(nginx.port());
  bench.trust(certificate);
  bench.use(line.base_url(), "timeout: 1s, retries: 1");
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.service());
  REQUIRE(service.says("in agreement"));
  REQUIRE(line.connections() == 1);

  line.is_cut();
  bench.file_moves_eid_to("19:00");

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(line.connections() > 1);
  CHECK(bench.patches() == 1);
  CHECK_FALSE(has(service.errors(), " error "));
}

TEST_CASE("a server that vanishes in the middle of an answer is not waited for to the time-out, and is asked anew") {
  if (is_skipped()) return;
  WireBench bench;
  Wire wire(bench.desk.server.port());
  wire.does(
      [&](const WirePeer& peer, const WireRequest& request) { vanishes_in_the_middle(peer, wire.answer_to(request)); });
  bench.use(wire.base_url(), "timeout: 1s, retries: 0");
  ChildProcess service(bench.service());
  REQUIRE(service.says("could not be read: "));
  CHECK(service.says(kStalled));
  CHECK(bench.patches() == 0);

  wire.mends();
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("a write whose server vanishes before, after, or in the middle of its answer is made once") {
  if (is_skipped()) return;
  enum class Vanishes { kUnheard, kUnanswered, kInTheMiddle };
  for (const Vanishes vanishes : {Vanishes::kUnheard, Vanishes::kUnanswered, Vanishes::kInTheMiddle}) {
    CAPTURE(static_cast<int>(vanishes));
    WireBench bench;
    Wire wire(bench.desk.server.port());
    std::atomic<int> writes{0};
    wire.does([&](const WirePeer& peer, const WireRequest& request) {
      const bool is_lost = request.is_patch() && writes++ == 0;
      if (is_lost && vanishes == Vanishes::kUnheard) return peer.vanishes();
      const std::string answer = wire.answer_to(request);
      if (is_lost && vanishes == Vanishes::kUnanswered) return peer.vanishes();
      if (is_lost) return vanishes_in_the_middle(peer, answer);
      peer.says(answer);
    });
    bench.use(wire.base_url(), "timeout: 500ms, retries: 3");

    const Ended ended = run(bench.once());

    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 0);
    CHECK(bench.eid_is_at("19:00"));
    CHECK(bench.patches() == 1);
    CHECK(writes == (vanishes == Vanishes::kUnheard ? 2 : 1));
  }
}

TEST_CASE("an address that swallows every attempt to connect is given up at half the time-out, until it takes one") {
  if (is_skipped()) return;
  WireBench bench;
  std::optional<DeafPort> deaf(std::in_place, AF_INET);
  const int port = deaf->port();
  bench.use("http://127.0.0.1:" + std::to_string(port) + "/api", "timeout: 2s, retries: 0");
  ChildProcess service(bench.service());
  // Words of the limit on connecting: that on the whole call, twice as long, has others.
  REQUIRE(service.says("could not be read: not sent: Failed to connect to 127.0.0.1 port " + std::to_string(port) +
                       ": Timeout was reached"));
  CHECK(bench.requests() == 0);

  deaf.reset();
  const Wire wire(bench.desk.server.port(), Wire::At::kIpv4, port);
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("of a machine's two addresses of which one swallows every attempt to connect the other one is used") {
  if (is_skipped()) return;
  for (const Wire::At at : {Wire::At::kIpv4, Wire::At::kIpv6}) {
    const bool is_4_served = at == Wire::At::kIpv4;
    CAPTURE(is_4_served);
    WireBench bench;
    const Wire wire(bench.desk.server.port(), at);
    const DeafPort deaf(is_4_served ? AF_INET6 : AF_INET, wire.port());
    bench.use(wire.base_url("localhost"));

    const Ended ended = run(bench.once());

    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 0);
    CHECK(bench.eid_is_at("19:00"));
    CHECK(bench.patches() == 1);
    CHECK_FALSE(has(ended.errors, " error "));
    CHECK_FALSE(has(ended.errors, " warning "));
  }
}

}  // namespace campaignd::testing
