// Every call of the service goes through here: how many are in flight, how often one may leave, who goes first, what is
// held back, and which reads are repeated. It lives as long as the service, because a `Retry-After` outlives a
// reconcile. A PATCH is never repeated here: its owner decides that, and is asked right before it leaves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/settings.h"
#include "core/token_bucket.h"
#include "engine/inputs.h"
#include "engine/teller.h"

namespace campaignd {

// A wait that is longer than this ends a reconcile's attempt.
inline constexpr milliseconds kLongestWait = std::chrono::seconds(30);

enum class Priority : std::uint8_t { kDisarm, kRead, kChange };
enum class Ticket : std::uint64_t {};

struct CallOrder {
  ApiCall call;
  Priority priority = Priority::kRead;
  std::optional<WallTime> urgency;  // soonest first within a priority, those without one last
  MonotonicTime not_before{};
  // A disarm, or the look before it: when its campaign starts. Where that is before a hold-back ends it is tried once
  // a reconcile in spite of it.
  std::optional<WallTime> starts_at;
};

struct Finished {
  Ticket ticket{};
  ApiCall call;
  tl::expected<ApiContent, CallFailure> result;
  int attempts = 0;  // that left; 0: it never did
  int http_status = 0;
  std::chrono::microseconds duration{0};
  WallTime arrived{};
  std::optional<WallTime> server_date;
  std::optional<MonotonicTime> due;  // ended because the wait is too long; it is over then
};

class Calls {
 public:
  // Whether the PATCH may leave now. Asked right before each send.
  using BeforeLeaving = std::function<bool(Ticket)>;

  Calls(Ports ports, const ApiSettings& settings, Chance chance, const Teller& teller);

  void use(const ApiSettings& settings);

  // What a `Retry-After` holds back is not any more: it is another service.
  void forget_holds() { held_until_ = {}; }

  // A new reconcile: a 401 or 403 is forgotten; what is still held back stays so. REQUIRES: nothing is under way.
  void begin(std::stop_token stop);

  void guard_writes(BeforeLeaving before_leaving) { before_leaving_ = std::move(before_leaving); }

  Ticket start(CallOrder order);

  // Waits for the next call that has ended, well or badly; empty where none is under way. After a stop request nothing
  // new leaves; reads are dropped, and writes in flight awaited for at most a time-out.
  std::optional<Finished> next();

  // Like `next`, but for one call alone: REQUIRES that nothing else is under way.
  Finished finish(CallOrder order);

  [[nodiscard]] const std::optional<std::string>& refused_by_service() const { return refused_; }
  [[nodiscard]] bool stop_requested() const { return stop_.stop_requested(); }
  [[nodiscard]] std::optional<MonotonicTime> held_until() const;

  // When the wait is over that the service asked for in answer to a read of this reconcile; the latest of several.
  [[nodiscard]] std::optional<MonotonicTime> reads_due() const { return reads_due_; }

 private:
  struct Waiting {
    Ticket ticket{};
    CallOrder order;
    int attempts = 0;
  };

  void send_what_can_go();
  [[nodiscard]] std::optional<std::size_t> first_that_can_go(MonotonicTime now) const;
  [[nodiscard]] MonotonicTime may_go_at(const Waiting& waiting, MonotonicTime now) const;
  [[nodiscard]] bool goes_in_spite_of_hold(const Waiting& waiting, MonotonicTime now) const;
  void end_long_waits(MonotonicTime now);
  void end_waiting(const std::string& why);
  void end_in_flight(const std::string& why);
  void withhold(const Waiting& waiting, const std::string& why);
  [[nodiscard]] Finished end_unanswered(const Waiting& call, FailureKind kind, std::string why) const;
  void take(Reply reply);
  void note_refusal(const Waiting& sent, const CallFailure& failure, MonotonicTime now);
  [[nodiscard]] MonotonicTime wake_at(MonotonicTime now) const;
  [[nodiscard]] bool writes_in_flight() const;

  Transport& transport_;
  Clock& clock_;
  const Teller& teller_;
  ApiSettings settings_;
  Chance chance_;
  TokenBucket bucket_;
  BeforeLeaving before_leaving_;
  std::stop_token stop_;
  std::uint64_t last_ticket_ = 0;
  std::vector<Waiting> waiting_;
  std::map<CallNumber, Waiting> in_flight_;
  std::deque<Finished> finished_;
  std::optional<std::string> refused_;  // 401 or 403: no further call
  int forbidden_writes_ = 0;
  std::optional<MonotonicTime> reads_due_;
  MonotonicTime held_until_{};
  std::set<std::pair<CampaignId, bool>> tried_in_hold_;  // in this reconcile; campaign, is a write
  std::optional<MonotonicTime> patience_ends_;           // with writes in flight after a stop request
};

}  // namespace campaignd
