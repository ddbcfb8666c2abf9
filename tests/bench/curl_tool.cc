#include "bench/curl_tool.h"

#include <fstream>
#include <stdexcept>

#include "process/child_process.h"

namespace campaignd::bench {
namespace {

std::string quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return quoted + '"';
}

}  // namespace

void patch_with_curl(const Workbench& bench, const std::vector<Workbench::Change>& changes, int in_flight) {
  const std::string config = (bench.directory() / "curl.config").string();
  std::ofstream file(config);
  bool is_first = true;
  for (const auto& change : changes) {
    if (!is_first) file << "next\n";
    is_first = false;
    file << "url = http://127.0.0.1:" << bench.port() << "/api/whatsapp/campaigns/" << change.id
         << "\nrequest = PATCH\nheader = \"Authorization: Bearer sk_dev_simulator\"\n"
         << "header = \"Content-Type: application/json\"\ndata = " << quoted(change.body)
         << "\noutput = /dev/null\nfail\n";
  }
  file.close();
  const auto ended = campaignd::testing::run({.path = "/usr/bin/curl",
                                              .arguments = {"--silent", "--show-error", "--parallel", "--parallel-max",
                                                            std::to_string(in_flight), "--config", config}},
                                             std::chrono::seconds(120));
  if (ended.exit_code != 0) throw std::runtime_error("curl failed: " + ended.errors);
}

}  // namespace campaignd::bench
