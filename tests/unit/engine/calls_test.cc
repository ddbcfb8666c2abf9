// How calls leave: who first, how many, how often, what is repeated, what is held back and what ends everything.
#include "engine/calls.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

// The service's calls alone, on simulated time, to a project with the drafts 1 to 9.
class Line {
 public:
  explicit Line(ApiSettings api = {})
      : calls(
            Ports{source_, api_, clock, journal_}, api, [this] { return chance; }, teller_) {
    for (int n = 1; n <= 9; ++n) api_.project.has(There::draft(n));
    calls.begin({});
  }

  FakeClock clock;
  double chance = 0;
  std::vector<Event> told;

 private:
  FakeSource source_;
  FakeJournal journal_;
  FakeTransport api_{clock};
  Teller teller_{[this](const Event& event) { told.push_back(event); }, clock};

 public:
  Calls calls;

  FakeTransport& api() { return api_; }

  Ticket read(int n) { return calls.start({.call = GetCampaign{campaign_id(n)}, .urgency = {}, .starts_at = {}}); }
  Ticket write(int n) { return calls.start(change(n)); }
  Ticket disarm(int n, WallTime starts_at) {
    return calls.start({.call = PatchCampaign{campaign_id(n), campaignd::disarm()},
                        .priority = Priority::kDisarm,
                        .urgency = starts_at,
                        .starts_at = starts_at});
  }
  static CallOrder change(int n, std::optional<WallTime> urgency = {}) {
    Patch patch;
    patch.name = "Another name";
    return {.call = PatchCampaign{campaign_id(n), patch},
            .priority = Priority::kChange,
            .urgency = urgency,
            .starts_at = {}};
  }

  std::vector<Finished> all() {
    std::vector<Finished> ended;
    while (auto finished = calls.next()) ended.push_back(std::move(*finished));
    return ended;
  }
  Finished one() {
    auto ended = all();
    REQUIRE(ended.size() == 1);
    return std::move(ended.front());
  }

  // When calls left, since the line began.
  [[nodiscard]] std::vector<std::chrono::milliseconds> departures() const {
    std::vector<std::chrono::milliseconds> at;
    for (const auto& sent : api_.sent) at.push_back(sent.at - in(0ms));
    return at;
  }
  [[nodiscard]] std::chrono::milliseconds from_begin(std::optional<MonotonicTime> at) const {
    const auto since_start = FakeClock().monotonic_now();
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.value() - since_start);
  }
};

using Times = std::vector<std::chrono::milliseconds>;

ApiSettings unlimited(int concurrency = 1, int retries = 4) {
  ApiSettings api;
  api.concurrency = concurrency;
  api.retries = retries;
  api.requests_per_second = 0;
  return api;
}

FailureKind kind_of(const Finished& finished) {
  REQUIRE_FALSE(finished.result);
  return finished.result.error().kind;
}

int target_of(const FakeTransport::Sent& sent) {
  const CampaignId id = std::visit(
      [](const auto& call) {
        if constexpr (requires { call.id; }) return call.id;
        return campaign_id(0);
      },
      sent.call);
  return id.text().back() - '0';
}

TEST_CASE("disarms leave first, then reads, then changes, the soonest of each first") {
  Line line(unlimited());
  line.write(1);
  line.calls.start(Line::change(2, in(2h)));
  line.calls.start(Line::change(3, in(1h)));
  line.read(4);
  line.disarm(5, in(4h));
  line.disarm(6, in(3h));
  line.all();
  std::vector<int> order;
  std::ranges::transform(line.api().sent, std::back_inserter(order), target_of);
  CHECK(order == std::vector{6, 5, 4, 3, 2, 1});
}

TEST_CASE("no more calls are in flight than the settings allow, and a reload changes how many") {
  Line line(unlimited(3));
  for (int n = 1; n <= 9; ++n) line.read(n);
  CHECK(line.all().size() == 9);
  CHECK(line.api().most_in_flight == 3);
  line.calls.use(unlimited(5));
  for (int n = 1; n <= 9; ++n) line.read(n);
  CHECK(line.all().size() == 9);
  CHECK(line.api().most_in_flight == 5);
}

TEST_CASE("calls of all kinds together leave as often as the rate allows, after a burst of the concurrency") {
  ApiSettings api;
  api.concurrency = 2;
  api.requests_per_second = 10;
  Line line(api);
  line.api().latency = 1ms;
  line.read(1);
  line.read(2);
  line.write(3);
  line.disarm(4, in(1h));
  line.read(5);
  line.all();
  CHECK(line.departures() == Times{0ms, 0ms, 100ms, 200ms, 300ms});
}

