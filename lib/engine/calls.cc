#include "engine/calls.h"

#include <algorithm>
#include <tuple>

#include "core/retry.h"

namespace campaignd {
namespace {

bool is_write(const ApiCall& call) {
  return std::holds_alternative<PatchCampaign>(call);
}

std::optional<CampaignId> campaign_of(const ApiCall& call) {
  if (const auto* get = std::get_if<GetCampaign>(&call)) return get->id;
  if (const auto* patch = std::get_if<PatchCampaign>(&call)) return patch->id;
  return std::nullopt;
}

std::string in_words_of(const ApiCall& call);

}  // namespace

Calls::Calls(Ports ports, const ApiSettings& settings, Chance chance, const Teller& teller)
    : transport_(ports.transport),
      clock_(ports.clock),
      teller_(teller),
      settings_(settings),
      chance_(std::move(chance)),
      bucket_(settings.requests_per_second, settings.concurrency) {}

void Calls::use(const ApiSettings& settings) {
  const bool same_rate =
      settings.requests_per_second == settings_.requests_per_second && settings.concurrency == settings_.concurrency;
  settings_ = settings;
  if (!same_rate) bucket_ = TokenBucket(settings.requests_per_second, settings.concurrency);
}

void Calls::begin(std::stop_token stop) {
  stop_ = std::move(stop);
  refused_.reset();
  forbidden_writes_ = 0;
  reads_due_.reset();
  patience_ends_.reset();
  before_leaving_ = nullptr;
  tried_in_hold_.clear();
}

Ticket Calls::start(CallOrder order) {
  const auto ticket = static_cast<Ticket>(++last_ticket_);
  waiting_.push_back({ticket, std::move(order), 0});
  return ticket;
}

std::optional<Finished> Calls::next() {
  for (;;) {
    if (stop_.stop_requested()) end_waiting("the program was told to end");
    send_what_can_go();
    if (!finished_.empty()) {
      Finished first = std::move(finished_.front());
      finished_.pop_front();
      return first;
    }
    if (waiting_.empty() && in_flight_.empty()) return std::nullopt;
    const MonotonicTime now = clock_.monotonic_now();
    if (stop_.stop_requested()) {
      if (!patience_ends_) patience_ends_ = now + settings_.timeout;
      if (!writes_in_flight() || now >= *patience_ends_) {
        end_in_flight("the program was told to end");
        continue;
      }
    }
    if (auto reply = transport_.await(wake_at(now))) take(std::move(*reply));
  }
}

Finished Calls::finish(CallOrder order) {
  start(std::move(order));
  return *next();  // it cannot be empty: a call that was started always ends
}

std::optional<MonotonicTime> Calls::held_until() const {
  if (held_until_ <= clock_.monotonic_now()) return std::nullopt;
  return held_until_;
}

void Calls::send_what_can_go() {
  if (refused_) end_waiting(*refused_);
  end_long_waits(clock_.monotonic_now());
  while (in_flight_.size() < static_cast<std::size_t>(std::max(settings_.concurrency, 1))) {
    const MonotonicTime now = clock_.monotonic_now();
    const auto index = first_that_can_go(now);
    if (!index || bucket_.next(now) > now) return;
    Waiting sent = std::move(waiting_[*index]);
    // Their order does not matter: `first_that_can_go` ranks them, in the end by ticket.
    if (*index + 1 != waiting_.size()) waiting_[*index] = std::move(waiting_.back());
    waiting_.pop_back();
    if (is_write(sent.order.call) && before_leaving_ && !before_leaving_(sent.ticket)) {
      withhold(sent, "the plan has changed since");
      continue;
    }
    bucket_.take(now);
    if (held_until_ > now) {
      if (const auto id = campaign_of(sent.order.call)) tried_in_hold_.insert({*id, is_write(sent.order.call)});
    }
    ++sent.attempts;
    const CallNumber number = transport_.send(sent.order.call);
    in_flight_.emplace(number, std::move(sent));
  }
}

std::optional<std::size_t> Calls::first_that_can_go(MonotonicTime now) const {
  const auto rank = [&](const Waiting& w) {
    return std::tuple(w.order.priority, !w.order.urgency, w.order.urgency.value_or(WallTime{}), w.ticket);
  };
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    if (may_go_at(waiting_[i], now) > now) continue;
    if (!best || rank(waiting_[i]) < rank(waiting_[*best])) best = i;
  }
  return best;
}

MonotonicTime Calls::may_go_at(const Waiting& waiting, MonotonicTime now) const {
  if (held_until_ <= now) return waiting.order.not_before;
  if (goes_in_spite_of_hold(waiting, now)) return waiting.order.not_before;
  return std::max(waiting.order.not_before, held_until_);
}

bool Calls::goes_in_spite_of_hold(const Waiting& waiting, MonotonicTime now) const {
  if (waiting.order.priority != Priority::kDisarm || !waiting.order.starts_at) return false;
  const auto left = std::chrono::ceil<milliseconds>(held_until_ - now);
  if (*waiting.order.starts_at > clock_.wall_now() + left) return false;
  const auto id = campaign_of(waiting.order.call);
  return id && !tried_in_hold_.contains({*id, is_write(waiting.order.call)});
}

