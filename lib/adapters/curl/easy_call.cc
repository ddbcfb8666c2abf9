#include "adapters/curl/easy_call.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace campaignd {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kWorthKeeping = 64U << 10U;  // bytes of an answer's buffer; a PATCH's echo fits, a list does not

// No exception may pass through libcurl, which is written in C.
template <class Take>
std::size_t taken(std::string_view bytes, const Take& take) {
  try {
    return take(bytes) ? bytes.size() : CURL_WRITEFUNC_ERROR;
  } catch (const std::bad_alloc&) {
    return CURL_WRITEFUNC_ERROR;
  }
}

bool begins_with(std::string_view text, std::string_view lower_case_start);
std::string_view without_spaces(std::string_view text);

}  // namespace

MonotonicTime monotonic_now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now());
}

EasyCall::EasyCall(const CurlOptions& options) : options_(options), handle_(curl_easy_init()) {
  if (!handle_) throw std::runtime_error("libcurl has no memory for a call");
  set_up();
}

void EasyCall::set_up() {
  const bool is_encrypted = begins_with(options_.base_url, "https:");
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a resolver that hangs must not hold up whoever gave up on it
  set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(CURLOPT_BUFFERSIZE, 128L << 10);

  set(CURLOPT_PROTOCOLS_STR, is_encrypted ? "https" : "http");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  if (!is_encrypted) set(CURLOPT_PROXY, "");
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // the key is not for a proxy
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (options_.ca_file) {
    set(CURLOPT_CAINFO, options_.ca_file->c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  // libcurl would keep what stood in the file for a day, and a mended one would need a restart. The system's, which is
  // a directory too, it never keeps.
  set(CURLOPT_CA_CACHE_TIMEOUT, 0L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  if (is_encrypted) set(CURLOPT_PIPEWAIT, 1L);  // rather a stream on a connection that is being made than one more
  set(CURLOPT_TCP_KEEPALIVE, 1L);

  const milliseconds connect =
      std::clamp<milliseconds>(options_.timeout / 2, milliseconds(1), std::chrono::seconds(30));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  longest_unacknowledged_ = connect + connect / 2;
  set(CURLOPT_SOCKOPTFUNCTION, &EasyCall::on_socket);
  set(CURLOPT_SOCKOPTDATA, this);
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options_.answer_limit));

  set(CURLOPT_HEADERFUNCTION, &EasyCall::on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &EasyCall::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_READFUNCTION, &EasyCall::on_read);
  set(CURLOPT_READDATA, this);
  set(CURLOPT_PREREQFUNCTION, &EasyCall::on_request);
  set(CURLOPT_PREREQDATA, this);
}

void EasyCall::prepare(const HttpRequest& request, const Credentials& credentials) {
  clear();
  set(CURLOPT_URL, (options_.base_url + request.target).c_str());
  set(CURLOPT_HTTPHEADER, credentials.headers(request.method));
  if (request.method == HttpMethod::kPatch) {
    request_body_ = request.body;
    // The body is read from us, and cannot be rewound: libcurl, which repeats a request on a kept connection that
    // turns out dead, then fails instead (error 65).
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CUSTOMREQUEST, "PATCH");
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_body_.size()));
  } else {
    set(CURLOPT_HTTPGET, 1L);
    set(CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
  }
}

void EasyCall::clear() {
  curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  error_.front() = '\0';
  request_body_.clear();
  request_sent_ = 0;
  if (answer_.body.capacity() > kWorthKeeping) answer_.body = std::string();
  begin_answer();
  header_bytes_ = 0;
  has_left_ = false;
  is_too_large_ = false;
  has_stalled_ = false;
  last_heard_.reset();
}

// Before the answer begins a server may just be thinking, and the time-out alone counts.
std::optional<MonotonicTime> EasyCall::stalls_at() const {
  if (!last_heard_) return std::nullopt;
  return *last_heard_ + longest_silence();
}

