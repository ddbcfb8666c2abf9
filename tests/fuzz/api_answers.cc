// What the API answers. The first byte is the call (one of `lscpri`: both lists, a campaign, a PATCH, resources, info),
// the second the status (a digit, see kStatuses), the rest the body. What is understood is what the control socket
// passes on, so that it has to be written and read again without a change.
#include <array>
#include <variant>

#include "adapters/api/answers.h"
#include "adapters/json/observed_json.h"
#include "fuzz/rule.h"

namespace campaignd::fuzz {
namespace {

constexpr std::string_view kKey = "sk_live_0123456789abcdef";
constexpr std::array kStatuses{200, 201, 204, 302, 400, 401, 404, 409, 429, 503};

const ApiKey& key() {
  static const ApiKey key = ApiKey::parse(kKey).value();
  return key;
}

int status_named(std::uint8_t digit) {
  return kStatuses[static_cast<std::size_t>(digit >= '0' ? digit - '0' : digit) % kStatuses.size()];
}

ApiCall call_named(std::uint8_t letter) {
  const CampaignId id = CampaignId::parse("665f0c2ab1e4d2a7c9f01234").value();
  const std::string_view letters = "lscpri";
  const std::size_t place = letters.find(static_cast<char>(letter));
  switch (place == std::string_view::npos ? letter % letters.size() : place) {
    case 0:
      return ListCampaigns{};
    case 1:
      return ListCampaigns{CampaignStatus::kScheduled, 2};
    case 2:
      return GetCampaign{id};
    case 3:
      return PatchCampaign{id, {.name = "Eid greeting"}};
    case 4:
      return GetResources{};
    default:
      return GetProject{};
  }
}

void check(const CallFailure& failure) {
  rule(is_calm(failure.detail), "a failure steers no terminal");
  rule(failure.detail.find(kKey) == std::string::npos, "a failure does not show the key");
  rule(!failure.retry_after || failure.retry_after->count() >= 0, "nobody waits for less than nothing");
}

// All that a person can be shown of the content, as the socket passes it on.
struct Passed {
  ProjectView view;
  void operator()(UnchangedList) {}
  void operator()(const CampaignList& list) { view.drafts = list; }
  void operator()(const ObservedCampaign& campaign) { view.drafts.campaigns.push_back(campaign); }
  void operator()(const Catalog& catalog) { view.catalog = catalog; }
  void operator()(const Project& project) { view.project = project; }
};

void check(const ApiContent& content) {
  Passed passed;
  std::visit(passed, content);
  rule(observed_json(passed.view).find(kKey) == std::string::npos, "what the API shows does not show the key");
  const auto* const campaign = std::get_if<ObservedCampaign>(&content);
  if (campaign == nullptr) return;
  AnswerReader reader;
  const HttpAnswer again{200, "application/json", "", observed_json(*campaign), {}};
  const auto read = reader.read(GetCampaign{campaign->id}, again, key());
  rule(read.has_value(), "a campaign that was passed on can be read");
  rule(std::get<ObservedCampaign>(*read) == *campaign, "a campaign that was passed on is the same");
}

}  // namespace
}  // namespace campaignd::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  if (size < 2) return 0;
  static AnswerReader reader;  // as the service keeps one
  HttpAnswer answer{fuzz::status_named(data[1]), "application/json", "", {}, {}};
  answer.body = fuzz::bytes_of(data + 2, size - 2);
  if (const auto content = reader.read(fuzz::call_named(data[0]), answer, fuzz::key())) {
    fuzz::check(*content);
  } else {
    fuzz::check(content.error());
  }
  return 0;
}
