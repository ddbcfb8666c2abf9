#include "observed_transport.h"

#include <simdjson.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include "adapters/api/answers.h"
#include "core/ids.h"

namespace campaignd {

namespace {

constexpr int kFound = 200;
constexpr int kNotFound = 404;
constexpr const char* kNoCampaigns = R"({"success":true,"data":[]})";

// Readers take the key out of whatever text they give; here there is none to be taken out.
ApiKey no_key() {
  return ApiKey::parse("campaignctl-without-a-key-of-its-own").value();
}

}  // namespace

struct ObservedTransport::State {
  // What the service showed, as one answer of the API each.
  std::string drafts, scheduled, resources, info;
  std::unordered_map<CampaignId, std::string> campaigns;

  Ask ask;
  ApiKey secret = no_key();
  AnswerReader reader;
  std::uint64_t last = 0;
  std::deque<Reply> replies;
  std::mutex mutex;  // of `is_awake`
  std::condition_variable changed;
  bool is_awake = false;

  bool read(const std::string& document);
  [[nodiscard]] HttpAnswer answer_to(const ApiCall& call) const;
  [[nodiscard]] HttpAnswer ask_for(const CampaignId& id) const;
};

namespace {

HttpAnswer answer_with(int status, std::string body) {
  return {.status = status, .content_type = "application/json", .retry_after = "", .body = std::move(body)};
}

}  // namespace

tl::expected<std::unique_ptr<ObservedTransport>, ControlFailure> ObservedTransport::open(Ask ask) {
  auto reply = ask("/v1/observed");
  if (!reply) return tl::unexpected(std::move(reply.error()));
  auto state = std::make_unique<State>();
  state->ask = std::move(ask);
  if (reply->status != kFound || !state->read(reply->body)) {
    return tl::unexpected(ControlFailure{ControlTrouble::kNoAnswer,
                                         {{}, "campaignd could not show the project: " + error_of(*reply), ""}});
  }
  return std::unique_ptr<ObservedTransport>(new ObservedTransport(std::move(state)));
}

ObservedTransport::ObservedTransport(std::unique_ptr<State> state) : state_(std::move(state)) {}
ObservedTransport::~ObservedTransport() = default;

CallNumber ObservedTransport::send(const ApiCall& call) {
  Reply reply;
  reply.call = CallNumber{++state_->last};
  if (std::holds_alternative<PatchCampaign>(call)) {
    reply.result = tl::unexpected(CallFailure{FailureKind::kWithheld, 0, "nothing is written through the service", {}});
  } else {
    const HttpAnswer answer = state_->answer_to(call);
    reply.http_status = answer.status;
    reply.bytes = answer.body.size();
    reply.result = state_->reader.read(call, answer, state_->secret);
  }
  state_->replies.push_back(std::move(reply));
  return CallNumber{state_->last};
}

std::optional<Reply> ObservedTransport::await(MonotonicTime until) {
  if (!state_->replies.empty()) {
    Reply reply = std::move(state_->replies.front());
    state_->replies.pop_front();
    return reply;
  }
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_until(lock, until, [this] { return state_->is_awake; });
  state_->is_awake = false;
  return std::nullopt;
}

void ObservedTransport::abandon() {
  state_->replies.clear();
}

void ObservedTransport::wake() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_awake = true;
  }
  state_->changed.notify_all();
}

bool ObservedTransport::State::read(const std::string& document) {
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(document).get(root) != simdjson::SUCCESS) return false;
  const auto take = [&root](const char* key, std::string& into) {
    simdjson::dom::element value;
    if (root[key].get(value) != simdjson::SUCCESS) return false;
    into = simdjson::minify(value);
    return true;
  };
  if (!take("drafts", drafts) || !take("scheduled", scheduled) || !take("resources", resources) ||
      !take("info", info)) {
    return false;
  }
  for (const char* list : {"drafts", "scheduled"}) {
    simdjson::dom::array records;
    if (root[list]["data"].get(records) != simdjson::SUCCESS) return false;
    for (const simdjson::dom::element record : records) {
      std::string_view id;
      if (record["_id"].get(id) != simdjson::SUCCESS) continue;
      if (const auto read = CampaignId::parse(id)) {
        campaigns[*read] = R"({"success":true,"data":)" + simdjson::minify(record) + "}";
      }
    }
  }
  return true;
}

HttpAnswer ObservedTransport::State::answer_to(const ApiCall& call) const {
  if (const auto* list = std::get_if<ListCampaigns>(&call)) {
    if (list->page.value_or(1) > 1) return answer_with(kFound, kNoCampaigns);  // the first has all of them
    return answer_with(kFound, list->status == CampaignStatus::kDraft ? drafts : scheduled);
  }
  if (const auto* get = std::get_if<GetCampaign>(&call)) {
    const auto it = campaigns.find(get->id);
    return it == campaigns.end() ? ask_for(get->id) : answer_with(kFound, it->second);
  }
  return answer_with(kFound, std::holds_alternative<GetResources>(call) ? resources : info);
}

HttpAnswer ObservedTransport::State::ask_for(const CampaignId& id) const {
  const auto reply = ask("/v1/observed/campaigns/" + id.str());
  if (reply && (reply->status == kFound || reply->status == kNotFound)) return answer_with(reply->status, reply->body);
  // As an API would that cannot tell just now; that is asked again.
  constexpr int kUnavailable = 503;
  return answer_with(kUnavailable, reply ? reply->body : "");
}

}  // namespace campaignd
