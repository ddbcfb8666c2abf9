#include "adapters/curl/curl_failure.h"

#include <cstddef>
#include <string>

#include "adapters/api/escape.h"
#include "adapters/curl/easy_call.h"

namespace campaignd {

namespace {

constexpr std::size_t kShownOfText = 300;  // bytes

bool is_about_tls(CURLcode code, std::string_view error_text);
std::string_view beginning(FailureKind kind);
std::string without_duration(std::string_view text);
bool would_have_repeated(CURLcode code, std::string_view error_text);

}  // namespace

// Also an HTTP/2 stream that the server refused, or that a GOAWAY left out, counts as what may have happened: of those
// libcurl 7.88 says nothing that it does not say of a kept connection that died, neither by a code nor by a number.
FailureKind kind_of_error(CURLcode code, bool has_left, std::string_view error_text) {
  if (has_left) return FailureKind::kEffectUnknown;
  return is_about_tls(code, error_text) ? FailureKind::kTls : FailureKind::kNeverSent;
}

CallFailure failure_of(CURLcode code, EasyCall& call, const ApiKey& secret) {
  const std::string_view told = call.error_text();
  CallFailure failure;
  failure.kind = kind_of_error(code, call.has_left(), told);
  failure.http_status = call.answer().status;
  failure.detail = beginning(failure.kind);
  if (call.is_too_large() || code == CURLE_FILESIZE_EXCEEDED) {
    failure.detail += "it is larger than we take";
  } else if (call.has_stalled()) {
    failure.detail += "it began, and then nothing came for " + std::to_string(call.longest_silence().count()) + " ms";
  } else if (call.has_left() && would_have_repeated(code, told)) {
    failure.detail += "the kept connection died, and the request is not sent a second time";
  } else {
    failure.detail +=
        escaped(secret.redacted(told.empty() ? curl_easy_strerror(code) : without_duration(told)), kShownOfText);
  }
  // Not where a certificate has expired or is somebody else's: there is nothing to trust then.
  const bool is_unknown_issuer = told.find("self-signed") != told.npos || told.find("issuer") != told.npos;
  if (failure.kind == FailureKind::kTls && is_unknown_issuer) {
    failure.detail += "; an authority of your own belongs into the system's certificates, or the file SSL_CERT_FILE";
  }
  if (failure.http_status != 0) failure.detail += " (HTTP " + std::to_string(failure.http_status) + ")";
  return failure;
}

CallFailure never_begun(std::string_view why, const ApiKey& secret) {
  CallFailure failure;
  failure.kind = FailureKind::kNeverSent;
  failure.detail = std::string(beginning(failure.kind)) + escaped(secret.redacted(why), kShownOfText);
  return failure;
}

namespace {

bool is_about_tls(CURLcode code, std::string_view error_text) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_USE_SSL_FAILED:
      return true;
    case CURLE_SSL_CONNECT_ERROR:
      // A handshake that was cut is a connection that was not made; one that was refused is a matter of TLS.
      return error_text.find("SSL_ERROR_SYSCALL") == error_text.npos &&
             error_text.find("Connection reset") == error_text.npos &&
             error_text.find("unexpected eof") == error_text.npos;
    default:
      return false;
  }
}

std::string_view beginning(FailureKind kind) {
  switch (kind) {
    case FailureKind::kNeverSent:
      return "not sent: ";
    case FailureKind::kTls:
      return "not sent, TLS: ";
    case FailureKind::kEffectUnknown:
    case FailureKind::kRefused:
    case FailureKind::kUnauthorized:
    case FailureKind::kForbidden:
    case FailureKind::kNotFound:
    case FailureKind::kWithheld:
      break;
  }
  return "no whole answer: ";
}

// It counts how often it wanted to, over all the calls of a handle, and at the sixth time says that it tried five
// times.
bool would_have_repeated(CURLcode code, std::string_view error_text) {
  return code == CURLE_SEND_FAIL_REWIND || code == CURLE_ABORTED_BY_CALLBACK ||
         (code == CURLE_SEND_ERROR && error_text.starts_with("Connection died, tried"));
}

// ` after 10002 ms` is another number every time, and would make one lasting trouble look like another at each
// reconcile.
std::string without_duration(std::string_view text) {
  constexpr std::string_view kAfter = " after ";
  std::string result(text);
  for (auto at = result.find(kAfter); at != result.npos; at = result.find(kAfter, at + 1)) {
    const auto unit = result.find_first_not_of("0123456789", at + kAfter.size());
    if (unit == result.npos || unit == at + kAfter.size()) continue;
    for (const std::string_view word : {" milliseconds", " ms"}) {
      if (result.compare(unit, word.size(), word) != 0) continue;
      result.erase(at, unit + word.size() - at);
      break;
    }
  }
  return result;
}

}  // namespace

}  // namespace campaignd
