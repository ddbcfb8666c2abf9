// Answers that are none: a proxy's page, one that comes byte by byte or without end, one that is packed small and would
// be large. Memory and time are bounded, a write whose answer was lost is looked up, and nothing is written twice.
#include <doctest/doctest.h>
#include <zlib.h>

#include <array>
#include <csignal>
#include <memory>
#include <utility>
#include <vector>

#include "wire/nginx.h"
#include "wire/wire.h"
#include "wire/wire_bench.h"

namespace campaignd::testing {

namespace {

constexpr std::size_t kMegabyte = 1U << 20U;
// Of kilobytes: what campaignd takes of answers in flight is at most 32 MB each, and a buffer that grows is there
// twice.
constexpr std::size_t kMostMemory = 300U << 10U;

std::string ok(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body;
}

std::string captive_portal(const std::string& status = "200 OK") {
  const std::string page = "<!DOCTYPE html><html><title>Please log in</title></html>";
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(page.size()) +
         "\r\n\r\n" + page;
}

// A JSON string of a gigabyte of `a`, in a megabyte: one packed block again and again.
std::string bomb() {
  std::string block(kMegabyte, 'a');
  std::array<char, 65536> packed{};
  z_stream zip{};
  REQUIRE(deflateInit2(&zip, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  const auto pack = [&](std::string& bytes) {
    zip.next_in = reinterpret_cast<Bytef*>(bytes.data());
    zip.avail_in = static_cast<uInt>(bytes.size());
    zip.next_out = reinterpret_cast<Bytef*>(packed.data());
    zip.avail_out = packed.size();
    REQUIRE(deflate(&zip, Z_FULL_FLUSH) == Z_OK);
    return std::string(packed.data(), packed.size() - zip.avail_out);
  };
  std::string beginning = R"({"success":true,"data":")";
  std::string packed_bomb = pack(beginning);
  const std::string one = pack(block);
  deflateEnd(&zip);
  for (int i = 0; i < 1024; ++i) packed_bomb += one;
  return packed_bomb;
}

// Lets every read pass, and every write take effect whose answer is then lost in the fault.
Wire::Fault to_writes(const Wire& wire, Wire::Fault fault) {
  return [&wire, fault = std::move(fault)](const WirePeer& peer, const WireRequest& request) {
    const std::string answer = wire.answer_to(request);
    if (request.is_patch()) {
      fault(peer, request);
    } else {
      peer.says(answer);
    }
  };
}

// A sanitizer keeps books of a program's memory, and what was freed, in memory of its own: no bound on both says
// anything about the program.
void check_memory(const ChildProcess& service) {
  const std::size_t peak = peak_kilobytes(service.pid());
  CAPTURE(peak);
  CHECK(peak > 0);
#ifdef CAMPAIGND_IS_SANITIZED
  MESSAGE("skipped: how much memory it takes, which a sanitizer multiplies");
#else
  CHECK(peak < kMostMemory);
#endif
}

struct Faulty {
  const char* what;
  Wire::Fault fault;
};

}  // namespace

TEST_CASE("a proxy's page in the service's place, with a 200 or a 502, is an error that shows it, until it goes") {
  struct Page {
    const char* status;
    const char* words;
  };
  for (const Page& page :
       {Page{"200 OK",
             "HTTP 200, not the documented JSON (it is no JSON): text/html, \"<!DOCTYPE html><html><title>Please"},
        Page{"502 Bad Gateway", "HTTP 502: text/html, \"<!DOCTYPE html><html><title>Please"}}) {
    CAPTURE(page.status);
    WireBench bench;
    Wire wire(bench.desk.server.port());
    wire.does([&](const WirePeer& peer, const WireRequest&) { peer.says(captive_portal(page.status)); });
    bench.use(wire.base_url(), "timeout: 2s, retries: 0");

    const Ended ended = run(bench.once());
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 1);
    CHECK(has(ended.errors, "could not be read: " + std::string(page.words)));
    CHECK(bench.requests() == 0);

    ChildProcess service(bench.service());
    REQUIRE(service.says("could not be read: " + std::string(page.words)));
    wire.mends();
    service.signal(SIGUSR1);
    CHECK(bench.eid_goes_out_at("19:00"));
    CHECK(service.says("no longer: "));
    CHECK(bench.patches() == 1);
  }
}

TEST_CASE("nginx's own page for a service that is down is told with its status, and ends with the outage") {
  WireBench bench;
  const curl_test::Certificate certificate = curl_test::Certificate::of(curl_test::kLoopbackNames);
  auto elsewhere = std::make_unique<simulator::SimulatorServer>();
  const int port = elsewhere->port();
  elsewhere.reset();
  const Nginx nginx(port, certificate);
  bench.trust(certificate);
  bench.use(nginx.base_url(), "timeout: 2s, retries: 0");

  const Ended ended = run(bench.once());
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.errors, "HTTP 502: text/html"));

  ChildProcess service(bench.service());
  REQUIRE(service.says("could not be read: HTTP 502: text/html"));
  elsewhere = std::make_unique<simulator::SimulatorServer>(simulator::ServerOptions{.port = port});
  elsewhere->simulator().load(bench.desk.project());
  service.signal(SIGUSR1);
  CHECK(service.says("eid update: "));
  CHECK(service.says("no longer: "));
  CHECK(elsewhere->simulator().requests({.method = "PATCH"}).size() == 1);
}

TEST_CASE("whoever answers with a redirect is told, and nobody is called where it leads") {
  WireBench bench;
  const Wire elsewhere(bench.desk.server.port());
  Wire wire(bench.desk.server.port());
  wire.does([&](const WirePeer& peer, const WireRequest&) {
    peer.says("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.base_url() + "/\r\nContent-Length: 0\r\n\r\n");
  });
  bench.use(wire.base_url());

  const Ended ended = run(bench.once());

  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.errors, "could not be read: HTTP 302"));
  CHECK(wire.requests() > 0);
  CHECK(elsewhere.requests() == 0);
}

