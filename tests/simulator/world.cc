#include "simulator/world.h"

#include <algorithm>
#include <utility>

#include "simulator/dashboard.h"
#include "simulator/distort.h"
#include "simulator/lifecycle.h"
#include "simulator/project_file.h"

namespace campaignd::simulator {

Answer World::handle(const Call& call, Moment moment) {
  advance_to(moment);
  ++by_method_[call.method];
  most_in_flight_ = std::max(most_in_flight_, ++in_flight_);
  connections_ = std::max(connections_, call.connection);

  LoggedRequest request;
  request.at = clock.now(moment.machine);
  request.since_start = std::chrono::duration_cast<std::chrono::milliseconds>(moment.steady - *first_moment_);
  request.connection = call.connection;
  request.method = call.method;
  request.target = call.target;
  request.campaign = campaign_in(call.path);
  request.body = call.body;
  request.content_type = call.content_type;
  request.user_agent = call.user_agent;
  request.has_right_key = call.authorization == "Bearer " + options.key;
  const std::uint64_t number = log.add(std::move(request)).number;

  Answer answer;
  if (is_over_rate(moment)) {
    answer = documented_failure(429);
    answer.headers.emplace_back("Retry-After", "1");
  } else {
    answer = answer_with_faults(call, number, moment);
  }
  const bool is_answered = answer.delivery.kind != DeliveryKind::kCut && answer.delivery.kind != DeliveryKind::kSilence;
  log.find(number)->status = is_answered ? answer.status : 0;
  return answer;
}

void World::advance_to(Moment moment) {
  if (!first_moment_) first_moment_ = moment.steady;
  for (bool is_any_due = !late_.empty(); is_any_due;) {
    const auto first = std::min_element(
        late_.begin(), late_.end(), [](const LateCall& left, const LateCall& right) { return left.due < right.due; });
    is_any_due = first != late_.end() && first->due <= moment.steady;
    if (!is_any_due) break;
    const LateCall late = *first;
    late_.erase(first);
    land(late, moment);
  }
  settle(project, options, clock.now(moment.machine));
}

std::size_t World::land_all(Moment moment) {
  const auto waiting = std::exchange(late_, {});
  for (auto late : waiting) {
    late.due = std::min(late.due, moment.steady);
    land(late, moment);
  }
  return waiting.size();
}

std::optional<std::string> World::load(const Json& file, Moment moment) {
  auto loaded = read_project(file, clock.now(moment.machine));
  if (!loaded) return loaded.error();
  std::vector<Fault> asked;
  for (const auto& json : file.value("faults", Json::array())) {
    if (auto problem = read_fault(json, asked.emplace_back())) return "faults: " + *problem;
  }
  if (auto problem = set_options(file.value("options", Json::object()))) return "options: " + *problem;
  for (auto& fault : asked) faults.add(std::move(fault));
  project = *std::move(loaded);
  return std::nullopt;
}

std::optional<std::string> World::set_options(const Json& values) {
  Options changed = options;
  if (auto problem = read_fields(values, changed, option_fields())) return problem;
  options = std::move(changed);
  project.wake_at = Instant::min();  // `runningMs` may have moved an end
  return std::nullopt;
}

Json World::counters() const {
  Json methods = Json::object();
  for (const auto& [method, count] : by_method_) methods[method] = count;
  return {{"requests", log.count()},         {"byMethod", std::move(methods)}, {"inFlight", in_flight_},
          {"mostInFlight", most_in_flight_}, {"connections", connections_},    {"faultHits", faults.hits()},
          {"lateCalls", late_.size()}};
}

Answer World::answer_with_faults(const Call& call, std::uint64_t log_number, Moment moment) {
  const Instant now = clock.now(moment.machine);
  const auto drawn = faults.draw(call);
  std::chrono::milliseconds delay = options.delay;
  if (options.jitter > std::chrono::milliseconds{0}) {
    delay +=
        std::chrono::milliseconds{mixed(seed, log_number) % static_cast<std::uint64_t>(options.jitter.count() + 1)};
  }
  for (const auto& fault : drawn) {
    delay += fault.delay;
    happen_before(fault, call, now);
    std::string& names = log.find(log_number)->fault;
    names += (names.empty() ? "" : "+") + std::string{word_of(fault.kind)};
  }

  const Fault* replacing = !drawn.empty() && replaces_answer(drawn.back().kind) ? &drawn.back() : nullptr;
  const Applies applies = replacing != nullptr ? applies_of(*replacing) : Applies::kYes;
  Answer answer;
  if (applies == Applies::kYes) answer = take_effect(call, log_number, now);
  if (applies == Applies::kLate) late_.push_back({call, moment.steady + replacing->late, log_number});
  if (replacing != nullptr) answer = distort(std::move(answer), *replacing, now);
  answer.delivery.delay = delay;
  return answer;
}

void World::happen_before(const Fault& fault, const Call& call, Instant now) {
  if (fault.kind != FaultKind::kStart && fault.kind != FaultKind::kEdit) return;
  Campaign* campaign = project.find(fault.target.empty() ? campaign_in(call.path) : fault.target);
  if (campaign == nullptr) return;
  if (fault.kind == FaultKind::kStart) {
    if (is_editable(*campaign)) start(project, *campaign, now);
  } else {
    edit_campaign(project, *campaign, fault.set, now);
  }
}

Answer World::take_effect(const Call& call, std::uint64_t log_number, Instant now) {
  Answer answer = answer_api(project, options, call, now);
  if (LoggedRequest* entry = log.find(log_number)) entry->effect_status = answer.status;
  return answer;
}

// It lands at its own time, not at that of the call that made us look.
void World::land(const LateCall& late, Moment moment) {
  const auto ago = std::chrono::duration_cast<std::chrono::milliseconds>(moment.steady - late.due);
  static_cast<void>(take_effect(late.call, late.log_number, clock.now(moment.machine - ago)));
}

bool World::is_over_rate(Moment moment) {
  if (options.rate_limit == 0) {
    arrivals_.clear();
    return false;
  }
  while (!arrivals_.empty() && moment.steady - arrivals_.front() >= std::chrono::seconds{1}) arrivals_.pop_front();
  if (arrivals_.size() >= static_cast<std::size_t>(options.rate_limit)) return true;
  arrivals_.push_back(moment.steady);
  return false;
}

}  // namespace campaignd::simulator
