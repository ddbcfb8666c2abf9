// The simulated service for several threads at once, on the machine's clocks. A test program that runs the server
// in-process steers it through this; everything here can be done over /_sim/ as well. Any thread may call anything.
#pragma once

#include <functional>
#include <mutex>

#include "simulator/world.h"

namespace campaignd::simulator {

class Simulator {
 public:
  explicit Simulator(Options options = {}, std::uint64_t seed = 1) : world_(std::move(options), seed) {}

  // What the server does with a request, API or control. finished() follows each call under /api.
  [[nodiscard]] Answer handle(const Call& call);
  void finished();

  // Throw std::invalid_argument, with what is wrong, where the JSON is not what README.md describes.
  void load(const Json& project_file);
  void set_options(const Json& values);
  std::uint64_t inject(const Json& fault);
  void edit(std::string_view campaign_id, const Json& fields);
  std::string add(const Json& campaign);  // its id

  std::uint64_t inject(Fault fault);
  void clear_faults();
  void advance(std::chrono::milliseconds by);
  void set_clock(Instant to);
  [[nodiscard]] Instant now();
  [[nodiscard]] std::optional<Campaign> campaign(std::string_view id);
  [[nodiscard]] std::vector<LoggedRequest> requests(const RequestFilter& filter = {});
  void clear_requests();
  [[nodiscard]] Options options();
  [[nodiscard]] Json state();

  // Anything else, with nobody else at it meanwhile. `change` must not call this object.
  void with(const std::function<void(World&, Instant now)>& change);

 private:
  static Moment moment();

  std::mutex mutex_;
  World world_;
};

}  // namespace campaignd::simulator
