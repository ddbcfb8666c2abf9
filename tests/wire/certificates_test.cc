// Who the service claims to be. A certificate that does not prove it is refused before anything of a call has left, the
// words say what is wrong with it, and nothing has to be restarted when it is mended.
#include <doctest/doctest.h>

#include <csignal>
#include <vector>

#include "wire/nginx.h"
#include "wire/wire_bench.h"

namespace campaignd::testing {

using curl_test::Certificate;
using curl_test::kLoopbackNames;

namespace {

struct Bad {
  const char* what;
  Certificate certificate;
  bool is_trusted;
  const char* words;
  bool tells_of_own_authorities;
};

std::vector<Bad> bad_certificates() {
  std::vector<Bad> all;
  all.push_back({"expired", Certificate::of(kLoopbackNames, -1), true, "certificate has expired", false});
  all.push_back({"somebody else's", Certificate::of("DNS:other.example"), true, "127.0.0.1", false});
  all.push_back({"self-signed", Certificate::of(kLoopbackNames), false, "self-signed certificate", true});
  return all;
}

}  // namespace

TEST_CASE("an expired, a foreign and a self-signed certificate end --once with 1, and no call leaves") {
  for (const Bad& bad : bad_certificates()) {
    CAPTURE(bad.what);
    WireBench bench;
    Nginx nginx(bench.desk.server.port(), bad.certificate);
    if (bad.is_trusted) bench.trust(bad.certificate);
    bench.trust(Certificate::of(kLoopbackNames));  // an empty file would be another trouble
    bench.use(nginx.base_url());

    const Ended ended = run(bench.once());

    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 1);
    CHECK(has(ended.errors, "not sent, TLS: "));
    CHECK(has(ended.errors, bad.words));
    CHECK(has(ended.errors, "SSL_CERT_FILE") == bad.tells_of_own_authorities);
    CHECK(bench.requests() == 0);
    CHECK(nginx.requests().empty());
  }
}

TEST_CASE("a certificate that is renewed while the service runs lets what is to be changed through, once") {
  const Certificate renewed = Certificate::of(kLoopbackNames);
  for (const Bad& bad : bad_certificates()) {
    CAPTURE(bad.what);
    WireBench bench;
    Nginx nginx(bench.desk.server.port(), bad.certificate);
    if (bad.is_trusted) bench.trust(bad.certificate);
    bench.trust(renewed);
    bench.use(nginx.base_url());
    ChildProcess service(bench.service());
    REQUIRE(service.says("could not be read: not sent, TLS: "));
    REQUIRE(service.says(bad.words));
    CHECK(bench.requests() == 0);

    nginx.start(renewed);
    service.signal(SIGUSR1);

    CHECK(bench.eid_goes_out_at("19:00"));
    CHECK(service.says("no longer: "));
    CHECK(service.says("in agreement"));
    CHECK(bench.patches() == 1);
  }
}

TEST_CASE("an authority that is added to those that are trusted counts from the next reconcile") {
  const Certificate own = Certificate::of(kLoopbackNames);
  WireBench bench;
  Nginx nginx(bench.desk.server.port(), own);
  bench.trust(Certificate::of(kLoopbackNames));
  bench.use(nginx.base_url());
  ChildProcess service(bench.service());
  REQUIRE(service.says("could not be read: not sent, TLS: "));

  bench.trust(own);
  service.signal(SIGUSR1);

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(bench.patches() == 1);
}

}  // namespace campaignd::testing
