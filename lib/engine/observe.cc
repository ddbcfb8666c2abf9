#include "engine/observe.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/make_plan.h"
#include "core/planted_bug.h"
#include "core/resolve.h"
#include "engine/lists.h"

namespace campaignd {

using std::chrono::seconds;

namespace {

constexpr seconds kCatalogAge = std::chrono::minutes(10);
constexpr seconds kCatalogAgeBeforeWrite = std::chrono::minutes(1);
constexpr seconds kDateResolution{1};  // of the `Date` header, by which the clocks are compared

bool needs_credit(const DesiredState& desired, const Observation& seen, const PolicySettings& policy);

}  // namespace

Observer::Observer(Calls& calls, const Clock& clock, const Teller& teller)
    : calls_(calls), clock_(clock), teller_(teller) {}

Observation Observer::observe(const Question& question) {
  Observation seen;
  seen.at = clock_.wall_now();
  look_started_ = clock_.monotonic_now();
  ahead_.clear();
  asked_.clear();
  read_whole_.reset();
  Lists lists(seen, std::exchange(kept_, std::nullopt));
  // A stop does not wait for what it does not need.
  const auto& entries = question.desired.campaigns;
  const bool a_stop_waits = std::any_of(entries.begin(), entries.end(), [&](const DesiredCampaign& entry) {
    return may_have_to_stop(entry, question.memory);
  });
  catalog_was_asked_ = is_older(catalog_at_, kCatalogAge) && !a_stop_waits;
  project_was_asked_ = catalog_was_asked_ && needs_credit(question.desired, seen, question.policy);
  read_lists(lists, seen,
             project_was_asked_   ? Beside::kCatalogAndProject
             : catalog_was_asked_ ? Beside::kCatalog
                                  : Beside::kNothing);

  bool reread = false;
  for (int round = 0; round < 3; ++round) {
    const auto ids = to_ask_for(question, seen);
    ask_for(ids, question, seen);
    asked_.insert(asked_.end(), ids.begin(), ids.end());
    const WallTime start_there = seen.at + clock_ahead().value_or(milliseconds(0)) - kDateResolution;
    const Lists::Unlisted unlisted = lists.unlisted_among(asked_, start_there);
    if (unlisted == Lists::Unlisted::kNone) {
      if (round == 0) read_whole_ = lists.read_whole();
      break;
    }
    if (unlisted == Lists::Unlisted::kMoved && !reread) {
      reread = true;
    } else if (!in_pages_) {
      in_pages_ = true;
      teller_.say(EventLevel::kWarning, EventKind::kNotice,
                  "the service's lists are cut short; from now on they are read in pages of 100");
    } else {
      break;
    }
    lists.start_anew();
    read_lists(lists, seen, Beside::kNothing);
  }

  seen.clock_ahead = clock_ahead();
  if (!catalog_) seen.catalog_failure = seen.catalog_failure.value_or("the templates and numbers were not read yet");
  return seen;
}

bool Observer::complete(const Question& question, Observation& seen) {
  const auto catalog_before = catalog_at_;
  const auto project_before = project_at_;
  if (!catalog_was_asked_ && is_older(catalog_at_, kCatalogAge)) {
    take_other(seen, calls_.finish({.call = GetResources{}, .urgency = {}, .starts_at = {}}));
  }
  read_catalog_for_names(question.desired, seen);
  read_project(question, seen);
  return catalog_at_ != catalog_before || project_at_ != project_before;
}

void Observer::keep(Observation seen) {
  if (!read_whole_) return;
  for (const CampaignId id : asked_) seen.campaigns.erase(id);
  kept_.emplace(KeptLists{*std::move(read_whole_), std::move(seen.campaigns)});
  read_whole_.reset();
}

void Observer::forget_lists() {
  kept_.reset();
  read_whole_.reset();
}

void Observer::forget() {
  forget_lists();
  catalog_.reset();
  catalog_at_.reset();
  names_looked_up_for_.clear();
  project_.reset();
  project_at_.reset();
  in_pages_ = false;
}

bool Observer::refresh_before_write(const PolicySettings& policy, Observation& seen) {
  const bool catalog_is_old = is_older(catalog_at_, kCatalogAgeBeforeWrite);
  const bool credit_is_old =
      seen.project && policy.require_credit != CheckLevel::kOff && is_older(project_at_, kCatalogAgeBeforeWrite);
  if (catalog_is_old) calls_.start({.call = GetResources{}, .urgency = {}, .starts_at = {}});
  if (credit_is_old) calls_.start({.call = GetProject{}, .urgency = {}, .starts_at = {}});
  while (auto answer = calls_.next()) {
    if (!answer->result && std::holds_alternative<GetResources>(answer->call)) {
      catalog_.reset();  // what is written now must not rest on what may no longer be so
      catalog_at_.reset();
    }
    take_other(seen, std::move(*answer));
  }
  if (credit_is_old) seen.project = project_;
  return catalog_is_old || credit_is_old;
}

void Observer::read_lists(Lists& lists, Observation& seen, Beside beside) {
  const auto extent = in_pages_ ? Lists::Extent::kPages : Lists::Extent::kWhole;
  for (const auto status : {CampaignStatus::kDraft, CampaignStatus::kScheduled})
    calls_.start({.call = lists.first_call(status, extent), .urgency = {}, .starts_at = {}});
  if (beside != Beside::kNothing) calls_.start({.call = GetResources{}, .urgency = {}, .starts_at = {}});
  if (beside == Beside::kCatalogAndProject) calls_.start({.call = GetProject{}, .urgency = {}, .starts_at = {}});
  while (auto answer = calls_.next()) {
    const auto* page = std::get_if<ListCampaigns>(&answer->call);
    if (page == nullptr) {
      take_other(seen, std::move(*answer));
      continue;
    }
    note_date(*answer);
    if (const auto next = lists.take(*page, std::move(answer->result)))
      calls_.start({.call = *next, .urgency = {}, .starts_at = {}});
  }
  lists.end();
}

void Observer::take_other(Observation& seen, Finished answer) {
  note_date(answer);
  const std::string why = answer.result ? "the answer is something else" : answer.result.error().detail;
  if (std::holds_alternative<GetResources>(answer.call)) {
    if (answer.result && std::holds_alternative<Catalog>(*answer.result)) {
      catalog_ = std::get<Catalog>(std::move(*answer.result));
      catalog_at_ = clock_.monotonic_now();
      seen.catalog_failure.reset();
    } else if (!catalog_) {
      seen.catalog_failure = why;
    } else {
      teller_.say(EventLevel::kDebug, EventKind::kFailed,
                  "the catalog could not be read, the known one is used: " + why);
    }
    return;
  }
  if (std::holds_alternative<GetProject>(answer.call)) {
    if (answer.result && std::holds_alternative<Project>(*answer.result)) {
      project_ = std::get<Project>(std::move(*answer.result));
      project_at_ = clock_.monotonic_now();
      seen.project_failure.reset();
    } else {
      project_.reset();
      project_at_.reset();
      seen.project_failure = why;
    }
    return;
  }
  const auto* get = std::get_if<GetCampaign>(&answer.call);
  if (get == nullptr) return;
  const CampaignId id = get->id;
  auto* campaign = answer.result ? std::get_if<ObservedCampaign>(&*answer.result) : nullptr;
  if (campaign != nullptr && campaign->id == id) {
    seen.unobserved.erase(id);
    seen.absent.erase(id);
    seen.campaigns.insert_or_assign(id, std::move(*campaign));
  } else if (!answer.result && answer.result.error().kind == FailureKind::kNotFound) {
    seen.campaigns.erase(id);
    seen.absent.insert_or_assign(id, why);
  } else if (!seen.campaigns.contains(id)) {
    seen.unobserved.insert_or_assign(id, campaign != nullptr ? "the answer shows another campaign" : why);
  }
}

// The `Date` header has whole seconds and was made some time between our sending and our receiving.
void Observer::note_date(const Finished& answer) {
  if (!answer.server_date) return;
  const auto half_way = std::chrono::duration_cast<milliseconds>(answer.duration / 2);
  ahead_.push_back(*answer.server_date + milliseconds(500) - (answer.arrived - half_way));
}

std::vector<CampaignId> Observer::to_ask_for(const Question& question, const Observation& seen) {
  std::vector<CampaignId> ids;
  const auto is_known = [&](CampaignId id) {
    return seen.campaigns.contains(id) || seen.unobserved.contains(id) || seen.absent.contains(id);
  };
  const auto take = [&](const std::set<CampaignId>& asked) {
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(ids), [&](CampaignId id) { return !is_known(id); });
  };
  take(question.also);
  if (!seen.scheduled_failure && !seen.drafts_failure) take(question.besides);
  for (const DesiredCampaign& entry : question.desired.campaigns) {
    const auto id = campaign_of(entry, question.memory);
    if (id && !is_known(*id)) ids.push_back(*id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void Observer::ask_for(const std::vector<CampaignId>& ids, const Question& question, Observation& seen) {
  if (ids.empty()) return;
  std::map<CampaignId, const DesiredCampaign*> entries;
  for (const DesiredCampaign& entry : question.desired.campaigns) {
    if (const auto id = campaign_of(entry, question.memory)) entries.emplace(*id, &entry);
  }
  const auto& list_failure = seen.scheduled_failure ? seen.scheduled_failure : seen.drafts_failure;
  for (const CampaignId id : ids) {
    const CampaignMemory* known = question.memory.find(id);
    const auto entry = entries.find(id);
    const bool disarm = entry != entries.end() && entry->second->asks_for_a_stop();
    const bool is_trusted = known != nullptr && (is_over(known->seen->status) || is_planted(Bug::kStaleRead));
    if (is_trusted && !question.also.contains(id)) {
      seen.campaigns.insert_or_assign(id, *known->seen);
    } else if (list_failure && !disarm && !question.also.contains(id)) {
      // A list that fails must not turn into a GET for every campaign of the file; a stop is worth one.
      seen.unobserved.insert_or_assign(id, *list_failure);
    } else {
      CallOrder order{.call = GetCampaign{id}, .urgency = {}, .starts_at = {}};
      if (disarm) {
        order.priority = Priority::kDisarm;
        order.starts_at = known != nullptr ? known->seen->scheduled_for : std::nullopt;
        order.urgency = order.starts_at;
        if (!order.starts_at) order.starts_at = clock_.wall_now();  // not known: it may be at any moment
      }
      calls_.start(std::move(order));
    }
  }
  while (auto answer = calls_.next()) take_other(seen, std::move(*answer));
}

void Observer::read_catalog_for_names(const DesiredState& desired, Observation& seen) {
  if (catalog_ && names_looked_up_for_ != desired.revision.hash) {
    names_looked_up_for_ = desired.revision.hash;
    if (*catalog_at_ < look_started_ && !has_all_names(desired, *catalog_)) {
      take_other(seen, calls_.finish({.call = GetResources{}, .urgency = {}, .starts_at = {}}));
    }
  }
  if (catalog_) seen.catalog_failure.reset();
}

void Observer::read_project(const Question& question, Observation& seen) {
  if (!needs_credit(question.desired, seen, question.policy)) return;
  if (!project_was_asked_ && is_older(project_at_, kCatalogAge)) {
    take_other(seen, calls_.finish({.call = GetProject{}, .urgency = {}, .starts_at = {}}));
  }
  seen.project = project_;
}

bool Observer::is_older(const std::optional<MonotonicTime>& read_at, seconds age) const {
  return !read_at || clock_.monotonic_now() - *read_at >= age;
}

// The median, so that one odd answer (a cache on the way) does not decide.
std::optional<milliseconds> Observer::clock_ahead() {
  if (ahead_.empty()) return std::nullopt;
  const auto middle = ahead_.begin() + static_cast<std::ptrdiff_t>(ahead_.size() / 2);
  std::nth_element(ahead_.begin(), middle, ahead_.end());
  return *middle;
}

namespace {

bool needs_credit(const DesiredState& desired, const Observation& seen, const PolicySettings& policy) {
  if (policy.require_credit == CheckLevel::kOff) return false;
  const bool scheduled = std::any_of(seen.campaigns.begin(), seen.campaigns.end(), [](const auto& campaign) {
    return campaign.second.status == CampaignStatus::kScheduled;
  });
  return scheduled || std::any_of(desired.campaigns.begin(), desired.campaigns.end(), [&](const auto& entry) {
           return entry.scheduled_for && entry.scheduled_for->value && *entry.scheduled_for->value > seen.at;
         });
}

}  // namespace
}  // namespace campaignd
