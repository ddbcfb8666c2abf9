#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

Reply reply_of(const httplib::Result& result);

}  // namespace

Json small_project() {
  return *parse_json(R"({
    "project": {"id": "6a0000000000000000000001", "slug": "shop", "name": "Shop"},
    "credit": 10000,
    "businesses": [{"id": "6a0000000000000000000010", "whatsappAccounts": [
      {"id": "6a0000000000000000000021",
       "phoneNumbers": [
         {"id": "6a0000000000000000000031", "displayPhoneNumber": "+964 770 123 4567",
          "phoneNumber": "+9647701234567", "verifiedName": "Shop"},
         {"id": "6a0000000000000000000032", "displayPhoneNumber": "+964 750 765 4321",
          "phoneNumber": "+9647507654321", "verifiedName": "Shop"}],
       "templates": [
         {"id": "6a0000000000000000000041", "name": "greeting", "language": "ar"},
         {"id": "6a0000000000000000000042", "name": "greeting", "language": "en", "category": "UTILITY"},
         {"id": "6a0000000000000000000043", "name": "offer", "language": "ar", "status": "PENDING"},
         {"id": "6a0000000000000000000044", "name": "login_code", "language": "ar", "category": "AUTHENTICATION"}]},
      {"id": "6a0000000000000000000022",
       "templates": [{"id": "6a0000000000000000000045", "name": "school_books", "language": "ar"}]}]}],
    "campaigns": [
      {"_id": "665f0c2ab1e4d2a7c9f01231", "name": "Scheduled", "status": "scheduled", "scheduledFor": "+2h",
       "template": "greeting/ar", "phoneNumber": "+9647701234567", "recipients": 10, "createdAt": "-4d"},
      {"_id": "665f0c2ab1e4d2a7c9f01232", "name": "Draft", "status": "draft",
       "template": "greeting/ar", "phoneNumber": "+9647701234567", "recipients": 10, "createdAt": "-3d"},
      {"_id": "665f0c2ab1e4d2a7c9f01233", "name": "Running", "status": "running", "startedAt": "-1m",
       "template": "greeting/ar", "phoneNumber": "+9647701234567", "recipients": 10, "createdAt": "-2d"},
      {"_id": "665f0c2ab1e4d2a7c9f01234", "name": "Scheduled", "status": "draft", "isSampleCampaign": true,
       "sampleOfCampaign": "665f0c2ab1e4d2a7c9f01231",
       "template": "greeting/ar", "phoneNumber": "+9647701234567", "recipients": 1, "createdAt": "-1d"}]})");
}

Served::Served(const Json& options, std::uint64_t seed)
    : server_{{.port = 0, .options = {}, .seed = seed}}, client_{"127.0.0.1", server_.port()} {
  client_.set_keep_alive(true);
  client_.set_tcp_nodelay(true);  // it writes head and body apart, and the body would wait for the head's ACK
  client_.set_read_timeout(std::chrono::seconds{5});
  control("POST", "clock", R"({"set":")" + std::string{kNow} + R"(","frozen":true})");
  Json project = small_project();
  project["options"] = options;
  simulator().load(project);
}

Reply Served::get(const std::string& target) {
  return send("GET", target);
}

Reply Served::send(const std::string& method, const std::string& target, const std::string& body,
                   const std::string& content_type) {
  httplib::Request request;
  request.method = method;
  request.path = "/api" + target;
  request.body = body;
  request.headers = {{"Authorization", "Bearer sk_dev_simulator"}};
  if (!body.empty()) request.headers.emplace("Content-Type", content_type);
  return reply_of(client_.send(request));
}

Reply Served::control(const std::string& method, const std::string& path, const std::string& body) {
  httplib::Request request;
  request.method = method;
  request.path = "/_sim/" + path;
  request.body = body;
  return reply_of(client_.send(request));
}

std::vector<std::string> Served::listed_ids(const std::string& query) {
  std::vector<std::string> ids;
  const Reply reply = get("/whatsapp/campaigns" + query);
  for (const auto& campaign : reply.body.value("data", Json::array())) ids.push_back(campaign.value("_id", "none"));
  return ids;
}

namespace {

Reply reply_of(const httplib::Result& result) {
  if (!result) return {};
  return {result->status, result->body, parse_json(result->body).value_or(Json()), result->headers};
}

}  // namespace
}  // namespace campaignd::simulator::testing
