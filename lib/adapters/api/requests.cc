#include "adapters/api/requests.h"

#include <nlohmann/json.hpp>
#include <variant>

namespace campaignd {

namespace {

constexpr const char* kCampaigns = "/whatsapp/campaigns";

struct RequestWriter {
  HttpRequest operator()(const ListCampaigns& call) const {
    std::string target = kCampaigns;
    target.append("?status=").append(to_text(call.status));
    // One without the other would give the whole list (API reference, listCampaigns).
    if (call.page) target.append("&page=").append(std::to_string(*call.page)).append("&limit=100");
    return {HttpMethod::kGet, std::move(target), ""};
  }
  HttpRequest operator()(const GetCampaign& call) const {
    // Of the recipients that come along only one is asked for, the fewest that the API allows.
    return {HttpMethod::kGet, path_of(call.id) + "?limit=1", ""};
  }
  HttpRequest operator()(const PatchCampaign& call) const {
    return {HttpMethod::kPatch, path_of(call.id), to_json(call.patch)};
  }
  HttpRequest operator()(const GetResources&) const { return {HttpMethod::kGet, "/whatsapp/resources", ""}; }
  HttpRequest operator()(const GetProject&) const { return {HttpMethod::kGet, "/info", ""}; }

 private:
  static std::string path_of(const CampaignId& id) { return std::string(kCampaigns) + "/" + id.str(); }
};

}  // namespace

HttpRequest to_request(const ApiCall& call) {
  return std::visit(RequestWriter{}, call);
}

std::string to_json(const Patch& patch) {
  using Json = nlohmann::ordered_json;
  Json body = Json::object();
  if (patch.name) body["name"] = *patch.name;
  if (patch.template_id) body["templateId"] = patch.template_id->str();
  if (patch.phone_number_id) body["phoneNumberId"] = patch.phone_number_id->str();
  if (patch.schedule) {
    const Schedule& schedule = *patch.schedule;
    body["scheduleType"] = schedule ? "schedule" : "now";
    body["scheduledFor"] = schedule ? Json(to_rfc3339(*schedule)) : Json(nullptr);
  }
  if (patch.category) body["category"] = std::string(to_text(*patch.category));
  return body.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

bool is_write(const ApiCall& call) {
  return std::holds_alternative<PatchCampaign>(call);
}

}  // namespace campaignd
