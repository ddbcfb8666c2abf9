#include "adapters/curl/curl_transport.h"

#include <curl/curl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): secure_getenv is not in <cstdlib>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "adapters/api/requests.h"
#include "adapters/curl/credentials.h"
#include "adapters/curl/curl_failure.h"
#include "adapters/curl/easy_call.h"

namespace campaignd {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kIdleHandles = 16;
constexpr milliseconds kLongestPoll = std::chrono::minutes(10);

WallTime wall_now();
CurlOptions with_environment(CurlOptions options);
void initialise_libcurl();

}  // namespace

// libcurl's multi handle. Freed after every easy handle that it holds was taken out.
class CurlTransport::Multi {
 public:
  Multi() {
    initialise_libcurl();
    handle_ = curl_multi_init();
    if (handle_ == nullptr) throw std::runtime_error("libcurl cannot start: no memory or descriptors left");
  }
  ~Multi() { curl_multi_cleanup(handle_); }
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  [[nodiscard]] CURLM* handle() const { return handle_; }

 private:
  CURLM* handle_ = nullptr;
};

struct CurlTransport::InFlight {
  CallNumber number{};
  ApiCall call;
  std::unique_ptr<EasyCall> easy;
  std::shared_ptr<const Credentials> credentials;
};

CurlOptions CurlOptions::of(const ApiSettings& api, std::string user_agent) {
  CurlOptions options;
  options.base_url = api.base_url;
  options.timeout = api.timeout;
  options.user_agent = std::move(user_agent);
  return options;
}

CurlTransport::CurlTransport(CurlOptions options, ApiKey key)
    : options_(with_environment(std::move(options))),
      credentials_(std::make_shared<const Credentials>(std::move(key))),
      multi_(std::make_unique<Multi>()) {}

CurlTransport::~CurlTransport() {
  abandon();
}

void CurlTransport::set_key(ApiKey key) {
  credentials_ = std::make_shared<const Credentials>(std::move(key));
}

CallNumber CurlTransport::send(const ApiCall& call) {
  const auto number = static_cast<CallNumber>(++last_call_);
  try {
    std::unique_ptr<EasyCall> easy;
    if (idle_.empty()) {
      easy = std::make_unique<EasyCall>(options_);
    } else {
      easy = std::move(idle_.back());
      idle_.pop_back();
    }
    easy->prepare(to_request(call), *credentials_);
    const CURLMcode code = curl_multi_add_handle(multi_->handle(), easy->handle());
    if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
    in_flight_.push_back({number, call, std::move(easy), credentials_});
  } catch (const std::runtime_error& error) {
    ready_.push_back({.call = number,
                      .result = tl::unexpected(never_begun(error.what(), credentials_->key())),
                      .server_date = std::nullopt});
  }
  return number;
}

std::optional<Reply> CurlTransport::await(MonotonicTime until) {
  while (true) {
    if (ready_.empty()) collect();
    if (!ready_.empty()) {
      Reply reply = std::move(ready_.front());
      ready_.pop_front();
      return reply;
    }
    if (woken_.exchange(false)) return std::nullopt;
    const MonotonicTime now = monotonic_now();
    if (now >= until) return std::nullopt;
    const auto longest = std::clamp<MonotonicTime::duration>(first_stall() - now, milliseconds(0), kLongestPoll);
    // Rounded up: a wait of 0.4 ms must not become a loop of waits of none.
    const auto wait = std::chrono::ceil<milliseconds>(std::min<MonotonicTime::duration>(until - now, longest));
    if (curl_multi_poll(multi_->handle(), nullptr, 0, static_cast<int>(wait.count()), nullptr) != CURLM_OK) {
      return std::nullopt;
    }
  }
}

void CurlTransport::abandon() {
  for (InFlight& flight : in_flight_) {
    curl_multi_remove_handle(multi_->handle(), flight.easy->handle());
    retire(std::move(flight.easy));
  }
  in_flight_.clear();
  ready_.clear();
}

void CurlTransport::wake() {
  woken_ = true;
  curl_multi_wakeup(multi_->handle());
}

// Lets libcurl work, and understands what has ended.
void CurlTransport::collect() {
  int running = 0;
  curl_multi_perform(multi_->handle(), &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_->handle(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;  // the message dies with the next call
    CURL* const handle = message->easy_handle;
    const auto flight = std::find_if(in_flight_.begin(), in_flight_.end(),
                                     [&](const InFlight& f) { return f.easy->handle() == handle; });
    if (flight == in_flight_.end()) {
      curl_multi_remove_handle(multi_->handle(), handle);
    } else {
      end(flight, code);
    }
  }
  end_stalled();
}

// libcurl does not know of it, and closes the connection when the handle is taken out.
void CurlTransport::end_stalled() {
  const MonotonicTime now = monotonic_now();
  for (auto flight = in_flight_.begin(); flight != in_flight_.end();) {
    const auto at = flight->easy->stalls_at();
    if (!at || *at > now) {
      ++flight;
      continue;
    }
    flight->easy->note_stall();
    flight = end(flight, CURLE_OPERATION_TIMEDOUT);
  }
}

MonotonicTime CurlTransport::first_stall() const {
  MonotonicTime first = MonotonicTime::max();
  for (const InFlight& flight : in_flight_) first = std::min(first, flight.easy->stalls_at().value_or(first));
  return first;
}

std::vector<CurlTransport::InFlight>::iterator CurlTransport::end(std::vector<InFlight>::iterator flight,
                                                                  int curl_code) {
  curl_multi_remove_handle(multi_->handle(), flight->easy->handle());
  ready_.push_back(understood(*flight, curl_code));
  retire(std::move(flight->easy));
  return in_flight_.erase(flight);
}

Reply CurlTransport::understood(InFlight& flight, int curl_code) {
  const auto code = static_cast<CURLcode>(curl_code);
  EasyCall& easy = *flight.easy;
  const ApiKey& key = flight.credentials->key();
  HttpAnswer& answer = easy.answer();
  answer.answered_at = easy.server_date().value_or(wall_now());
  // An error's body may be cut short: its status is what counts.
  const bool is_answer = code == CURLE_OK || answer.status >= 300;
  auto result = is_answer ? reader_.read(flight.call, answer, key) : tl::unexpected(failure_of(code, easy, key));
  return {.call = flight.number,
          .result = std::move(result),
          .http_status = answer.status,
          .server_date = easy.server_date(),
          .duration = easy.duration(),
          .bytes = answer.body.size()};
}

void CurlTransport::retire(std::unique_ptr<EasyCall> easy) {
  easy->clear();
  if (idle_.size() < kIdleHandles) idle_.push_back(std::move(easy));
}

namespace {

WallTime wall_now() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

// The curl program and OpenSSL's own look there; libcurl does not.
CurlOptions with_environment(CurlOptions options) {
  const char* const file = ::secure_getenv("SSL_CERT_FILE");
  if (!options.ca_file && file != nullptr && *file != '\0') options.ca_file = file;
  return options;
}

void initialise_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);  // once for the process, and thread-safe
  if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
}

}  // namespace

}  // namespace campaignd
