// A transport to a FakeProject, on simulated time: `await` moves the clock, and nothing else passes. Fault model: a
// call gets no answer, before or after it was applied, or lands late; a PATCH is answered well, and delivered once more
// some time later; answers overtake each other (`takes`); any status, with or without Retry-After; an answer that shows
// the campaign as it was, applied or not; the process dies in the n-th call, before or after it reached the service. A
// test may let people act between two calls (`before_answer`).
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
  enum class Effect { kNone, kApplied, kLate, kTwice };

  std::optional<CallFailure> failure;  // empty: 200, with the campaign as it was before, or as it is by kTwice
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
  // As by a proxy that took its connection for broken. Where it has started by then, or its time is past, the service
  // refuses the second.
  static Fault delivered_again(std::chrono::milliseconds later) { return {{}, Effect::kTwice, later}; }
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

  // What the network did of its own accord.
  struct Tally {
    std::uint64_t calls = 0;
    std::uint64_t overtaking = 0;          // answers that came before one to an earlier call
    std::uint64_t overtaking_patches = 0;  // before one to an earlier PATCH
    std::uint64_t again = 0;               // PATCHes that took effect a second time
    std::uint64_t again_undoing = 0;       // and made the campaign another than it had become since
    std::uint64_t again_refused = 0;

    Tally& operator+=(const Tally& other) {
      calls += other.calls;
      overtaking += other.overtaking;
      overtaking_patches += other.overtaking_patches;
      again += other.again;
      again_undoing += other.again_undoing;
      again_refused += other.again_refused;
      return *this;
    }
  };

  explicit FakeTransport(FakeClock& clock) : project(clock), clock_(clock) {}

  FakeProject project;
  std::chrono::milliseconds latency{20};
  std::function<std::chrono::milliseconds()> takes;  // how long the next call does, instead of `latency`
  std::chrono::milliseconds time_out = std::chrono::seconds(10);
  std::chrono::milliseconds clock_ahead{0};                         // of the service's `Date` before our clock
  std::function<void(const ApiCall&)> before_answer;                // when a call has reached the service
  std::function<void(const ApiCall&, const Reply&)> after_answer;   // and what it is told, when it is told
  std::function<void(const PatchCampaign&)> after_second_delivery;  // that took effect
  std::vector<Sent> sent;                                           // every call, in the order in which they left
  std::size_t most_in_flight = 0;
  Tally tally;

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
    in_flight_.emplace(std::pair(flight.due, last_number_), std::move(flight));
    ++tally.calls;
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
    Flight arrived = std::move(first->second);
    in_flight_.erase(first);
    note_overtaken(arrived.reply.call);
    if (after_answer) after_answer(arrived.call, arrived.reply);
    leave_out_what_is_known(arrived);
    return std::move(arrived.reply);
  }

  void abandon() override { in_flight_.clear(); }
  void wake() override { woken_ = true; }

  // Time passes, and what is to land late lands at its instant.
  void pass(std::chrono::milliseconds span) { move_to(clock_.monotonic_now() + span); }

 private:
  static constexpr int kMostAwaits = 200'000;

  struct Planned {
    Which which;
    Fault fault;
    int times = 1;
  };
  struct Flight {
    ApiCall call;
    MonotonicTime due{};
    Reply reply;
  };
  struct Late {
    PatchCampaign call;
    bool is_second = false;
  };

  Flight fly(const ApiCall& call) {
    const MonotonicTime now = clock_.monotonic_now();
    move_to(now);
    if (before_answer) before_answer(call);
    Flight flight{call, now + (takes ? takes() : latency), {}};
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
    return flight;
  }

  static void leave_out_what_is_known(Flight& arrived) {
    const auto* asked = std::get_if<ListCampaigns>(&arrived.call);
    if (asked == nullptr || !asked->unless || !arrived.reply.result) return;
    const auto* list = std::get_if<CampaignList>(&*arrived.reply.result);
    if (list != nullptr && list->version == asked->unless) arrived.reply.result = UnchangedList{};
  }

  FakeProject::Answer meet(const ApiCall& call, const Fault& fault) {
    std::optional<ApiContent> before;
    if (const auto* patch = std::get_if<PatchCampaign>(&call)) {
      if (auto seen = project.answer(GetCampaign{patch->id})) before = std::move(*seen);
      if (fault.effect == Fault::Effect::kApplied) static_cast<void>(project.answer(call));
      const MonotonicTime later = clock_.monotonic_now() + fault.late;
      if (fault.effect == Fault::Effect::kLate) late_.emplace(later, Late{*patch});
      if (fault.effect == Fault::Effect::kTwice) {
        late_.emplace(later, Late{*patch, /*is_second=*/true});
        return project.answer(call);
      }
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

  void deliver_again(const PatchCampaign& call) {
    const auto before = project.answer(GetCampaign{call.id});
    const auto after = project.answer(call);
    if (!before || !after) {
      ++tally.again_refused;
      return;
    }
    ++tally.again;
    ObservedCampaign was = std::get<ObservedCampaign>(*before);
    was.updated_at = std::get<ObservedCampaign>(*after).updated_at;
    if (was != std::get<ObservedCampaign>(*after)) ++tally.again_undoing;
    if (after_second_delivery) after_second_delivery(call);
  }

  void note_overtaken(CallNumber arrived) {
    bool any = false;
    bool patch = false;
    for (const auto& [when, flight] : in_flight_) {
      if (flight.reply.call > arrived) continue;
      any = true;
      patch |= is_patch(flight.call);
    }
    tally.overtaking += any ? 1 : 0;
    tally.overtaking_patches += patch ? 1 : 0;
  }

  void move_to(MonotonicTime at) {
    while (!late_.empty() && late_.begin()->first <= at) {
      const auto [due, late] = *late_.begin();
      late_.erase(late_.begin());
      advance_to(due);
      if (late.is_second) {
        deliver_again(late.call);
      } else {
        static_cast<void>(project.answer(late.call));
      }
    }
    advance_to(at);
  }

  void advance_to(MonotonicTime at) {
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
  std::multimap<MonotonicTime, Late> late_;
  std::map<std::pair<MonotonicTime, std::uint64_t>, Flight> in_flight_;
  std::uint64_t last_number_ = 0;
  int awaits_ = 0;
  bool woken_ = false;
  std::optional<std::size_t> crash_at_;
  Which dies_at_;
  Death death_ = Death::kBeforeStoring;
};

}  // namespace campaignd
