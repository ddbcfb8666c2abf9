// A transport to a FakeProject, on simulated time: `await` moves the clock, and nothing else passes. Fault model: a
// call gets no answer, before or after it was applied, or lands late; any status, with or without Retry-After; an
// answer that shows the campaign as it was, applied or not; the process dies in the n-th call, before or after it
// reached the service. A test may let people act between two calls (`before_answer`).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "contract/fake_clock.h"
#include "contract/fake_journal.h"
#include "contract/fake_project.h"
#include "ports/transport.h"

namespace campaignd {

// What goes wrong with one call.
struct Fault {
  enum class Effect { kNone, kApplied, kLate };

  std::optional<CallFailure> failure;  // empty: 200, with the campaign as it was before
  Effect effect = Effect::kNone;
  std::chrono::milliseconds late{0};
  bool takes_a_time_out = false;
  std::optional<ObservedCampaign> answer;  // instead of the right one

  static Fault no_connection() { return {CallFailure{FailureKind::kNeverSent, 0, "connection refused", {}}}; }
  static Fault tls() { return {CallFailure{FailureKind::kTls, 0, "certificate has expired", {}}}; }
  static Fault no_answer(Effect effect = Effect::kNone) {
    return {CallFailure{FailureKind::kEffectUnknown, 0, "no answer within the time-out", {}}, effect, {}, true};
  }
  static Fault lands_late(std::chrono::milliseconds late) {
    Fault fault = no_answer(Effect::kLate);
    fault.late = late;
    return fault;
  }
  static Fault status(int status, std::optional<std::chrono::milliseconds> retry_after = {},
                      Effect effect = Effect::kNone) {
    CallFailure failure = FakeProject::refusal(status, "status " + std::to_string(status));
    failure.retry_after = retry_after;
    return {failure, effect};
  }
  static Fault shows_the_old(Effect effect) { return {{}, effect}; }
};

inline bool is_any(const ApiCall& /*call*/) {
  return true;
}
inline bool is_patch(const ApiCall& call) {
  return std::holds_alternative<PatchCampaign>(call);
}
inline bool is_get(const ApiCall& call) {
  return std::holds_alternative<GetCampaign>(call);
}
inline bool is_list(const ApiCall& call) {
  return std::holds_alternative<ListCampaigns>(call);
}
inline bool is_resources(const ApiCall& call) {
  return std::holds_alternative<GetResources>(call);
}

class FakeTransport final : public Transport {
 public:
  using Which = std::function<bool(const ApiCall&)>;
  using Death = FakeJournal::Death;
  struct Sent {
    ApiCall call;
    WallTime at{};
  };

  explicit FakeTransport(FakeClock& clock) : project(clock), clock_(clock) {}

  FakeProject project;
  std::chrono::milliseconds latency{20};
  std::chrono::milliseconds time_out = std::chrono::seconds(10);
  std::chrono::milliseconds clock_ahead{0};                        // of the service's `Date` before our clock
  std::function<void(const ApiCall&)> before_answer;               // when a call has reached the service
  std::function<void(const ApiCall&, const Reply&)> after_answer;  // and what it will be told
  std::vector<Sent> sent;                                          // every call, in the order in which they left
  std::size_t most_in_flight = 0;

  // The next `times` calls that are `which` meet this fault; those that were set first come first.
  void meets(Which which, Fault fault, int times = 1) {
    faults_.push_back({std::move(which), std::move(fault), times});
  }
  // The next call that is `which` is answered with this campaign, whatever it asked; a PATCH is not applied.
  void answers_with(Which which, ObservedCampaign campaign) {
    meets(std::move(which), Fault{.failure = {}, .answer = std::move(campaign)});
  }
  void is_well_again() { faults_.clear(), crash_at_.reset(), dies_at_ = nullptr; }

  // The process dies in the n-th call from now (1: the next).
  void crash_in_call(int n, Death death) { crash_at_ = sent.size() + static_cast<std::size_t>(n), death_ = death; }

  // The process dies in the next call that is `which`.
  void dies_at(Which which, Death death) { dies_at_ = std::move(which), death_ = death; }

  [[nodiscard]] std::vector<PatchCampaign> patches() const {
    std::vector<PatchCampaign> found;
    for (const Sent& one : sent) {
      if (const auto* patch = std::get_if<PatchCampaign>(&one.call)) found.push_back(*patch);
    }
    return found;
  }
  [[nodiscard]] int count(const Which& which) const {
    return static_cast<int>(std::ranges::count_if(sent, [&](const Sent& one) { return which(one.call); }));
  }

