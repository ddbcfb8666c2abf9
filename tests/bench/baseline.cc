#include "bench/baseline.h"

#include <httplib.h>
#include <simdjson.h>
#include <yaml-cpp/yaml.h>

#include <thread>

namespace campaignd::bench {
namespace {

std::string get(int port, const std::string& target) {
  httplib::Client client("127.0.0.1", port);
  client.set_tcp_nodelay(true);
  client.set_read_timeout(std::chrono::seconds(60));
  const auto answer = client.Get("/api" + target, {{"Authorization", "Bearer sk_dev_simulator"}});
  if (!answer || answer->status != 200) throw std::runtime_error("the simulated service does not answer " + target);
  return answer->body;
}

}  // namespace

std::vector<std::string> both_lists() {
  return {"/whatsapp/campaigns?status=draft", "/whatsapp/campaigns?status=scheduled"};
}

Nanoseconds api_time(int port, const std::vector<std::string>& targets) {
  std::vector<Nanoseconds> times;
  for (int i = 0; i < 7; ++i) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::jthread> clients;
    for (const auto& target : targets) clients.emplace_back([port, target] { static_cast<void>(get(port, target)); });
    clients.clear();  // joined
    times.push_back(std::chrono::steady_clock::now() - start);
  }
  return best(times);
}

DomPass dom_pass(int port) {
  std::vector<simdjson::padded_string> bodies;
  for (const auto& target : both_lists()) bodies.emplace_back(get(port, target));
  const auto parse = [&](simdjson::dom::parser& parser) {
    for (const auto& body : bodies) {
      if (parser.parse(body).error() != simdjson::SUCCESS) throw std::runtime_error("a list is no JSON");
    }
  };
  DomPass pass;
  pass.alone = best_cpu(15, [&] {
    simdjson::dom::parser parser;
    parse(parser);
  });
  simdjson::dom::parser kept;
  pass.warm = best_cpu(15, [&] { parse(kept); });
  return pass;
}

Nanoseconds yaml_load(const std::string& file) {
  return best_cpu(3, [&] { static_cast<void>(YAML::LoadFile(file)); });
}

}  // namespace campaignd::bench
