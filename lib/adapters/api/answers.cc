#include "adapters/api/answers.h"

#include <simdjson.h>

#include <utility>
#include <variant>

#include "adapters/api/campaign_record.h"
#include "adapters/api/catalog_record.h"
#include "adapters/api/refusal.h"

namespace campaignd {

static_assert(AnswerReader::kBodyPadding >= simdjson::SIMDJSON_PADDING);

struct AnswerReader::Parser {
  simdjson::dom::parser json;
};

namespace {

constexpr std::size_t kWorthKeeping = 64U << 10U;  // bytes of body; the buffers may be thirteen times as large

using Content = tl::expected<ApiContent, std::string>;  // or what is wrong with it

// What the documented JSON of each call holds, read from the whole body.
struct ContentReader {
  simdjson::dom::object body;
  const ApiKey& secret;

  Content operator()(const ListCampaigns&) const;
  Content operator()(const GetCampaign& call) const { return campaign(call.id); }
  Content operator()(const PatchCampaign& call) const { return campaign(call.id); }
  Content operator()(const GetResources&) const;
  Content operator()(const GetProject&) const;

 private:
  [[nodiscard]] Content campaign(const CampaignId& asked_for) const;
};

bool is_success(const HttpAnswer& answer);
enum class Envelope : std::uint8_t { kSuccess, kRefusal, kNone };
Envelope envelope_of(simdjson::dom::object body);

}  // namespace

AnswerReader::AnswerReader() : parser_(std::make_unique<Parser>()) {}
AnswerReader::~AnswerReader() = default;

tl::expected<ApiContent, CallFailure> AnswerReader::read(const ApiCall& call, const HttpAnswer& answer,
                                                         const ApiKey& secret) {
  std::optional<ListVersion> version;
  if (const auto* list = std::get_if<ListCampaigns>(&call); list != nullptr && !list->page && is_success(answer)) {
    if (auto likeness = likeness_.of(answer.body)) version = ListVersion{*std::move(likeness)};
    if (version && list->unless == version) return UnchangedList{};
  }
  // A list is read once in minutes, and must not leave the process large meanwhile: it gets buffers that go with it.
  Parser for_this_one;
  Parser& parser = answer.body.size() > kWorthKeeping ? for_this_one : *parser_;
  simdjson::dom::element root;
  simdjson::dom::object body;
  const bool is_json = parser.json.parse(answer.body).get(root) == simdjson::SUCCESS;
  if (!is_json || root.get(body) != simdjson::SUCCESS) {
    if (!is_success(answer)) return tl::unexpected(refusal(answer, std::nullopt, secret));
    return tl::unexpected(unreadable(answer, is_json ? "it is no object" : "it is no JSON", secret));
  }
  const Envelope envelope = envelope_of(body);
  if (!is_success(answer) || envelope == Envelope::kRefusal) return tl::unexpected(refusal(answer, body, secret));
  // `/info` alone is documented without the envelope.
  if (envelope == Envelope::kNone && !std::holds_alternative<GetProject>(call)) {
    return tl::unexpected(unreadable(answer, "it does not say success: true", secret));
  }
  auto content = std::visit(ContentReader{body, secret}, call);
  if (!content) return tl::unexpected(unreadable(answer, content.error(), secret));
  if (auto* list = std::get_if<CampaignList>(&*content)) list->version = std::move(version);
  return std::move(*content);
}

namespace {

bool is_success(const HttpAnswer& answer) {
  return answer.status >= 200 && answer.status < 300;
}

Content ContentReader::operator()(const ListCampaigns&) const {
  simdjson::dom::array records;
  if (body["data"].get(records) != simdjson::SUCCESS) return tl::unexpected<std::string>("data is no list");
  auto list = read_campaigns(records, secret);
  if (!list) return tl::unexpected(std::move(list.error()));
  return std::move(*list);
}

Content ContentReader::campaign(const CampaignId& asked_for) const {
  JsonValue data;
  if (body["data"].get(data) != simdjson::SUCCESS) return tl::unexpected<std::string>("it has no data");
  auto campaign = read_campaign(data, secret);
  if (!campaign) return tl::unexpected(std::move(campaign.error().detail));
  if (campaign->id != asked_for) {
    return tl::unexpected("it is about campaign " + campaign->id.str() + ", not " + asked_for.str());
  }
  return std::move(*campaign);
}

Content ContentReader::operator()(const GetResources&) const {
  simdjson::dom::object data;
  if (body["data"].get(data) != simdjson::SUCCESS) return tl::unexpected<std::string>("data is no object");
  FieldReader fields(secret);
  Catalog catalog = read_catalog(data, secret, fields);
  if (!fields.is_good()) return tl::unexpected(fields.problem());
  return catalog;
}

Content ContentReader::operator()(const GetProject&) const {
  FieldReader fields(secret);
  const auto name = find_field(body, "projectName");
  const auto credit = find_field(body, "credit");
  if (!name || !credit) return tl::unexpected<std::string>("it has no projectName or no credit");
  Project project{fields.text("projectName", *name), fields.amount("credit", *credit).value_or(0)};
  if (!fields.is_good()) return tl::unexpected(fields.problem());
  return project;
}

Envelope envelope_of(simdjson::dom::object body) {
  bool success = false;
  if (body["success"].get(success) != simdjson::SUCCESS) return Envelope::kNone;
  return success ? Envelope::kSuccess : Envelope::kRefusal;
}

}  // namespace

}  // namespace campaignd