TEST_CASE("retries count against the rate, too") {
  ApiSettings api;
  api.concurrency = 1;
  api.requests_per_second = 1;
  Line line(api);
  line.api().meets(is_any, Fault::no_connection(), 2);
  line.read(1);
  CHECK(line.one().attempts == 3);
  CHECK(line.departures() == Times{0ms, 1s, 2s});
}

TEST_CASE("a read that fails is repeated with a backoff that doubles, up to the allowed retries") {
  Line line(unlimited(1, 9));
  line.chance = 0.5;
  line.api().latency = 0ms;
  line.api().meets(is_any, Fault::no_connection(), 100);
  line.read(1);
  const Finished ended = line.one();
  CHECK(kind_of(ended) == FailureKind::kNeverSent);
  CHECK(ended.attempts == 10);
  CHECK(line.departures() == Times{0ms, 125ms, 375ms, 875ms, 1875ms, 3875ms, 7875ms, 15'875ms, 30'875ms, 45'875ms});
  CHECK_FALSE(ended.due);
}

TEST_CASE("a read is repeated after what may pass, and not after what will not") {
  struct Outcomes {
    Fault fault;
    bool is_repeated;
  };
  Fault unreadable = Fault::no_answer();
  unreadable.failure = CallFailure{FailureKind::kEffectUnknown, 200, "not the documented JSON", {}};
  for (const Outcomes& row :
       {Outcomes{Fault::no_connection(), true}, Outcomes{Fault::no_answer(), true}, Outcomes{unreadable, true},
        Outcomes{Fault::status(408), true}, Outcomes{Fault::status(429), true}, Outcomes{Fault::status(500), true},
        Outcomes{Fault::status(503), true}, Outcomes{Fault::tls(), false}, Outcomes{Fault::status(400), false},
        Outcomes{Fault::status(301), false}, Outcomes{Fault::status(404), false}}) {
    CAPTURE(row.fault.failure->http_status);
    CAPTURE(row.fault.failure->detail);
    Line line(unlimited());
    line.api().meets(is_any, row.fault);
    line.read(1);
    const Finished ended = line.one();
    CHECK(ended.attempts == (row.is_repeated ? 2 : 1));
    CHECK(ended.result.has_value() == row.is_repeated);
    CHECK(line.api().sent.size() == (row.is_repeated ? 2U : 1U));
  }
}

TEST_CASE("a PATCH leaves once, whatever becomes of it") {
  for (const Fault& fault : {Fault::no_connection(), Fault::no_answer(), Fault::status(408), Fault::status(429),
                             Fault::status(429, 1s), Fault::status(500), Fault::status(400), Fault::tls()}) {
    CAPTURE(fault.failure->detail);
    Line line(unlimited());
    line.api().meets(is_patch, fault);
    line.write(1);
    const Finished ended = line.one();
    CHECK(kind_of(ended) == fault.failure->kind);
    CHECK(ended.attempts == 1);
    CHECK(line.api().patches().size() == 1);
  }
}

TEST_CASE("a 503 with Retry-After delays that read alone") {
  Line line(unlimited(2));
  line.api().latency = 0ms;
  line.api().meets(is_get, Fault::status(503, 20s));
  line.read(1);
  line.write(2);
  for (const Finished& ended : line.all()) CHECK(ended.result);
  CHECK(line.departures() == Times{0ms, 0ms, 20s});
  CHECK_FALSE(line.calls.held_until());
}

TEST_CASE("a 429 with a wait holds back every call until it is over, also those of the next reconcile") {
  Line line(unlimited());
  line.api().latency = 0ms;
  line.api().meets(is_get, Fault::status(429, 20s));
  line.read(1);
  line.write(2);
  line.disarm(3, in(1h));
  CHECK(line.all().size() == 3);
  // The disarm was first anyway; its start is far away, so that it would have waited, too.
  CHECK(line.departures() == Times{0ms, 0ms, 20s, 20s});

  line.api().meets(is_get, Fault::status(429, 20s), 5);
  line.calls.use(unlimited(1, 0));
  line.read(1);
  CHECK(kind_of(line.one()) == FailureKind::kNeverSent);
  CHECK(line.from_begin(line.calls.held_until()) == 40s);
  line.api().is_well_again();
  line.calls.begin({});
  line.read(2);
  CHECK(line.one().result);
  CHECK(line.departures().back() == 40s);
}

TEST_CASE("a 429 that gives no wait holds nothing back") {
  Line line(unlimited(2));
  line.chance = 0.9999;
  line.api().meets(is_get, Fault::status(429));
  line.read(1);
  line.calls.next();
  CHECK_FALSE(line.calls.held_until());
}

TEST_CASE("a wait of 30 s is waited for, a longer one ends the attempt, and its end is told") {
  for (const auto wait : {30'000ms, 30'001ms}) {
    CAPTURE(wait.count());
    Line line(unlimited());
    line.api().latency = 0ms;
    line.api().meets(is_get, Fault::status(503, wait));
    line.read(1);
    const Finished ended = line.one();
    CHECK(ended.result.has_value() == (wait == 30s));
    CHECK(ended.due.has_value() == (wait != 30s));
    if (ended.due) CHECK(line.from_begin(ended.due) == wait);
  }
}

TEST_CASE("what a long hold keeps from leaving ends at once, unsent, with when it may") {
  Line line(unlimited());
  line.api().latency = 0ms;
  line.api().meets(is_get, Fault::status(429, 2min));
  line.read(1);
  line.write(2);
  const auto ended = line.all();
  REQUIRE(ended.size() == 2);
  for (const Finished& one : ended) {
    CHECK(kind_of(one) == FailureKind::kNeverSent);
    CHECK(line.from_begin(one.due) == 2min);
  }
  CHECK(line.api().patches().empty());
  CHECK(ended[1].attempts == 0);
  CHECK(ended[1].result.error().detail == "the service asks to wait for 2 min");
}

TEST_CASE("Retry-After counts up to 15 minutes") {
  Line line(unlimited());
  line.api().latency = 0ms;
  line.api().meets(is_get, Fault::status(429, 24h));
  line.read(1);
  CHECK(line.from_begin(line.one().due) == 15min);
  CHECK(line.from_begin(line.calls.held_until()) == 15min);
}

TEST_CASE("a disarm whose campaign would start in the hold is tried once a reconcile in spite of it") {
  Line line(unlimited());
  line.api().latency = 0ms;
  line.api().meets(is_any, Fault::status(429, 10min), 100);
  line.read(1);
  line.all();
  const auto held_until = line.calls.held_until();

  line.disarm(2, in(10min));        // at the hold's very end: meanwhile
  line.disarm(3, in(10min) + 1ms);  // not meanwhile
  line.write(4);
  auto ended = line.all();
  REQUIRE(ended.size() == 3);
  REQUIRE(line.api().patches().size() == 1);
  CHECK(line.api().patches()[0].id == campaign_id(2));

  // It was told to wait again.
  line.disarm(2, in(10min));
  CHECK(line.one().due == held_until);
  CHECK(line.api().patches().size() == 1);

  // The next reconcile tries it again, because late it is worth nothing.
  line.calls.begin({});
  line.disarm(2, in(10min));
  line.all();
  CHECK(line.api().patches().size() == 2);
}

TEST_CASE("the look before or after such a disarm may leave once, too, and does not use up the disarm's try") {
  Line line(unlimited());
  line.api().meets(is_get, Fault::status(429, 10min), 2);
  line.read(1);
  line.all();
  const auto look = [&] {
    line.calls.start(
        {.call = GetCampaign{campaign_id(2)}, .priority = Priority::kDisarm, .urgency = {}, .starts_at = in(5min)});
    return line.one();
  };
  CHECK(look().attempts == 1);  // 429
  CHECK(look().attempts == 0);
  line.disarm(2, in(5min));
  CHECK(line.one().result);
}

TEST_CASE("a disarm that met the 429 itself has had its try in this reconcile") {
  Line line(unlimited());
  line.api().meets(is_patch, Fault::status(429, 10min));
  line.disarm(1, in(5min));
  CHECK(line.one().attempts == 1);
  line.disarm(1, in(5min));
  CHECK(line.one().attempts == 0);
}

TEST_CASE("a 401 ends everything: what waits is withheld, what is started later, too, until the next reconcile") {
  Line line(unlimited(2));
  line.api().meets(is_any, Fault::status(401));
  for (int n = 1; n <= 5; ++n) line.read(n);
  const auto ended = line.all();
  REQUIRE(ended.size() == 5);
  CHECK(kind_of(ended[0]) == FailureKind::kUnauthorized);
  CHECK(std::ranges::count_if(ended, [](const Finished& one) {
          return !one.result && one.result.error().kind == FailureKind::kWithheld && one.attempts == 0;
        }) == 3);
  CHECK(line.calls.refused_by_service() == "status 401");
  line.disarm(6, in(1min));
  CHECK(kind_of(line.one()) == FailureKind::kWithheld);
  CHECK(line.api().sent.size() == 2);

  line.calls.begin({});
  line.read(1);
  CHECK(line.one().result);
}

TEST_CASE("a 403 to a read ends everything") {
  Line line(unlimited());
  line.api().meets(is_get, Fault::status(403));
  line.read(1);
  line.write(2);
  CHECK(line.all().size() == 2);
  CHECK(line.calls.refused_by_service() == "status 403");
  CHECK(line.api().sent.size() == 1);
}

TEST_CASE("a 403 to one PATCH is that campaign's, and a second one ends everything") {
  Line line(unlimited());
  line.api().meets(is_patch, Fault::status(403), 2);
  line.write(1);
  CHECK(kind_of(line.one()) == FailureKind::kForbidden);
  CHECK_FALSE(line.calls.refused_by_service());
  line.read(2);
  CHECK(line.one().result);
  line.write(2);
  line.write(3);
  const auto ended = line.all();
  CHECK(kind_of(ended[0]) == FailureKind::kForbidden);
  CHECK(kind_of(ended[1]) == FailureKind::kWithheld);
  CHECK(line.calls.refused_by_service());
}

TEST_CASE("a 403 in one reconcile and one in the next are two first ones") {
  Line line(unlimited());
  line.api().meets(is_patch, Fault::status(403), 2);
  for (int i = 0; i < 2; ++i) {
    line.calls.begin({});
    line.write(1);
    line.all();
    CHECK_FALSE(line.calls.refused_by_service());
  }
}

TEST_CASE("a PATCH is asked about right before it leaves, and one that may not costs no token") {
  ApiSettings api;
  api.concurrency = 1;
  api.requests_per_second = 1;
  Line line(api);
  std::vector<Ticket> asked;
  const Ticket withheld = line.write(1);
  const Ticket allowed = line.write(2);
  line.calls.guard_writes([&](Ticket ticket) {
    asked.push_back(ticket);
    return ticket == allowed;
  });
  line.read(3);
  const auto ended = line.all();
  REQUIRE(ended.size() == 3);
  CHECK(asked == std::vector{withheld, allowed});
  CHECK(line.departures() == Times{0ms, 1s});
  CHECK(line.api().patches().size() == 1);
}

TEST_CASE("after a stop nothing leaves, and what waits is withheld") {
  Line line(unlimited());
  std::stop_source stop;
  line.calls.begin(stop.get_token());
  stop.request_stop();
  line.read(1);
  line.disarm(2, in(1min));
  for (const Finished& ended : line.all()) CHECK(kind_of(ended) == FailureKind::kWithheld);
  CHECK(line.api().sent.empty());
}

TEST_CASE("a stop drops reads in mid-flight at once") {
  Line line(unlimited(2));
  std::stop_source stop;
  line.calls.begin(stop.get_token());
  line.api().before_answer = [&](const ApiCall& /*call*/) { stop.request_stop(); };
  line.read(1);
  line.read(2);
  CHECK(line.all().size() == 2);
  CHECK(line.clock.wall_now() == in(0ms));
}

TEST_CASE("after a stop a write in flight is awaited, for a time-out at most") {
  for (const bool is_answered : {true, false}) {
    CAPTURE(is_answered);
    Line line(unlimited(2));
    std::stop_source stop;
    line.calls.begin(stop.get_token());
    line.api().before_answer = [&](const ApiCall& /*call*/) { stop.request_stop(); };
    line.api().time_out = 1h;  // longer than ours
    if (!is_answered) line.api().meets(is_patch, Fault::no_answer());
    line.write(1);
    const Finished ended = line.one();
    CHECK(ended.result.has_value() == is_answered);
    if (!is_answered) CHECK(kind_of(ended) == FailureKind::kEffectUnknown);
    CHECK(line.clock.wall_now() == in(is_answered ? 20ms : 10s));
  }
}

TEST_CASE("a read that failed, and every write, is one line of debug, with its attempt, and why it failed") {
  Line line(unlimited());
  line.api().meets(is_get, Fault::status(500));
  line.read(1);  // goes well the second time, which is not worth a line
  line.all();
  line.write(1);
  line.all();
  REQUIRE(line.told.size() == 2);
  CHECK(line.told[0].level == EventLevel::kDebug);
  CHECK(line.told[0].kind == EventKind::kRequest);
  CHECK(line.told[0].campaign == campaign_id(1));
  CHECK(line.told[0].attempt == 1);
  CHECK(line.told[0].http_status == 500);
  CHECK(line.told[0].reason == "status 500");
  CHECK(line.told[1].attempt == 1);
  CHECK(line.told[1].reason.empty());
}

}  // namespace
}  // namespace campaignd
