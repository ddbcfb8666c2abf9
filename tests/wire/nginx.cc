#include "wire/nginx.h"

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "adapters/curl/loopback.h"
#include "process/service_bench.h"
#include "wire/sockets.h"

namespace campaignd::testing {

namespace {

constexpr const char* kProgram = "/usr/sbin/nginx";

}  // namespace

Nginx::Nginx(int simulator_port, const curl_test::Certificate& certificate, std::string more)
    : simulator_port_(simulator_port), more_(std::move(more)) {
  if (!std::filesystem::exists(kProgram)) {
    throw std::runtime_error(std::string(kProgram) + " is not there: install Debian's nginx-light, as .ci/setup does");
  }
  port_ = curl_test::port_that_refuses();
  start(certificate);
}

std::string Nginx::base_url(const std::string& host) const {
  return "https://" + host + ":" + std::to_string(port_) + "/api";
}

std::string Nginx::requests() const {
  std::ifstream file(directory_.path() / "requests");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void Nginx::signal(int number) {
  if (process_) process_->signal(number);
}

void Nginx::end() {
  process_.reset();
}

void Nginx::start(const curl_test::Certificate& presents) {
  end();
  static_cast<void>(presents.written_to(directory_.path()));
  presents.key_written_to(directory_.path());
  write_configuration();
  process_.emplace(Program{.path = kProgram,
                           .arguments = {"-p", directory_.path().string() + "/", "-c", "nginx.conf", "-e", "stderr"}});
  if (!eventually([&] { return accepts(port_) || process_->wait(std::chrono::milliseconds(0)); }) || !accepts(port_)) {
    throw std::runtime_error("nginx does not start: " + process_->errors());
  }
}

// One process without a master, so that a signal meets the one that serves.
void Nginx::write_configuration() const {
  std::ofstream file(directory_.path() / "nginx.conf");
  file << "daemon off; master_process off; pid pid; error_log stderr info;\n"
          "events { worker_connections 128; }\n"
          "http {\n"
          "  log_format short '$connection $server_protocol $request_method $status';\n"
          "  access_log requests short;\n"
          "  client_body_temp_path bodies; proxy_temp_path answers; fastcgi_temp_path fastcgi;\n"
          "  uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
          "  server {\n"
          "    listen 127.0.0.1:"
       << port_
       << " ssl http2;\n"
          "    ssl_certificate authorities.pem; ssl_certificate_key key.pem;\n"
          "    location / {\n"
          "      proxy_pass http://127.0.0.1:"
       << simulator_port_
       << ";\n"
          "      proxy_http_version 1.1; proxy_buffering off; proxy_next_upstream off;\n"
          "    }\n"
          "    "
       << more_ << "\n  }\n}\n";
}

}  // namespace campaignd::testing
