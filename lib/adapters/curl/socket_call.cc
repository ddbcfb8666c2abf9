#include "adapters/curl/socket_call.h"

#include <curl/curl.h>
#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace campaignd {
namespace {

constexpr long kBuffer = 512L << 10U;

// A length is believed as far as this: room for it is made before it is there.
constexpr curl_off_t kLargestLength = 64L << 20U;

struct Arriving {
  CURL* easy;
  std::string body;
};

// A process that lives for one answer touches each of its pages once, and the kernel has to find them all. It may say
// no: nothing but time depends on it.
void ask_for_large_pages(std::string& body) {
  constexpr std::size_t kLargePage = 2UL << 20U;
  void* first = body.data();
  std::size_t size = body.capacity();
  if (std::align(kLargePage, kLargePage, first, size) != nullptr)
    ::madvise(first, size / kLargePage * kLargePage, MADV_HUGEPAGE);
}

// Thousands of campaigns are megabytes, which are not to be moved about each time that there are twice as many.
void make_room(Arriving& answer) {
  curl_off_t length = 0;
  curl_easy_getinfo(answer.easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (length <= 0 || length > kLargestLength) return;
  answer.body.reserve(static_cast<std::size_t>(length));
  ask_for_large_pages(answer.body);
}

std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Arriving*>(into);
  if (answer.body.empty()) make_room(answer);
  answer.body.append(bytes, size * count);
  return size * count;
}

}  // namespace

tl::expected<SocketAnswer, SocketFailure> call_socket(const SocketRequest& request) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);  // once for the process, and thread-safe
  if (started != CURLE_OK) throw std::bad_alloc();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), curl_easy_cleanup);
  if (!easy) throw std::bad_alloc();
  Arriving answer{easy.get(), ""};
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
  set(CURLOPT_UNIX_SOCKET_PATH, request.socket.c_str());
  const std::string url = "http://campaignd" + request.target;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.patience.count()));
  set(CURLOPT_BUFFERSIZE, kBuffer);
  set(CURLOPT_WRITEFUNCTION, take_bytes);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  if (request.body) {
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body->size()));
    set(CURLOPT_POSTFIELDS, request.body->c_str());
  }
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    long error = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_OS_ERRNO, &error);
    const bool is_refused = code == CURLE_COULDNT_CONNECT;
    return tl::unexpected(
        SocketFailure{is_refused ? SocketFailure::Kind::kNotConnected : SocketFailure::Kind::kNoAnswer,
                      static_cast<int>(error), curl_easy_strerror(code)});
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  return SocketAnswer{static_cast<int>(status), std::move(answer.body)};
}

}  // namespace campaignd
