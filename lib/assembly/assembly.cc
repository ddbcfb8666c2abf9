#include "assembly/assembly.h"

#include <random>
#include <string>
#include <utility>

#include "adapters/api/dry_run_transport.h"
#include "adapters/curl/curl_transport.h"
#include "adapters/yaml/desired_state_reader.h"
#include "assembly/watched_transport.h"

namespace campaignd {
namespace {

Chance make_chance();
bool is_same_way(const Settings& before, const Settings& after);

}  // namespace

Assembly::Assembly(const Surroundings& surroundings, const Settings& settings, ApiKey key)
    : Assembly(surroundings, settings, std::move(key), read_desired_state) {}

Assembly::Assembly(const Surroundings& surroundings, const Settings& settings, ApiKey key, ParseDesired parse)
    : surroundings_(surroundings) {
  connect(settings, std::move(key));
  service_ = std::make_unique<Service>(ports(), settings, std::move(parse), surroundings_.tell, make_chance());
}

Assembly::~Assembly() = default;

Ports Assembly::ports() const {
  return {surroundings_.source, *watched_, surroundings_.clock, surroundings_.journal};
}

void Assembly::use(const Settings& settings, ApiKey key) {
  if (is_same_way(settings_, settings)) {
    curl_->set_key(std::move(key));
    settings_ = settings;
  } else {
    connect(settings, std::move(key));
  }
  service_->use(settings);
}

// What the service was given stays where it is; behind it there is another one.
void Assembly::connect(const Settings& settings, ApiKey key) {
  auto curl =
      std::make_unique<CurlTransport>(CurlOptions::of(settings.api, "campaignd/" CAMPAIGND_VERSION), std::move(key));
  std::unique_ptr<Transport> withholding;
  if (settings.reconcile.dry_run) withholding = std::make_unique<DryRunTransport>(*curl);
  Transport& outermost = withholding ? *withholding : *curl;
  if (watched_) {
    watched_->use(outermost);
  } else {
    watched_ = std::make_unique<WatchedTransport>(outermost, surroundings_.clock, surroundings_.heartbeat);
  }
  withholding_ = std::move(withholding);
  curl_ = std::move(curl);
  settings_ = settings;
}

namespace {

Chance make_chance() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

bool is_same_way(const Settings& before, const Settings& after) {
  return before.api.base_url == after.api.base_url && before.api.timeout == after.api.timeout &&
         before.reconcile.dry_run == after.reconcile.dry_run;
}

}  // namespace
}  // namespace campaignd
