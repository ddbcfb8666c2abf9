#include "simulator/api.h"

#include "simulator/lifecycle.h"
#include "simulator/reading.h"
#include "simulator/writing.h"

namespace campaignd::simulator {
namespace {

Answer answer_campaign(Project& project, const Options& options, const Call& call, std::string_view rest, Instant now);
Answer no_such_route() {
  return failure(404, "Not found");
}

}  // namespace

Answer answer_api(Project& project, const Options& options, const Call& call, Instant now) {
  settle(project, options, now);
  if (call.authorization != "Bearer " + options.key) return documented_failure(401);
  if (options.read_only_key && call.method != "GET") return failure(403, "This key may not write");

  constexpr std::string_view kCampaigns = "/api/whatsapp/campaigns";
  const std::string_view path = call.path;
  const bool is_get = call.method == "GET";
  if (path == "/api/info" && is_get) return answer_info(project, call);
  if (path == "/api/whatsapp/resources" && is_get) return answer_resources(project, call);
  if (path == kCampaigns && is_get) return answer_list(project, options, call);
  if (path == kCampaigns && call.method == "POST") return create_campaign(project, options, call, now);
  if (path.starts_with(kCampaigns) && path.size() > kCampaigns.size() && path[kCampaigns.size()] == '/') {
    return answer_campaign(project, options, call, path.substr(kCampaigns.size() + 1), now);
  }
  return no_such_route();
}

namespace {

// `rest` is what follows `…/campaigns/`.
Answer answer_campaign(Project& project, const Options& options, const Call& call, std::string_view rest, Instant now) {
  const auto slash = rest.find('/');
  const std::string_view id = rest.substr(0, slash);
  const std::string_view verb = slash == std::string_view::npos ? "" : rest.substr(slash);
  const bool is_post = call.method == "POST";
  const bool is_known_route = verb.empty() ? call.method == "GET" || call.method == "PATCH" || call.method == "DELETE"
                                           : is_post && (verb == "/recipients" || verb == "/start");
  if (!is_known_route) return no_such_route();
  if (!is_object_id(id)) return failure(400, "_id must be 24 hexadecimal digits");
  Campaign* campaign = project.find(id);
  if (campaign == nullptr) return documented_failure(404);

  if (verb == "/recipients") return attach_recipients(project, options, call, *campaign, now);
  if (verb == "/start") return start_campaign(project, options, call, *campaign, now);
  if (call.method == "PATCH") return update_campaign(project, options, call, *campaign, now);
  if (call.method == "DELETE") return delete_campaign(project, call, *campaign);
  return answer_one(project, options, call, *campaign);
}

}  // namespace
}  // namespace campaignd::simulator
