#include "adapters/control/http.h"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "adapters/control/framing.h"

namespace campaignd {
namespace {

std::string without_ignored_headers(std::string_view request);

// A request that is there already, and room for its answer. The peer's address is who he is.
class WholeRequest final : public httplib::Stream {
 public:
  WholeRequest(std::string_view request, const std::string& person) : unread_(request), person_(person) {}

  [[nodiscard]] bool is_readable() const override { return true; }
  [[nodiscard]] bool is_writable() const override { return true; }
  ssize_t read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, unread_.size());
    std::copy_n(unread_.begin(), count, into);
    unread_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, std::size_t size) override {
    answer_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = person_;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  [[nodiscard]] socket_t socket() const override { return INVALID_SOCKET; }

  std::string take_answer() { return std::move(answer_); }

 private:
  std::string_view unread_;
  const std::string& person_;
  std::string answer_;
};

}  // namespace

class Http::Server final : private httplib::Server {
 public:
  explicit Server(Endpoints& endpoints);
  std::string answer(std::string_view request, const std::string& person);

 private:
  void give(const httplib::Request& request, httplib::Response& response);

  Endpoints& endpoints_;
};

Http::Http(Endpoints& endpoints) : endpoints_(endpoints) {}
Http::~Http() = default;

std::string Http::answer(std::string_view request, const std::string& person) {
  std::call_once(once_, [this] { server_ = std::make_unique<Server>(endpoints_); });
  return server_->answer(request, person);
}

Http::Server::Server(Endpoints& endpoints) : endpoints_(endpoints) {
  const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
    give(request, response);
  };
  // Which targets there are is not httplib's business: its patterns are costly, and it has no word for 405.
  Get(".*", handler);
  Post(".*", handler);
  Put(".*", handler);
  Patch(".*", handler);
  Delete(".*", handler);
  Options(".*", handler);
  set_payload_max_length(kLargestBody);
  set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
    response.status = 500;
    response.set_content(control_error(500, "the service failed at answering this").body, "application/json");
  });
  set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;
    response.set_content(control_error(response.status, "this request cannot be read").body, "application/json");
  });
}

std::string Http::Server::answer(std::string_view request, const std::string& person) {
  const std::string heard = without_ignored_headers(request);
  WholeRequest stream(heard, person);
  bool is_last = true;
  process_request(stream, /*close_connection=*/true, is_last, [](httplib::Request& head) {
    const bool has_no_body = !head.has_header("Content-Length");
    if (has_no_body) head.set_header("Content-Length", "0");
  });
  return stream.take_answer();
}

void Http::Server::give(const httplib::Request& request, httplib::Response& response) {
  const ControlAnswer answer = endpoints_.answer({request.method, request.target, request.body, request.remote_addr});
  response.status = answer.status;
  if (!answer.allow.empty()) response.set_header("Allow", answer.allow);
  response.set_content(answer.body, "application/json");
}

namespace {

// A body is JSON and its bytes are what they are, whatever is said of them: no forms, no parts, no compression; and an
// answer is sent whole.
bool is_ignored(std::string_view name) {
  constexpr std::array<std::string_view, 5> kIgnored{"content-type", "content-encoding", "accept-encoding", "expect",
                                                     "range"};
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(kIgnored.begin(), kIgnored.end(), lower) != kIgnored.end();
}

// httplib answers some of them before it asks anybody. Lines end where it ends them, which is at any line feed.
std::string without_ignored_headers(std::string_view request) {
  const std::size_t head_end = request.find("\r\n\r\n") + 2;
  std::string kept;
  kept.reserve(request.size());
  for (std::size_t from = 0; from < head_end;) {
    const std::size_t end = request.find('\n', from) + 1;
    const std::string_view line = request.substr(from, end - from);
    if (from == 0 || !is_ignored(line.substr(0, line.find(':')))) kept += line;
    from = end;
  }
  return kept.append(request.substr(head_end));
}

}  // namespace

}  // namespace campaignd
