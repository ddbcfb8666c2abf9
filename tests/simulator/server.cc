#include "simulator/server.h"

#include <fcntl.h>
#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "simulator/connection.h"
#include "simulator/deliver.h"
#include "simulator/worker_threads.h"

namespace campaignd::simulator {
namespace {

constexpr std::size_t kMostThreads = 512;
constexpr int kBacklog = 1024;
constexpr std::size_t kMostBody = 8UL * 1024 * 1024;

// httplib hands a handler the request alone. `progress`, which only its clients use, carries the connection there.
struct ConnectionOf {
  Connection* connection;
  std::chrono::steady_clock::time_point arrival;
  bool operator()(std::uint64_t /*done*/, std::uint64_t /*total*/) const { return true; }
};

Call call_of(const httplib::Request& request, std::uint64_t connection);
std::multimap<std::string, std::string> query_of(const std::string& target);

}  // namespace

class SimulatorServer::Http final : private httplib::Server {
 public:
  Http(Simulator& simulator, int port);
  ~Http() override;

  [[nodiscard]] int port() const { return port_; }

 private:
  bool process_and_close_socket(socket_t socket) override;
  void prepare(httplib::Request& request, Connection& connection);
  void answer(const httplib::Request& request, httplib::Response& response);

  Simulator& simulator_;
  int port_ = 0;
  StopSignal stop_;
  std::atomic<std::uint64_t> connections_{0};
  std::thread thread_;
};

SimulatorServer::SimulatorServer(ServerOptions options)
    : simulator_(std::make_unique<Simulator>(options.options, options.seed)),
      http_(std::make_unique<Http>(*simulator_, options.port)) {}

SimulatorServer::~SimulatorServer() = default;

int SimulatorServer::port() const {
  return http_->port();
}
std::string SimulatorServer::base_url() const {
  return "http://127.0.0.1:" + std::to_string(port()) + "/api";
}
Simulator& SimulatorServer::simulator() {
  return *simulator_;
}

SimulatorServer::Http::Http(Simulator& simulator, int port) : simulator_(simulator) {
  const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
    answer(request, response);
  };
  Get(".*", handler);
  Post(".*", handler);
  Put(".*", handler);
  Patch(".*", handler);
  Delete(".*", handler);
  Options(".*", handler);
  set_payload_max_length(kMostBody);
  set_keep_alive_timeout(60);  // what the Keep-Alive header says; process_and_close_socket has its own way
  set_keep_alive_max_count(1'000'000);
  // httplib's default also sets SO_REUSEPORT, by which two servers could share a port unknowingly.
  set_socket_options([](socket_t socket) {
    const int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
  new_task_queue = [] { return new WorkerThreads{kMostThreads}; };  // httplib deletes it

  port_ = port == 0 ? bind_to_any_port("127.0.0.1") : (bind_to_port("127.0.0.1", port) ? port : -1);
  if (port_ <= 0) throw std::runtime_error{"cannot listen on 127.0.0.1:" + std::to_string(port)};
  fcntl(svr_sock_, F_SETFD, FD_CLOEXEC);
  ::listen(svr_sock_, kBacklog);  // httplib asked for five
  thread_ = std::thread{[this] { listen_after_bind(); }};
  while (!is_running()) std::this_thread::yield();  // stop() is lost on a server that does not run yet
}

SimulatorServer::Http::~Http() {
  stop_.set();
  stop();
  thread_.join();
}

bool SimulatorServer::Http::process_and_close_socket(socket_t socket) {
  Connection connection{socket, ++connections_, stop_};
  int served = 0;
  for (auto options = simulator_.options(); connection.await_request(options.idle); options = simulator_.options()) {
    bool is_last = false;
    const bool goes_on = process_request(connection, /*close_connection=*/false, is_last,
                                         [&](httplib::Request& request) { prepare(request, connection); });
    if (!connection.flush() || !goes_on || is_last) break;
    if (options.requests_per_connection > 0 && ++served >= options.requests_per_connection) break;
  }
  return true;
}

void SimulatorServer::Http::prepare(httplib::Request& request, Connection& connection) {
  request.progress = ConnectionOf{&connection, std::chrono::steady_clock::now()};
  request.ranges.clear();
  // httplib would prefer Brotli.
  const bool gzips =
      simulator_.options().compress && request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
  request.headers.erase("Accept-Encoding");
  if (gzips) request.set_header("Accept-Encoding", "gzip");
  // httplib would read such a body up to the connection's end; by the standard it is empty.
  const bool has_no_body = !request.has_header("Content-Length") && !request.has_header("Transfer-Encoding");
  if (has_no_body) request.set_header("Content-Length", "0");
}

void SimulatorServer::Http::answer(const httplib::Request& request, httplib::Response& response) {
  const auto* of = request.progress.target<ConnectionOf>();
  if (of == nullptr) throw std::logic_error{"a request that prepare() did not see"};
  const Call call = call_of(request, of->connection->number());
  const bool is_api = !std::string_view{call.path}.starts_with("/_sim/");
  Answer given = simulator_.handle(call);
  // httplib compresses JSON only where no charset stands behind it.
  if (request.has_header("Accept-Encoding"))
    given.content_type = given.content_type.substr(0, given.content_type.find(';'));
  deliver(given, *of->connection, of->arrival, response);
  if (is_api) simulator_.finished();
}

namespace {

Call call_of(const httplib::Request& request, std::uint64_t connection) {
  Call call;
  call.method = request.method;
  call.target = request.target;
  call.path = request.path;
  call.query = query_of(request.target);
  call.body = request.body;
  call.content_type = request.get_header_value("Content-Type");
  call.authorization = request.get_header_value("Authorization");
  call.user_agent = request.get_header_value("User-Agent");
  call.connection = connection;
  return call;
}

// Not httplib's `params`: they hold the fields of a form in the body as well, and a parameter that comes twice with the
// same value stands in them once.
std::multimap<std::string, std::string> query_of(const std::string& target) {
  std::multimap<std::string, std::string> fields;
  const auto question_mark = target.find('?');
  if (question_mark == std::string::npos) return fields;
  std::string_view rest = std::string_view{target}.substr(question_mark + 1);
  while (!rest.empty()) {
    const std::string_view field = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    if (field.empty()) continue;
    const auto equals = field.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : field.substr(equals + 1);
    fields.emplace(httplib::detail::decode_url(std::string{field.substr(0, equals)}, /*convert_plus_to_space=*/true),
                   httplib::detail::decode_url(std::string{value}, /*convert_plus_to_space=*/true));
  }
  return fields;
}

}  // namespace
}  // namespace campaignd::simulator
