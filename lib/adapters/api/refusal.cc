#include "adapters/api/refusal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "adapters/api/escape.h"
#include "adapters/api/retry_after.h"

namespace campaignd {

namespace {

constexpr std::size_t kShownOfWords = 500;  // bytes
constexpr std::size_t kShownOfBody = 120;
constexpr std::size_t kShownOfType = 60;
constexpr std::size_t kLongestKeyInBody = 8192;

std::string words_of(simdjson::dom::object body, const ApiKey& secret);
std::string credit_of(simdjson::dom::object body);
std::optional<std::chrono::milliseconds> wait_of(const HttpAnswer& answer, std::optional<simdjson::dom::object> body);
std::string first_bytes(const HttpAnswer& answer, const ApiKey& secret);

}  // namespace

FailureKind kind_of_status(int status) {
  switch (status) {
    case 401:
      return FailureKind::kUnauthorized;
    case 403:
      return FailureKind::kForbidden;
    case 404:
      return FailureKind::kNotFound;
    case 408:
    case 429:
      return FailureKind::kNeverSent;
    default:
      return status >= 300 && status < 500 ? FailureKind::kRefused : FailureKind::kEffectUnknown;
  }
}

CallFailure refusal(const HttpAnswer& answer, std::optional<simdjson::dom::object> body, const ApiKey& secret) {
  CallFailure failure;
  // A success that says `success: false` is the service's no, in a wrong envelope.
  failure.kind = answer.status < 300 ? FailureKind::kRefused : kind_of_status(answer.status);
  failure.http_status = answer.status;
  failure.retry_after = wait_of(answer, body);
  const std::string words = body ? words_of(*body, secret) : "";
  failure.detail = "HTTP " + std::to_string(answer.status) + ": ";
  failure.detail += words.empty() ? first_bytes(answer, secret) : words + credit_of(*body);
  if (failure.kind == FailureKind::kForbidden && words.find("IP") != words.npos) {
    failure.detail += "; add this machine's address to the project's allow-list at OTPIQ";
  }
  if (answer.status >= 300 && answer.status < 400) failure.detail += "; no redirect is followed, check api.baseUrl";
  return failure;
}

CallFailure unreadable(const HttpAnswer& answer, const std::string& why, const ApiKey& secret) {
  CallFailure failure;
  failure.kind = FailureKind::kEffectUnknown;
  failure.http_status = answer.status;
  failure.retry_after = wait_of(answer, std::nullopt);
  failure.detail = "HTTP " + std::to_string(answer.status) + ", not the documented JSON (" + why +
                   "): " + first_bytes(answer, secret);
  return failure;
}

namespace {

// The text is in `error` or in `message` (the API's page on errors); of an object in one of them, in its `message`.
std::string words_of(simdjson::dom::object body, const ApiKey& secret) {
  for (const std::string_view field : {"error", "message"}) {
    const auto value = find_field(body, field);
    if (!value) continue;
    std::string_view words;
    simdjson::dom::object nested;
    if (value->get(nested) == simdjson::SUCCESS && nested["message"].get(words) != simdjson::SUCCESS) continue;
    if (words.empty() && value->get(words) != simdjson::SUCCESS) continue;
    if (!words.empty()) return escaped(secret.redacted(words), kShownOfWords);
  }
  return {};
}

// What a 400 for lack of credit says beside its words, in IQD.
std::string credit_of(simdjson::dom::object body) {
  struct Told {
    std::string_view field, label;
  };
  static constexpr std::array kTold{Told{"yourCredit", "credit "}, Told{"requiredCredit", "required "},
                                    Told{"canCover", "enough for "}};
  std::string told;
  for (const auto& [field, label] : kTold) {
    const auto value = find_field(body, field);
    if (!value || !value->is_number()) continue;
    told.append(told.empty() ? " (" : ", ").append(label).append(simdjson::minify(*value));
  }
  return told.empty() ? told : told + ")";
}

// The longer one where both are given: to wait too long does no harm.
std::optional<std::chrono::milliseconds> wait_of(const HttpAnswer& answer, std::optional<simdjson::dom::object> body) {
  auto wait = parse_retry_after(answer.retry_after, answer.answered_at);
  const auto minutes = body ? find_field(*body, "waitMinutes") : std::nullopt;
  double number = 0;
  if (minutes && minutes->get(number) == simdjson::SUCCESS) wait = std::max(wait, wait_of_minutes(number));
  return wait;
}

std::string first_bytes(const HttpAnswer& answer, const ApiKey& secret) {
  const std::string type = escaped(secret.redacted(answer.content_type), kShownOfType);
  // Enough that a key which begins in the part that is shown is found whole.
  const auto start = std::string_view(answer.body).substr(0, kShownOfBody + kLongestKeyInBody);
  const std::string bytes = escaped(secret.redacted(start), kShownOfBody);
  return (type.empty() ? "no content type" : type) + (bytes.empty() ? ", no body" : ", \"" + bytes + "\"");
}

}  // namespace

}  // namespace campaignd
