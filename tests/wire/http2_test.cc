// HTTP/2 behind a real nginx: a connection that the server gives up between requests (GOAWAY), a stream that it resets
// in the middle of an answer, connections that it closes for being idle, and its own death and sleep.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <map>

#include "wire/line.h"
#include "wire/nginx.h"
#include "wire/sockets.h"
#include "wire/wire_bench.h"

namespace campaignd::testing {

using curl_test::Certificate;
using curl_test::kLoopbackNames;
using simulator::Applies;
using simulator::FaultKind;

namespace {

// A service behind nginx that presents a trusted certificate.
class Http2Bench : public WireBench {
 public:
  explicit Http2Bench(const std::string& more_of_nginx = "", const std::string& api = "timeout: 2s, retries: 3")
      : nginx(desk.server.port(), certificate, more_of_nginx) {
    trust(certificate);
    use(nginx.base_url(), api);
  }

  // Of as many campaigns as the project lets change; as many PATCHes are wanted.
  std::size_t wants_many() const {
    replace("campaigns.yaml", eid_at("19:00") +
                                  "  thanks: {name: شكراً لكم, template: survey/ar}\n"
                                  "  branch: {name: New branch, template: survey/ar}\n"
                                  "  typo: {name: Typo, template: survey/ar}\n"
                                  "  resting: {name: Resting, template: thank_you/ar}\n");
    return 5;
  }

  Certificate certificate = Certificate::of(kLoopbackNames);
  Nginx nginx;
};

// Of the service, by campaign: nobody was written to twice.
std::size_t most_patches_of_one(WireBench& bench) {
  std::map<std::string, std::size_t> patches;
  std::size_t most = 0;
  for (const auto& request : bench.desk.server.simulator().requests({.method = "PATCH"})) {
    most = std::max(most, ++patches[request.campaign]);
  }
  return most;
}

// Whether what the service was asked last came where it had been asked before.
bool is_on_kept_connection(WireBench& bench) {
  const auto all = bench.desk.server.simulator().requests();
  return std::count_if(all.begin(), all.end(),
                       [&](const auto& one) { return one.connection == all.back().connection; }) > 1;
}

}  // namespace

TEST_CASE(
    "a server that ends its HTTP/2 connection after every few requests (GOAWAY) costs no change and doubles none") {
  for (const int requests : {1, 3}) {
    CAPTURE(requests);
    Http2Bench bench("keepalive_requests " + std::to_string(requests) + ";", "timeout: 500ms, retries: 8");
    const std::size_t wanted = bench.wants_many();

    const Ended ended = run(bench.once());

    CAPTURE(ended.errors);
    CAPTURE(bench.nginx.requests());
    CHECK(ended.exit_code == 0);
    CHECK(bench.eid_is_at("19:00"));
    CHECK(bench.patches() == wanted);
    CHECK(most_patches_of_one(bench) == 1);
    CHECK(has(bench.nginx.requests(), " HTTP/2.0 PATCH 200\n"));
    CHECK_FALSE(has(bench.nginx.requests(), "HTTP/1.1"));
  }
}

TEST_CASE("a stream that is reset in the middle of the answer to a write is looked up, and the write is not repeated") {
  Http2Bench bench;
  bench.desk.server.simulator().inject({.kind = FaultKind::kTruncate, .method = "PATCH"});

  const Ended ended = run(bench.once());

  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 0);
  CHECK(has(ended.errors, "no whole answer: HTTP/2 stream "));
  CHECK(bench.eid_is_at("19:00"));
  CHECK(bench.patches() == 1);
}

TEST_CASE("streams that are reset in the middle of every list are an error that says so, until they are not") {
  Http2Bench bench("", "timeout: 2s, retries: 1");
  bench.desk.server.simulator().inject({.kind = FaultKind::kTruncate, .path = "/whatsapp/campaigns", .times = 0});
  ChildProcess service(bench.service());
  REQUIRE(service.says("could not be read: no whole answer: HTTP/2 stream "));
  CHECK(bench.patches() == 0);

  bench.desk.server.simulator().clear_faults();
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

TEST_CASE("a connection that the server closed for being idle is replaced without a word, also for a write") {
  Http2Bench bench("keepalive_timeout 100ms;");
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.service());
  REQUIRE(service.says("in agreement"));
  REQUIRE(eventually([&] { return open_connections(bench.nginx.port()) == 0; }));

  bench.file_moves_eid_to("19:00");

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(bench.patches() == 1);
  CHECK_FALSE(has(service.errors(), " error "));
  CHECK_FALSE(has(service.errors(), " warning "));
}

TEST_CASE(
    "a server that dies with a write under way is asked what became of it when it is back, and nothing is doubled") {
  Http2Bench bench("", "timeout: 10s, retries: 1");
  bench.desk.server.simulator().inject(
      {.kind = FaultKind::kSilent, .method = "PATCH", .times = 1, .applies = Applies::kYes});
  ChildProcess service(bench.service());
  REQUIRE(eventually([&] { return bench.patches() == 1; }));

  bench.nginx.end();
  REQUIRE(service.says(" error "));
  bench.nginx.start(bench.certificate);
  service.signal(SIGUSR1);

  CHECK(service.says("in agreement"));
  CHECK(bench.eid_is_at("19:00"));
  CHECK(bench.patches() == 1);
}

// By HTTP/1.1, too: of a kept connection of that kind that ends without a word libcurl thinks that its request never
// arrived, and would repeat it.
TEST_CASE("a kept connection that ends with a write under way does not make the write leave again on another one") {
  for (const bool is_http2 : {true, false}) {
    CAPTURE(is_http2);
    Http2Bench bench;
    Line line(is_http2 ? bench.nginx.port() : bench.desk.server.port());
    bench.use(line.base_url(is_http2 ? "https" : "http"), "timeout: 10s, retries: 3");
    bench.file_moves_eid_to("18:00");
    ChildProcess service(bench.service());
    REQUIRE(service.says("in agreement"));
    bench.desk.server.simulator().inject(
        {.kind = FaultKind::kSilent, .method = "PATCH", .times = 1, .applies = Applies::kYes});
    bench.file_moves_eid_to("19:00");
    REQUIRE(eventually([&] { return bench.patches() == 1; }));
    REQUIRE((is_http2 ? line.connections() == 1 : is_on_kept_connection(bench)));

    line.ends();

    CHECK(service.says("eid update: "));
    CHECK(bench.eid_is_at("19:00"));
    CHECK(bench.patches() == 1);
  }
}

TEST_CASE(
    "a server that stands still with its connections open is a time-out, and its waking lets the change through") {
  Http2Bench bench("", "timeout: 500ms, retries: 0");
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.service());
  REQUIRE(service.says("in agreement"));

  bench.nginx.signal(SIGSTOP);
  bench.file_moves_eid_to("19:00");
  CHECK(service.says("timed out"));
  CHECK(service.says("could not be read: "));
  CHECK(bench.patches() == 0);
  bench.nginx.signal(SIGCONT);
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: "));
  CHECK(bench.patches() == 1);
}

}  // namespace campaignd::testing
