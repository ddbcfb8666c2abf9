#include <doctest/doctest.h>

#include <deque>
#include <vector>

#include "adapters/api/answer_case.h"
#include "adapters/api/dry_run_transport.h"

namespace campaignd::test {
namespace {

// Answers every call with a project, in order; remembers what it was asked.
class RecordingTransport final : public Transport {
 public:
  CallNumber send(const ApiCall& call) override {
    calls.push_back(call);
    const auto number = static_cast<CallNumber>(calls.size());
    waiting_.push_back(number);
    return number;
  }
  std::optional<Reply> await(MonotonicTime /*until*/) override {
    if (waiting_.empty()) return std::nullopt;
    const CallNumber number = waiting_.front();
    waiting_.pop_front();
    return Reply{.call = number, .result = ApiContent(Project{"Shop", 1}), .server_date = std::nullopt};
  }
  void abandon() override { waiting_.clear(); }
  void wake() override { ++wakes; }

  std::vector<ApiCall> calls;
  int wakes = 0;

 private:
  std::deque<CallNumber> waiting_;
};

TEST_CASE("a dry run's PATCH never leaves and is answered as withheld") {
  RecordingTransport real;
  DryRunTransport dry(real);

  const CallNumber number = dry.send(patch_campaign());
  const auto reply = dry.await(MonotonicTime{});

  REQUIRE(reply);
  CHECK(reply->call == number);
  REQUIRE_FALSE(reply->result.has_value());
  CHECK(reply->result.error().kind == FailureKind::kWithheld);
  CHECK(real.calls.empty());
  CHECK_FALSE(dry.await(MonotonicTime{}));
}

TEST_CASE("a stop goes on in a dry run, because only a person's freeze asks for one there") {
  RecordingTransport real;
  DryRunTransport dry(real);
  const ApiCall stop = PatchCampaign{patch_campaign().id, Patch{.schedule = Schedule{}}};

  const CallNumber number = dry.send(stop);

  CHECK(real.calls.size() == 1);
  CHECK(dry.await(MonotonicTime{})->call == number);
}

TEST_CASE("a dry run's reads go on, with numbers that no withheld call has") {
  RecordingTransport real;
  DryRunTransport dry(real);

  const CallNumber read = dry.send(GetProject{});
  const CallNumber first = dry.send(patch_campaign());
  const CallNumber second = dry.send(patch_campaign());

  CHECK(real.calls.size() == 1);
  CHECK(first != read);
  CHECK(first != second);
  CHECK(dry.await(MonotonicTime{})->call == first);
  CHECK(dry.await(MonotonicTime{})->call == second);
  CHECK(dry.await(MonotonicTime{})->call == read);
}

TEST_CASE("a dry run abandons and wakes like the real thing") {
  RecordingTransport real;
  DryRunTransport dry(real);
  static_cast<void>(dry.send(patch_campaign()));
  static_cast<void>(dry.send(GetProject{}));

  dry.abandon();
  dry.wake();

  CHECK_FALSE(dry.await(MonotonicTime{}));
  CHECK(real.wakes == 1);
}

}  // namespace
}  // namespace campaignd::test
