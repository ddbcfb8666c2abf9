#include "simulator/distort.h"

namespace campaignd::simulator {
namespace {

Answer status_answer(const Fault& fault, Instant now);
Answer garbage_answer(const Fault& fault);
Answer delivered_as(Answer answer, DeliveryKind kind, std::uint64_t bytes);

}  // namespace

Answer distort(Answer answer, const Fault& fault, Instant now) {
  constexpr std::uint64_t kGiB = 1ULL << 30U;
  const std::uint64_t half = fault.bytes > 0 ? fault.bytes : answer.body.size() / 2;
  switch (fault.kind) {
    case FaultKind::kStatus:
      return status_answer(fault, now);
    case FaultKind::kGarbage:
      return garbage_answer(fault);
    case FaultKind::kDrop:
      answer = delivered_as({}, DeliveryKind::kCut, 0);
      answer.delivery.by_reset = fault.by_reset;
      return answer;
    case FaultKind::kSilent:
      return delivered_as({}, DeliveryKind::kSilence, 0);
    case FaultKind::kTruncate:
      return delivered_as(std::move(answer), DeliveryKind::kTruncated, half);
    case FaultKind::kStall:
      return delivered_as(std::move(answer), DeliveryKind::kStalled, half);
    case FaultKind::kTrickle:
      answer = delivered_as(std::move(answer), DeliveryKind::kTrickled, fault.bytes > 0 ? fault.bytes : 1);
      answer.delivery.interval = fault.interval;
      return answer;
    case FaultKind::kHuge:
      answer = delivered_as({}, DeliveryKind::kHuge, fault.bytes > 0 ? fault.bytes : kGiB);
      answer.delivery.is_chunked = fault.is_chunked;
      return answer;
    case FaultKind::kDelay:
    case FaultKind::kStart:
    case FaultKind::kEdit:
    case FaultKind::kChaos:
      break;
  }
  return answer;
}

namespace {

Answer status_answer(const Fault& fault, Instant now) {
  Answer answer = documented_failure(fault.status, fault.wait_minutes);
  if (!fault.body.is_null()) answer.body = fault.body.is_string() ? fault.body.get<std::string>() : to_text(fault.body);
  if (!fault.content_type.empty()) answer.content_type = fault.content_type;
  if (fault.retry_after) {
    const bool is_date = fault.retry_after_form == RetryAfterForm::kDate;
    answer.headers.emplace_back("Retry-After", is_date
                                                   ? format_http_date(now + std::chrono::seconds{*fault.retry_after})
                                                   : std::to_string(*fault.retry_after));
  }
  if (fault.headers.is_object()) {
    for (const auto& [name, value] : fault.headers.items()) {
      if (value.is_string()) answer.headers.emplace_back(name, value.get<std::string>());
    }
  }
  return answer;
}

Answer garbage_answer(const Fault& fault) {
  Answer answer;
  answer.status = fault.status;
  switch (fault.format) {
    case Garbage::kHtml:
      answer.content_type = "text/html";
      answer.body =
          "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>Bad Gateway</h1></body>\r\n</html>";
      break;
    case Garbage::kText:
      answer.content_type = "text/plain";
      answer.body = "The service is having a moment.";
      break;
    case Garbage::kWrong:
      answer.body = R"({"success":"yes","data":{"_id":17,"status":["scheduled"],"scheduledFor":{"$date":0}}})";
      break;
    case Garbage::kCutJson:
      answer.body = R"({"success":true,"data":[{"_id":"66)";
      break;
    case Garbage::kEmpty:
      answer.body = "";
      break;
    case Garbage::kBinary:
      answer.body = "{\"success\":true,\"data\":[{\"name\":\"\xFF\xFE\x80\xC3\"}]}";
      break;
    case Garbage::kNoHttp:
      answer.body = "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\x01\x02\x03";
      answer.delivery.kind = DeliveryKind::kRaw;
      break;
  }
  return answer;
}

Answer delivered_as(Answer answer, DeliveryKind kind, std::uint64_t bytes) {
  answer.delivery.kind = kind;
  answer.delivery.bytes = bytes;
  return answer;
}

}  // namespace
}  // namespace campaignd::simulator
