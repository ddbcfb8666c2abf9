#include "simulator/request_log.h"

#include <algorithm>

namespace campaignd::simulator {
namespace {

constexpr std::size_t kMostRequests = 200'000;
constexpr std::size_t kMostBody = 64 * 1024;

}  // namespace

LoggedRequest& RequestLog::add(LoggedRequest request) {
  request.number = ++last_number_;
  if (request.body.size() > kMostBody) request.body.resize(kMostBody);
  if (requests_.size() >= kMostRequests) requests_.pop_front();
  requests_.push_back(std::move(request));
  return requests_.back();
}

LoggedRequest* RequestLog::find(std::uint64_t number) {
  const auto found =
      std::lower_bound(requests_.begin(), requests_.end(), number,
                       [](const LoggedRequest& request, std::uint64_t sought) { return request.number < sought; });
  return found != requests_.end() && found->number == number ? &*found : nullptr;
}

std::vector<LoggedRequest> RequestLog::matching(const RequestFilter& filter) const {
  std::vector<LoggedRequest> found;
  for (const auto& request : requests_) {
    const bool fits = request.number > filter.after && (!filter.method || *filter.method == request.method) &&
                      (!filter.campaign || *filter.campaign == request.campaign);
    if (fits) found.push_back(request);
  }
  return found;
}

Json request_json(const LoggedRequest& request) {
  Json body = nullptr;
  if (!request.body.empty()) body = parse_json(request.body).value_or(Json(request.body));
  return {{"n", request.number},
          {"at", format_rfc3339(request.at)},
          {"sinceStartMs", request.since_start.count()},
          {"connection", request.connection},
          {"method", request.method},
          {"target", request.target},
          {"campaign", request.campaign.empty() ? Json(nullptr) : Json(request.campaign)},
          {"body", body},
          {"contentType", request.content_type},
          {"userAgent", request.user_agent},
          {"keyIsRight", request.has_right_key},
          {"status", request.status == 0 ? Json(nullptr) : Json(request.status)},
          {"fault", request.fault.empty() ? Json(nullptr) : Json(request.fault)},
          {"effectStatus", request.effect_status ? Json(*request.effect_status) : Json(nullptr)}};
}

}  // namespace campaignd::simulator