TEST_CASE("an answer that comes byte by byte is given up at the time-out, in its head as in its body") {
  for (const bool is_in_head : {true, false}) {
    CAPTURE(is_in_head);
    WireBench bench;
    Wire wire(bench.desk.server.port());
    wire.does([is_in_head](const WirePeer& peer, const WireRequest&) {
      const std::string answer = ok("Content-Length: 5000\r\n", std::string(5000, ' '));
      const auto head = is_in_head ? 0 : answer.size() - 5000;
      if (peer.says(answer.substr(0, head))) peer.says_slowly(answer.substr(head), 100);
    });
    bench.use(wire.base_url(), "timeout: 1s, retries: 0");

    const Ended ended = run(bench.once());
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 1);
    CHECK(has(ended.errors, "no whole answer: Operation timed out"));
    CHECK(bench.requests() == 0);
  }
}

TEST_CASE("a service that waits for answers which come byte by byte stops at once") {
  WireBench bench;
  Wire wire(bench.desk.server.port());
  wire.does([](const WirePeer& peer, const WireRequest&) {
    if (peer.says(ok("Content-Length: 5000\r\n", "")))
      peer.says_slowly(std::string(5000, ' '), 1000);  // a byte a second
  });
  bench.use(wire.base_url(), "timeout: 1h");
  ChildProcess service(bench.service());
  REQUIRE(eventually([&] { return wire.requests() > 1; }));

  service.signal(SIGTERM);

  const auto ended = service.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK(bench.requests() == 0);
}

TEST_CASE("an answer without end is cut at its largest size, and memory stays bounded") {
  const std::vector<Faulty> all = {
      {"in pieces",
       [](const WirePeer& peer, const WireRequest&) {
         const std::string chunk = "100000\r\n" + std::string(kMegabyte, ' ') + "\r\n";
         if (!peer.says(ok("Transfer-Encoding: chunked\r\n", ""))) return;
         while (peer.says(chunk)) continue;
       }},
      {"a gigabyte by its own word",  // which is enough: not a byte of it is waited for
       [](const WirePeer& peer, const WireRequest&) {
         if (peer.says(ok("Content-Length: 1073741824\r\n", ""))) peer.is_silent();
       }},
  };
  for (const Faulty& endless : all) {
    CAPTURE(endless.what);
    WireBench bench;
    Wire wire(bench.desk.server.port());
    wire.does(endless.fault);
    bench.use(wire.base_url(), "timeout: 15s, retries: 0");
    ChildProcess service(bench.service());

    REQUIRE(service.says("could not be read: no whole answer: it is larger than we take (HTTP 200)"));
    check_memory(service);
    CHECK(bench.requests() == 0);

    wire.mends();
    service.signal(SIGUSR1);
    CHECK(bench.eid_goes_out_at("19:00"));
    CHECK(bench.patches() == 1);
  }
}

TEST_CASE("no compression is asked for, and a gigabyte that comes packed all the same is not unpacked") {
  WireBench bench;
  Wire wire(bench.desk.server.port());
  const std::string packed = bomb();
  REQUIRE(packed.size() < 4 * kMegabyte);
  wire.does([&](const WirePeer& peer, const WireRequest&) {
    peer.says(ok("Content-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n", packed));
  });
  bench.use(wire.base_url(), "timeout: 15s, retries: 0");
  ChildProcess service(bench.service());

  REQUIRE(service.says(
      "could not be read: HTTP 200, not the documented JSON (it is no JSON): application/json, \"\\x1f\\x8b"));
  CHECK_FALSE(has(wire.last_request(), "Accept-Encoding"));
  check_memory(service);
  CHECK(bench.requests() == 0);

  wire.mends();
  service.signal(SIGUSR1);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(bench.patches() == 1);
}

TEST_CASE("a write that took effect, and whose answer is such a one, is looked up and not repeated") {
  const std::string packed = bomb();
  const std::vector<Faulty> all = {
      {"a page", [](const WirePeer& peer, const WireRequest&) { peer.says(captive_portal()); }},
      {"byte by byte",
       [](const WirePeer& peer, const WireRequest&) {
         if (peer.says(ok("Content-Length: 5000\r\n", ""))) peer.says_slowly(std::string(5000, ' '), 100);
       }},
      {"without end",
       [](const WirePeer& peer, const WireRequest&) {
         if (!peer.says(ok("Transfer-Encoding: chunked\r\n", ""))) return;
         while (peer.says("100000\r\n" + std::string(kMegabyte, ' ') + "\r\n")) continue;
       }},
      {"a bomb",
       [&](const WirePeer& peer, const WireRequest&) {
         peer.says(ok("Content-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n", packed));
       }},
      {"reset in the middle",
       [](const WirePeer& peer, const WireRequest&) {
         peer.says(ok("Content-Length: 5000\r\n", R"({"success":true,"data":{)"));
         peer.resets();
       }},
      {"nothing", [](const WirePeer& peer, const WireRequest&) { peer.is_silent(); }},
  };
  for (const Faulty& lost : all) {
    CAPTURE(lost.what);
    WireBench bench;
    Wire wire(bench.desk.server.port());
    wire.does(to_writes(wire, lost.fault));
    bench.use(wire.base_url(), "timeout: 1s, retries: 2");

    const Ended ended = run(bench.once());

    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.errors, "eid update: "));
    CHECK(bench.eid_is_at("19:00"));
    CHECK(bench.patches() == 1);
  }
}

}  // namespace campaignd::testing
