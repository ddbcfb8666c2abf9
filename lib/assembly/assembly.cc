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

}  // namespace

Assembly::Assembly(const Surroundings& surroundings, const Settings& settings, ApiKey key)
    : surroundings_(surroundings),
      curl_(std::make_unique<CurlTransport>(CurlOptions::of(settings.api, "campaignd/" CAMPAIGND_VERSION),
                                            std::move(key))),
      withholding_(settings.reconcile.dry_run ? std::make_unique<DryRunTransport>(*curl_) : nullptr),
      watched_(std::make_unique<WatchedTransport>(withholding_ ? *withholding_ : *curl_, surroundings_.clock,
                                                  surroundings_.heartbeat)),
      service_(std::make_unique<Service>(ports(), settings, read_desired_state, surroundings_.tell, make_chance())) {}

Assembly::~Assembly() = default;

Ports Assembly::ports() const {
  return {surroundings_.source, *watched_, surroundings_.clock, surroundings_.journal};
}

void Assembly::use(const Settings& settings, ApiKey key) {
  curl_->set_key(std::move(key));
  service_->use(settings);
}

bool needs_new_assembly(const Settings& before, const Settings& after) {
  return before.api.base_url != after.api.base_url || before.api.timeout != after.api.timeout ||
         before.reconcile.dry_run != after.reconcile.dry_run;
}

namespace {

Chance make_chance() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

}  // namespace
}  // namespace campaignd
