#include "adapters/api/requests.h"

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
  json::Writer json(json::Layout::kCompact);
  write_patch(json, patch);
  return json.take();
}

void write_patch(json::Writer& json, const Patch& patch) {
  json.begin_object();
  if (patch.name) json.key("name").text(*patch.name);
  if (patch.template_id) json.key("templateId").text(patch.template_id->text());
  if (patch.phone_number_id) json.key("phoneNumberId").text(patch.phone_number_id->text());
  if (patch.schedule) {
    const Schedule& schedule = *patch.schedule;
    json.key("scheduleType").text(schedule ? "schedule" : "now");
    json.key("scheduledFor").instant_or_null(schedule);
  }
  if (patch.category) json.key("category").text(to_text(*patch.category));
  json.end_object();
}

bool is_write(const ApiCall& call) {
  return std::holds_alternative<PatchCampaign>(call);
}

}  // namespace campaignd