std::chrono::microseconds EasyCall::duration() const {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  return std::chrono::microseconds(microseconds);
}

template <class Value>
void EasyCall::set(CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(handle_.get(), option, value);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
}

// Also after a `100 Continue` or the like: what counts is the last answer.
void EasyCall::begin_answer() {
  answer_.status = 0;
  answer_.content_type.clear();
  answer_.retry_after.clear();
  answer_.body.clear();
  server_date_.reset();
}

bool EasyCall::take_header(std::string_view line) {
  last_heard_ = monotonic_now();
  header_bytes_ += line.size();
  if (header_bytes_ > kHeaderLimit) {
    is_too_large_ = true;
    return false;
  }
  if (begins_with(line, "http/")) {
    begin_answer();
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    return true;
  }
  const auto colon = line.find(':');
  if (colon == line.npos) return true;
  const auto value = without_spaces(line.substr(colon + 1));
  if (begins_with(line, "content-type:")) answer_.content_type = value;
  if (begins_with(line, "retry-after:")) answer_.retry_after = value;
  if (begins_with(line, "date:")) server_date_ = parse_http_date(value);
  return true;
}

bool EasyCall::take_body(std::string_view bytes) {
  last_heard_ = monotonic_now();
  std::string& body = answer_.body;
  const std::size_t limit = body_limit();
  if (bytes.size() > limit - body.size()) {
    is_too_large_ = true;
    return false;
  }
  if (body.empty()) {
    curl_off_t announced = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    const auto expected = std::clamp<curl_off_t>(announced, 0, static_cast<curl_off_t>(limit));
    body.reserve(static_cast<std::size_t>(expected) + AnswerReader::kBodyPadding);
  }
  body.append(bytes);
  return true;
}

// Of an error only the words are wanted, and nobody writes a megabyte of them.
std::size_t EasyCall::body_limit() const {
  return answer_.status >= 300 ? std::min(options_.answer_limit, kErrorLimit) : options_.answer_limit;
}

std::size_t EasyCall::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  return taken({data, size * count}, [self](auto line) { return static_cast<EasyCall*>(self)->take_header(line); });
}

std::size_t EasyCall::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  return taken({data, size * count}, [self](auto bytes) { return static_cast<EasyCall*>(self)->take_body(bytes); });
}

std::size_t EasyCall::on_read(char* to, std::size_t size, std::size_t count, void* self) {
  auto& call = *static_cast<EasyCall*>(self);
  const std::size_t taken = call.request_body_.copy(to, size * count, call.request_sent_);
  call.request_sent_ += taken;
  return taken;
}

// libcurl calls this before every request that it sends, so a second time means that it repeats one: it must not, not
// even where nothing of the body had left yet.
int EasyCall::on_request(void* self, char* /*remote*/, char* /*local*/, int /*remote_port*/, int /*local_port*/) {
  auto& call = *static_cast<EasyCall*>(self);
  if (call.has_left_) return CURL_PREREQFUNC_ABORT;
  call.has_left_ = true;
  return CURL_PREREQFUNC_OK;
}

// Of a peer that vanished without a word the kernel would be sure after a quarter of an hour, and until then libcurl
// gives its HTTP/2 connection to every retry: a time-out ends a stream, not the connection.
int EasyCall::on_socket(void* self, curl_socket_t socket, curlsocktype /*purpose*/) {
  const auto longest = static_cast<unsigned int>(static_cast<EasyCall*>(self)->longest_unacknowledged_.count());
  ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &longest, sizeof longest);  // where it fails it is as before
  return CURL_SOCKOPT_OK;
}

namespace {

bool begins_with(std::string_view text, std::string_view lower_case_start) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return text.size() >= lower_case_start.size() &&
         std::equal(lower_case_start.begin(), lower_case_start.end(), text.begin(),
                    [&](char wanted, char is) { return wanted == lower(is); });
}

std::string_view without_spaces(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto first = text.find_first_not_of(kSpaces);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

}  // namespace

}  // namespace campaignd
