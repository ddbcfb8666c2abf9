// Each fault, as a client sees it, and what became of the call behind it.
#include <doctest/doctest.h>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

using namespace std::chrono_literals;

const Json kRename{{"name", "Renamed"}};

std::chrono::milliseconds time_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

// A connection of its own, a patience of its own, and what httplib says went wrong.
httplib::Error error_of_get(Served& served, std::chrono::milliseconds patience = 5s) {
  httplib::Client client{"127.0.0.1", served.port()};
  client.set_read_timeout(patience);
  const auto result = client.Get("/api/info", {{"Authorization", "Bearer sk_dev_simulator"}});
  return result.error();
}

TEST_CASE("a fault hits once, and the next call is answered as ever") {
  Served served;
  served.inject({{"kind", "status"}, {"status", 503}});
  CHECK(served.get("/info").status == 503);
  CHECK(served.get("/info").status == 200);
}

TEST_CASE("a status comes with the body that the reference documents, and does not take effect") {
  Served served;
  served.inject({{"kind", "status"}, {"status", 500}, {"method", "PATCH"}});
  const Reply reply = served.patch(kDraft, kRename);
  CHECK(reply.status == 500);
  CHECK(reply.text == R"({"message":"Internal server error"})");
  CHECK(served.campaign(kDraft)["name"] == "Draft");
}

TEST_CASE("a status may take effect all the same, and carry any body and headers") {
  Served served;
  served.inject({{"kind", "status"},
                 {"status", 502},
                 {"applies", "yes"},
                 {"body", "<h1>Bad Gateway</h1>"},
                 {"contentType", "text/html"},
                 {"headers", {{"X-Proxy", "front"}}}});
  const Reply reply = served.patch(kDraft, kRename);
  CHECK(reply.text == "<h1>Bad Gateway</h1>");
  CHECK(reply.headers.find("Content-Type")->second == "text/html");
  CHECK(reply.headers.find("X-Proxy")->second == "front");
  CHECK(served.campaign(kDraft)["name"] == "Renamed");
}

TEST_CASE("Retry-After comes in both forms, and waitMinutes in a 429") {
  Served served;
  served.inject({{"kind", "status"}, {"status", 429}, {"retryAfter", 90}, {"waitMinutes", 2}});
  Reply reply = served.get("/info");
  CHECK(reply.headers.find("Retry-After")->second == "90");
  CHECK(reply.body["waitMinutes"] == 2);
  served.inject({{"kind", "status"}, {"status", 503}, {"retryAfter", 90}, {"retryAfterForm", "date"}});
  CHECK(served.get("/info").headers.find("Retry-After")->second == "Mon, 01 Jun 2026 09:01:30 GMT");
}

TEST_CASE("a delay holds the right answer back, for good where it is asked for") {
  Served served;
  served.inject({{"kind", "delay"}, {"delayMs", 60}, {"times", 2}});
  for (const bool is_late : {true, true, false}) {
    const auto took = time_of([&] { CHECK(served.get("/info").status == 200); });
    CHECK((took >= 60ms) == is_late);
  }
}

TEST_CASE("a dropped call is not answered, and takes effect only where that is asked for") {
  for (const bool applies : {false, true}) {
    Served served;
    served.inject({{"kind", "drop"}, {"method", "PATCH"}, {"applies", applies ? "yes" : "no"}});
    CHECK(served.patch(kDraft, kRename).status == 0);
    CHECK(served.campaign(kDraft)["name"] == (applies ? "Renamed" : "Draft"));
    CHECK(served.simulator().requests({.method = "PATCH"}).size() == 1);
  }
}

TEST_CASE("a dropped call may take effect later, even after newer ones") {
  Served served;
  served.inject({{"kind", "drop"}, {"applies", "late"}, {"lateMs", 3600000}});
  CHECK(served.patch(kDraft, kRename).status == 0);
  CHECK(served.patch(kDraft, {{"name", "Newer"}}).status == 200);
  CHECK(served.control("POST", "land").body["landed"] == 1);
  CHECK(served.campaign(kDraft)["name"] == "Renamed");
}

TEST_CASE("a truncated answer announces more than it holds") {
  Served served;
  served.inject({{"kind", "truncate"}});
  CHECK(error_of_get(served) == httplib::Error::Read);
  served.inject({{"kind", "truncate"}, {"bytes", 5}});
  CHECK(error_of_get(served) == httplib::Error::Read);
  CHECK(error_of_get(served) == httplib::Error::Success);
}

TEST_CASE("silence and a stalled answer keep the connection until the client has lost patience") {
  for (const char* kind : {"silent", "stall"}) {
    CAPTURE(kind);
    Served served;
    served.inject({{"kind", kind}});
    httplib::Error error = httplib::Error::Success;
    const auto took = time_of([&] { error = error_of_get(served, 80ms); });
    CHECK(error == httplib::Error::Read);
    CHECK(took >= 80ms);
  }
}

TEST_CASE("a trickled answer arrives whole, piece by piece") {
  Served served;
  const std::string whole = served.get("/info").text;
  served.inject({{"kind", "trickle"}, {"bytes", 10}, {"intervalMs", 10}});
  Reply reply;
  const auto took = time_of([&] { reply = served.get("/info"); });
  CHECK(reply.text == whole);
  CHECK(took >= 30ms);
}

