// The simulated service on a loopback port. Starts listening in its constructor and serves on threads of its own, so a
// test program can hold one in a variable; the destructor ends every connection at once. Plain HTTP/1.1, 127.0.0.1
// only; at least 500 connections at a time, none of which waits for another.
#pragma once

#include <memory>
#include <string>

#include "simulator/simulator.h"

namespace campaignd::simulator {

struct ServerOptions {
  int port = 0;  // 0: any free one
  Options options = {};
  std::uint64_t seed = 1;  // of everything that is left to chance
};

class SimulatorServer {
 public:
  // Throws std::runtime_error where the port cannot be had.
  explicit SimulatorServer(ServerOptions options = {});
  ~SimulatorServer();
  SimulatorServer(const SimulatorServer&) = delete;
  SimulatorServer& operator=(const SimulatorServer&) = delete;

  [[nodiscard]] int port() const;
  [[nodiscard]] std::string base_url() const;  // http://127.0.0.1:PORT/api
  [[nodiscard]] Simulator& simulator();

 private:
  class Http;
  std::unique_ptr<Simulator> simulator_;
  std::unique_ptr<Http> http_;
};

}  // namespace campaignd::simulator
