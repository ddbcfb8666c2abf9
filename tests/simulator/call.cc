#include "simulator/call.h"

#include "simulator/catalog.h"

namespace campaignd::simulator {

Answer success(const Json& data, int status) {
  return json_answer({{"success", true}, {"data", data}}, status);
}

Answer failure(int status, std::string_view error) {
  return json_answer({{"success", false}, {"error", std::string{error}}}, status);
}

Answer message(int status, std::string_view text) {
  return json_answer({{"message", std::string{text}}}, status);
}

Answer json_answer(const Json& body, int status) {
  Answer answer;
  answer.status = status;
  answer.body = to_text(body);
  return answer;
}

Answer documented_failure(int status, int wait_minutes) {
  switch (status) {
    case 400:
      return failure(400, "Invalid request");
    case 401:
      return message(401, "Unauthorized, please use your project api key");
    case 403:
      return message(403, "This IP address is not allowed");
    case 404:
      return failure(404, "Campaign not found");
    case 429:
      return json_answer({{"message", "Too many requests, please try again later"},
                          {"waitMinutes", wait_minutes},
                          {"maxRequests", 60},
                          {"timeWindowMinutes", 1}},
                         429);
    case 500:
      return message(500, "Internal server error");
    default:
      return message(status, "Status " + std::to_string(status));
  }
}

std::string campaign_in(std::string_view path) {
  constexpr std::string_view kBefore = "/whatsapp/campaigns/";
  const auto start = path.find(kBefore);
  if (start == std::string_view::npos) return "";
  const auto rest = path.substr(start + kBefore.size());
  return lower_case(rest.substr(0, rest.find('/')));
}

}  // namespace campaignd::simulator