TEST_CASE("garbage is no documented JSON, in seven ways") {
  Served served;
  for (const char* format : {"html", "text", "cut-json", "empty", "binary"}) {
    CAPTURE(format);
    served.inject({{"kind", "garbage"}, {"format", format}});
    const Reply reply = served.get("/info");
    CHECK(reply.status == 200);
    CHECK(reply.body.is_null());
  }
  served.inject({{"kind", "garbage"}, {"format", "wrong-json"}, {"status", 500}});
  const Reply wrong = served.get("/info");
  CHECK(wrong.status == 500);
  CHECK(wrong.body["success"] == "yes");
  served.inject({{"kind", "garbage"}, {"format", "no-http"}});
  CHECK(served.get("/info").status == 0);
}

TEST_CASE("a huge answer goes on for as many bytes as were asked for, announced or not") {
  for (const bool chunked : {false, true}) {
    Served served;
    served.inject({{"kind", "huge"}, {"bytes", 300000}, {"chunked", chunked}});
    const Reply reply = served.get("/info");
    CHECK(reply.text.size() == 300000);
    CHECK((reply.headers.find("Content-Length") == reply.headers.end()) == chunked);
  }
}

TEST_CASE("a campaign can start, and somebody can edit one, between a client's read and its write") {
  Served served;
  served.inject({{"kind", "start"}, {"method", "PATCH"}, {"campaign", kScheduled}});
  CHECK(served.patch(kScheduled, kRename).status == 400);
  CHECK(served.campaign(kScheduled)["status"] == "running");

  served.inject({{"kind", "edit"}, {"method", "PATCH"}, {"target", kDraft}, {"set", {{"name", "By hand"}}}});
  CHECK(served.patch(kDraft, {{"category", "UTILITY"}}).body["data"]["name"] == "By hand");
}

TEST_CASE("a fault hits the calls that fit its method, path and campaign, after those it lets pass") {
  Served served;
  served.inject({{"kind", "status"}, {"status", 500}, {"campaign", kDraft}, {"path", "limit=1"}, {"skip", 1}});
  CHECK(served.get(Served::one(kScheduled) + "?limit=1").status == 200);
  CHECK(served.get(Served::one(kDraft)).status == 200);
  CHECK(served.patch(kDraft, kRename).status == 200);
  CHECK(served.get(Served::one(kDraft) + "?limit=1").status == 200);
  CHECK(served.get(Served::one(kDraft) + "?limit=1").status == 500);
  CHECK(served.get(Served::one(kDraft) + "?limit=1").status == 200);
}

TEST_CASE("faults by chance come out the same from the same seed, and differ from another's") {
  const auto statuses = [](std::uint64_t seed) {
    Served served{Json::object(), seed};
    served.inject({{"kind", "status"}, {"status", 503}, {"probability", 0.5}});
    std::string seen;
    for (int i = 0; i < 64; ++i) seen += served.get("/info").status == 503 ? 'x' : '.';
    return seen;
  };
  const std::string first = statuses(7);
  CHECK(first == statuses(7));
  CHECK(first != statuses(8));
  const auto hits = std::count(first.begin(), first.end(), 'x');
  CHECK(hits > 16);
  CHECK(hits < 48);
}

TEST_CASE("what chance draws for a call does not depend on other faults and other calls") {
  const auto statuses = [](bool with_others) {
    Served served;
    served.inject({{"kind", "status"}, {"status", 503}, {"probability", 0.5}, {"path", "info"}});
    if (with_others) served.inject({{"kind", "delay"}, {"delayMs", 1}, {"probability", 0.5}});
    std::string seen;
    for (int i = 0; i < 32; ++i) {
      if (with_others) served.get("/whatsapp/campaigns");
      seen += served.get("/info").status == 503 ? 'x' : '.';
    }
    return seen;
  };
  CHECK(statuses(false) == statuses(true));
}

TEST_CASE("chaos is one of several faults, none of which leaves a client hanging") {
  Served served;
  served.inject({{"kind", "chaos"}, {"probability", 0.5}});
  std::set<int> seen;
  const auto took = time_of([&] {
    for (int i = 0; i < 100; ++i) seen.insert(served.get("/whatsapp/campaigns").status);
  });
  CHECK(seen.contains(0));
  CHECK(seen.contains(200));
  CHECK(seen.contains(429));
  CHECK(seen.contains(500));
  CHECK(took < 5s);  // what a single one that hangs would take
}

TEST_CASE("a fault that contradicts the manual is refused, and says why") {
  Served served;
  const auto refusal = [&](const char* fault) {
    const Reply reply = served.control("POST", "faults", fault);
    return std::to_string(reply.status) + " " + text_at(reply.body, "error");
  };
  CHECK(refusal("{}") == "400 a fault needs a \"kind\"");
  CHECK(refusal(R"({"kind":"explode"})") == R"(400 "kind" cannot be "explode")");
  CHECK(refusal(R"({"kind":"drop","sometimes":true})") == R"(400 unknown field "sometimes")");
  CHECK(refusal(R"({"kind":"status","status":99})") == R"(400 "status" must be from 200 to 599)");
  CHECK(refusal(R"({"kind":"drop","probability":1.5})") == R"(400 "probability" must be from 0 to 1)");
  CHECK(refusal(R"([{"kind":"drop"},{"kind":"explode"}])") == R"(400 "kind" cannot be "explode")");
  CHECK(served.control("GET", "faults").body.empty());
}

}  // namespace
}  // namespace campaignd::simulator::testing
