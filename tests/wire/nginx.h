// nginx as a child process: TLS and HTTP/2 on a loopback port in front of a simulated service, with files in a
// directory of its own. Nothing of the machine's own nginx is read or touched. Killed where the test leaves it behind.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "adapters/curl/certificate.h"
#include "contract/temporary_directory.h"
#include "process/child_process.h"

namespace campaignd::testing {

class Nginx {
 public:
  // Where what it is asked for comes from, and `more`: lines of its configuration's server block.
  Nginx(int simulator_port, const curl_test::Certificate& certificate, std::string more = "");

  [[nodiscard]] std::string base_url(const std::string& host = "127.0.0.1") const;
  [[nodiscard]] int port() const { return port_; }

  // A line for each request that came: `CONNECTION PROTOCOL METHOD STATUS`.
  [[nodiscard]] std::string requests() const;

  void signal(int number);
  void end();                                          // at once; its port refuses from then on
  void start(const curl_test::Certificate& presents);  // on the port that it had

 private:
  void write_configuration() const;

  TemporaryDirectory directory_;
  int simulator_port_;
  std::string more_;
  int port_ = 0;
  std::optional<ChildProcess> process_;
};

}  // namespace campaignd::testing
