// Where the service is: a name that nobody knows, a machine that has two addresses of which one refuses, and one that
// takes connections and never answers.
#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/nginx.h"
#include "wire/sockets.h"
#include "wire/wire.h"
#include "wire/wire_bench.h"

namespace campaignd::testing {

namespace {

// Programs that look for names in the directory's file `hosts` and nowhere else, in a mount namespace of their own.
class OwnNames {
 public:
  explicit OwnNames(const WireBench& bench) : bench_(bench) {
    know("127.0.0.1 localhost\n");
    bench_.desk.write("nsswitch", "hosts: files\n");
    is_possible_ = run(in_namespace({.path = "/bin/true"})).exit_code == 0;
  }

  [[nodiscard]] bool is_possible() const { return is_possible_; }
  void know(std::string_view hosts) const { bench_.desk.write("hosts", hosts); }

  // Where it is not possible, as it is: whoever answers for this machine knows no `.invalid` either.
  [[nodiscard]] Program used_by(Program program) const {
    return is_possible_ ? in_namespace(std::move(program)) : std::move(program);
  }

 private:
  [[nodiscard]] Program in_namespace(Program program) const {
    std::vector<std::string> arguments = {"--mount"};
    if (::geteuid() != 0) arguments.emplace_back("--map-root-user");
    arguments.insert(
        arguments.end(),
        {"/bin/sh", "-c",
         "mount --bind \"$0\" /etc/hosts && mount --bind \"$1\" /etc/nsswitch.conf && shift && exec \"$@\"",
         bench_.desk.path("hosts"), bench_.desk.path("nsswitch"), program.path});
    arguments.insert(arguments.end(), program.arguments.begin(), program.arguments.end());
    program.environment.emplace("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    program.path = "/usr/bin/unshare";
    program.arguments = std::move(arguments);
    return program;
  }

  const WireBench& bench_;
  bool is_possible_ = false;
};

}  // namespace

TEST_CASE("a name that does not resolve is told with the name, and nothing else is waited for") {
  WireBench bench;
  const OwnNames names(bench);
  bench.use("https://campaigns.invalid/api");

  const Ended ended = run(names.used_by(bench.once()));

  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.errors, "could not be read: not sent: Could not resolve host: campaigns.invalid"));
  CHECK(bench.requests() == 0);
}

TEST_CASE("a service whose name does not resolve is told once, and one that does is used after a reload") {
  WireBench bench;
  const OwnNames names(bench);
  const auto says_address = [&](const std::string& url) {
    bench.settings({.api = "timeout: 2s, retries: 0", .reconcile = "interval: 50ms, jitter: 0%", .base_url = url});
  };
  says_address("https://campaigns.invalid/api");
  ChildProcess service(names.used_by(bench.service()));
  REQUIRE(eventually([&] { return count(service.errors(), " debug reconciled, with errors") > 3; }));
  CHECK(count(service.errors(), " error drafts, scheduled campaigns") == 1);

  says_address("");
  service.signal(SIGHUP);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("a name that begins to resolve is used from the next reconcile, without a reload") {
  WireBench bench;
  const OwnNames names(bench);
  if (!names.is_possible()) {
    MESSAGE("skipped: nobody may say what a name means here, which needs a mount namespace");
    return;
  }
  const curl_test::Certificate certificate = curl_test::Certificate::of("DNS:service.test");
  const Nginx nginx(bench.desk.server.port(), certificate);
  bench.trust(certificate);
  bench.use(nginx.base_url("service.test"), "timeout: 2s, retries: 0");
  ChildProcess service(names.used_by(bench.service()));
  REQUIRE(service.says("could not be read: not sent: Could not resolve host: service.test"));
  CHECK(bench.requests() == 0);

  names.know("127.0.0.1 localhost service.test\n");
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("of a machine's two addresses the one that serves is used, whichever it is, and a change of it is followed") {
  WireBench bench;
  std::optional<Wire> on_6(std::in_place, bench.desk.server.port(), Wire::At::kIpv6);
  std::optional<TakenPort> refuses_4(std::in_place, AF_INET, on_6->port());
  const int port = on_6->port();
  bench.use(on_6->base_url("localhost"));
  ChildProcess service(bench.service());
  CHECK(bench.eid_goes_out_at("19:00"));
  REQUIRE(service.says("in agreement"));

  on_6.reset();
  refuses_4.reset();
  const TakenPort refuses_6(AF_INET6, port);
  const Wire on_4(bench.desk.server.port(), Wire::At::kIpv4, port);
  bench.file_moves_eid_to("20:00");

  CHECK(bench.eid_goes_out_at("20:00"));
  CHECK(bench.patches() == 2);
  CHECK_FALSE(has(service.errors(), " error "));
}

TEST_CASE(
    "a service that takes connections and says nothing is a time-out for --once, and for the service until it speaks") {
  WireBench bench;
  Wire wire(bench.desk.server.port());
  wire.does([](const WirePeer& peer, const WireRequest&) { peer.is_silent(); });
  bench.use(wire.base_url(), "timeout: 300ms, retries: 1");

  const Ended ended = run(bench.once());
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.errors, "could not be read: no whole answer: Operation timed out"));

  ChildProcess service(bench.service());
  REQUIRE(service.says("could not be read: no whole answer: Operation timed out"));
  CHECK(bench.requests() == 0);
  wire.mends();
  service.signal(SIGUSR1);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("a write that was lost on the way is found not to have happened, and is made once") {
  for (const bool is_reset : {false, true}) {
    CAPTURE(is_reset);
    WireBench bench;
    Wire wire(bench.desk.server.port());
    std::atomic<int> lost{0};
    wire.does([&](const WirePeer& peer, const WireRequest& request) {
      if (request.is_patch() && lost++ == 0) {
        is_reset ? peer.resets() : peer.is_silent();
      } else {
        peer.says(wire.answer_to(request));
      }
    });
    bench.use(wire.base_url(), "timeout: 400ms, retries: 3");

    ChildProcess service(bench.service());

    CHECK(bench.eid_goes_out_at("19:00"));
    CHECK(service.says("in agreement"));
    CHECK(lost == 2);
    CHECK(bench.patches() == 1);
  }
}

}  // namespace campaignd::testing
