#include "failure_text.h"

#include <string_view>

#include "core/display_text.h"
#include "core/instant.h"

namespace campaignd {

namespace {

// What happened, and where.
std::string what_happened(const CallFailure& failure, const std::string& where);
// The detail without what `what_happened` says already: the transport begins it for lines of log.
std::string own_words(const CallFailure& failure);
// What the person can do about it.
std::string what_next(const CallFailure& failure, const Settings& settings, const std::string& key_origin);

}  // namespace

FailureText failure_text(const CallFailure& failure, const Settings& settings, const std::string& key_origin) {
  const std::string where = isolate(settings.api.base_url);
  const std::string detail = own_words(failure);
  return {what_happened(failure, where) + (detail.empty() ? "" : ": " + detail),
          what_next(failure, settings, key_origin)};
}

namespace {

std::string what_happened(const CallFailure& failure, const std::string& where) {
  const std::string status = failure.http_status == 0 ? "" : " (" + std::to_string(failure.http_status) + ")";
  switch (failure.kind) {
    case FailureKind::kNeverSent:
      if (failure.http_status == 0) return "cannot reach " + where;
      return where + " asks us to wait" + status;
    case FailureKind::kEffectUnknown:
      return "no usable answer from " + where + status;
    case FailureKind::kRefused:
      return where + " refused the request" + status;
    case FailureKind::kUnauthorized:
      return where + " does not accept the API key" + status;
    case FailureKind::kForbidden:
      return where + " does not allow this" + status;
    case FailureKind::kNotFound:
      return where + " does not know the address that was asked for" + status;
    case FailureKind::kTls:
      return "cannot trust the server at " + where;
    case FailureKind::kWithheld:
      return "the request was not sent";
  }
  return "";
}

std::string own_words(const CallFailure& failure) {
  const std::string status = "HTTP " + std::to_string(failure.http_status);
  std::string_view words = failure.detail;
  for (const std::string_view start : {status + ": ", status + ", ", std::string("not sent: ")}) {
    if (words.starts_with(start)) words.remove_prefix(start.size());
  }
  return std::string(words);
}

std::string what_next(const CallFailure& failure, const Settings& settings, const std::string& key_origin) {
  const std::string file = settings.file.empty() ? "the settings" : isolate(settings.file);
  switch (failure.kind) {
    case FailureKind::kNeverSent:
      if (failure.http_status == 0) return "Check the network and api.baseUrl in " + file + ", then try again.";
      return failure.retry_after ? "Try again in " + in_words(*failure.retry_after) + "." : "Try again in a minute.";
    case FailureKind::kEffectUnknown:
      return "Only reads were sent, so nothing has changed. Try again; if it stays so, check api.baseUrl in " + file +
             ".";
    case FailureKind::kRefused:
      return "Check api.baseUrl in " + file + ".";
    case FailureKind::kUnauthorized:
      return "The key was read from " + key_origin + ". Put the project's current key there and try again.";
    case FailureKind::kForbidden:
      return "Check in the OTPIQ dashboard that this machine's address is on the project's allow-list and that the key "
             "may use campaigns. The key was read from " +
             key_origin + ".";
    case FailureKind::kNotFound:
      return "Check api.baseUrl in " + file + "; it usually ends in /api.";
    case FailureKind::kTls:
      return "No key was sent. Check api.baseUrl in " + file +
             ", this machine's clock, and that the package ca-certificates is installed and current.";
    case FailureKind::kWithheld:
      return "";
  }
  return "";
}

}  // namespace

}  // namespace campaignd