void Calls::end_long_waits(MonotonicTime now) {
  const auto is_short = [&](const Waiting& waiting) { return may_go_at(waiting, now) <= now + kLongestWait; };
  const auto first_long = std::stable_partition(waiting_.begin(), waiting_.end(), is_short);
  for (auto waiting = first_long; waiting != waiting_.end(); ++waiting) {
    const MonotonicTime at = may_go_at(*waiting, now);
    const std::string left = in_words(std::chrono::ceil<milliseconds>(at - now));
    Finished ended = end_unanswered(*waiting, FailureKind::kNeverSent, "the service asks to wait for " + left);
    ended.due = at;
    finished_.push_back(std::move(ended));
  }
  waiting_.erase(first_long, waiting_.end());
}

void Calls::end_waiting(const std::string& why) {
  for (const Waiting& waiting : waiting_) withhold(waiting, why);
  waiting_.clear();
}

void Calls::end_in_flight(const std::string& why) {
  transport_.abandon();
  for (const auto& [number, sent] : in_flight_) {
    finished_.push_back(end_unanswered(sent, FailureKind::kEffectUnknown, "abandoned: " + why));
  }
  in_flight_.clear();
}

void Calls::withhold(const Waiting& waiting, const std::string& why) {
  finished_.push_back(end_unanswered(waiting, FailureKind::kWithheld, why));
}

Finished Calls::end_unanswered(const Waiting& call, FailureKind kind, std::string why) const {
  Finished ended;
  ended.ticket = call.ticket;
  ended.call = call.order.call;
  ended.result = tl::unexpected(CallFailure{kind, 0, std::move(why), {}});
  ended.attempts = call.attempts;
  ended.arrived = clock_.wall_now();
  return ended;
}

void Calls::take(Reply reply) {
  const auto it = in_flight_.find(reply.call);
  if (it == in_flight_.end()) return;  // of a call that was abandoned
  Waiting sent = std::move(it->second);
  in_flight_.erase(it);
  const MonotonicTime now = clock_.monotonic_now();

  Event event;
  event.level = EventLevel::kDebug;
  event.kind = EventKind::kRequest;
  event.message = in_words_of(sent.order.call);
  event.campaign = campaign_of(sent.order.call);
  event.attempt = sent.attempts;
  event.http_status = reply.http_status;
  event.duration = reply.duration;
  if (!reply.result) event.reason = reply.result.error().detail;
  // A read that went well is not worth a line: a quiet reconcile is one in all.
  if (!reply.result || is_write(sent.order.call)) teller_.say(std::move(event));

  Finished ended;
  ended.ticket = sent.ticket;
  ended.call = sent.order.call;
  if (!reply.result) {
    note_refusal(sent, reply.result.error(), now);
    if (!is_write(sent.order.call) && !stop_.stop_requested()) {
      const auto move =
          after_failure(reply.result.error(), CallPurpose::kRead, sent.attempts, settings_.retries, chance_());
      if (const auto* retry = std::get_if<RetryAt>(&move)) {
        if (retry->wait <= kLongestWait) {
          sent.order.not_before = now + retry->wait;
          waiting_.push_back(std::move(sent));
          return;
        }
        ended.due = now + retry->wait;
        reads_due_ = std::max(reads_due_.value_or(*ended.due), *ended.due);
      }
    }
  }
  ended.result = std::move(reply.result);
  ended.attempts = sent.attempts;
  ended.http_status = reply.http_status;
  ended.duration = reply.duration;
  ended.arrived = clock_.wall_now();
  ended.server_date = reply.server_date;
  finished_.push_back(std::move(ended));
}

// A 429 that says for how long holds back everything; a 401, a 403 to a read, or a second one to a write, ends all.
void Calls::note_refusal(const Waiting& sent, const CallFailure& failure, MonotonicTime now) {
  const bool writes = is_write(sent.order.call);
  if (failure.http_status == 429 && failure.retry_after) {
    if (held_until_ <= now) tried_in_hold_.clear();
    held_until_ = std::max(held_until_, now + wait_before_retry(failure, 1, 0));
    if (const auto id = campaign_of(sent.order.call)) tried_in_hold_.insert({*id, writes});
  }
  if (failure.kind == FailureKind::kUnauthorized) refused_ = failure.detail;
  if (failure.kind == FailureKind::kForbidden && (!writes || ++forbidden_writes_ >= 2)) refused_ = failure.detail;
  if (refused_ && refused_->empty()) refused_ = "the service does not accept the key";
}

MonotonicTime Calls::wake_at(MonotonicTime now) const {
  MonotonicTime at = now + std::chrono::hours(1);  // replies wake us before, and time-outs are the transport's
  if (patience_ends_) at = std::min(at, *patience_ends_);
  const bool has_room = in_flight_.size() < static_cast<std::size_t>(std::max(settings_.concurrency, 1));
  if (!has_room) return at;
  for (const Waiting& waiting : waiting_) {
    at = std::min(at, std::max(may_go_at(waiting, now), bucket_.next(now)));
  }
  return at;
}

bool Calls::writes_in_flight() const {
  return std::any_of(in_flight_.begin(), in_flight_.end(),
                     [](const auto& entry) { return is_write(entry.second.order.call); });
}

namespace {

std::string in_words_of(const ApiCall& call) {
  struct Words {
    std::string operator()(const ListCampaigns& list) const {
      return "list " + std::string(to_text(list.status)) + (list.page ? " page " + std::to_string(*list.page) : "");
    }
    std::string operator()(const GetCampaign& /*get*/) const { return "get campaign"; }
    std::string operator()(const PatchCampaign& /*patch*/) const { return "patch campaign"; }
    std::string operator()(const GetResources& /*get*/) const { return "get resources"; }
    std::string operator()(const GetProject& /*get*/) const { return "get project"; }
  };
  return std::visit(Words{}, call);
}

}  // namespace
}  // namespace campaignd