  CallNumber send(const ApiCall& call) override {
    sent.push_back({call, clock_.wall_now()});
    const bool dies = (crash_at_ && sent.size() >= *crash_at_) || (dies_at_ && dies_at_(call));
    if (dies && death_ == Death::kBeforeStoring) die();
    Flight flight = fly(call);
    if (dies) die();
    const auto number = static_cast<CallNumber>(++last_number_);
    flight.reply.call = number;
    in_flight_.emplace(std::pair(flight.due, last_number_), std::move(flight.reply));
    most_in_flight = std::max(most_in_flight, in_flight_.size());
    return number;
  }

  std::optional<Reply> await(MonotonicTime until) override {
    if (++awaits_ > kMostAwaits) throw std::runtime_error("it does not settle: " + std::to_string(awaits_) + " waits");
    if (std::exchange(woken_, false)) return std::nullopt;
    const auto first = in_flight_.begin();
    if (first == in_flight_.end() || first->first.first > until) {
      move_to(until);
      return std::nullopt;
    }
    move_to(first->first.first);
    Reply reply = std::move(first->second);
    in_flight_.erase(first);
    return reply;
  }

  void abandon() override { in_flight_.clear(); }
  void wake() override { woken_ = true; }

  // What was to land late and is due has landed.
  void let_late_ones_land() {
    std::erase_if(late_, [&](const auto& one) {
      if (one.first > clock_.monotonic_now()) return false;
      static_cast<void>(project.answer(one.second));
      return true;
    });
  }

 private:
  static constexpr int kMostAwaits = 200'000;

  struct Planned {
    Which which;
    Fault fault;
    int times = 1;
  };
  struct Flight {
    MonotonicTime due{};
    Reply reply;
  };

  Flight fly(const ApiCall& call) {
    let_late_ones_land();
    if (before_answer) before_answer(call);
    const MonotonicTime now = clock_.monotonic_now();
    Flight flight{now + latency, {}};
    if (const auto fault = take_fault(call)) {
      flight.reply.result = meet(call, *fault);
      if (fault->takes_a_time_out) flight.due = now + time_out;
    } else {
      flight.reply.result = project.answer(call);
    }
    flight.reply.http_status = flight.reply.result ? 200 : flight.reply.result.error().http_status;
    if (flight.reply.http_status != 0) {
      flight.reply.server_date = std::chrono::floor<std::chrono::seconds>(clock_.wall_now() + clock_ahead);
    }
    flight.reply.duration = flight.due - now;
    if (after_answer) after_answer(call, flight.reply);
    return flight;
  }

  FakeProject::Answer meet(const ApiCall& call, const Fault& fault) {
    std::optional<ApiContent> before;
    if (const auto* patch = std::get_if<PatchCampaign>(&call)) {
      if (auto seen = project.answer(GetCampaign{patch->id})) before = std::move(*seen);
      if (fault.effect == Fault::Effect::kApplied) static_cast<void>(project.answer(call));
      if (fault.effect == Fault::Effect::kLate) late_.emplace_back(clock_.monotonic_now() + fault.late, *patch);
    }
    if (fault.failure) return tl::unexpected(*fault.failure);
    if (fault.answer) return *fault.answer;
    if (before) return *before;
    return project.answer(call);
  }

  std::optional<Fault> take_fault(const ApiCall& call) {
    for (auto it = faults_.begin(); it != faults_.end(); ++it) {
      if (!it->which(call)) continue;
      Fault fault = it->fault;
      if (--it->times == 0) faults_.erase(it);
      return fault;
    }
    return std::nullopt;
  }

  void move_to(MonotonicTime at) {
    const MonotonicTime now = clock_.monotonic_now();
    if (at > now) clock_.advance(std::chrono::ceil<std::chrono::milliseconds>(at - now));
  }

  [[noreturn]] void die() {
    dies_at_ = nullptr;
    crash_at_.reset();  // the next life is another process
    in_flight_.clear();
    throw SimulatedCrash{};
  }

  FakeClock& clock_;
  std::vector<Planned> faults_;
  std::vector<std::pair<MonotonicTime, PatchCampaign>> late_;
  std::map<std::pair<MonotonicTime, std::uint64_t>, Reply> in_flight_;
  std::uint64_t last_number_ = 0;
  int awaits_ = 0;
  bool woken_ = false;
  std::optional<std::size_t> crash_at_;
  Which dies_at_;
  Death death_ = Death::kBeforeStoring;
};

}  // namespace campaignd
