// The service with its real surroundings: the desired state's files, the API by libcurl, the machine's clock. Built
// whole from settings and key, thrown away whole where they change in earnest; what must outlive that is the journal,
// which is borrowed. Used on the thread that takes the turns alone, but for `wake`.
#pragma once

#include <memory>

#include "adapters/api/api_key.h"
#include "assembly/heartbeat.h"
#include "core/settings.h"
#include "engine/service.h"
#include "ports/clock.h"
#include "ports/journal.h"
#include "ports/source.h"

namespace campaignd {

class CurlTransport;

// What an assembly borrows; all of it must outlive it.
struct Surroundings {
  Clock& clock;
  Journal& journal;
  Heartbeat& heartbeat;
  Source& source;
  Tell tell;
};

class Assembly {
 public:
  // Throws std::runtime_error where the machine has no descriptors or memory left.
  Assembly(const Surroundings& surroundings, const Settings& settings, ApiKey key);
  ~Assembly();
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  Service& service() { return *service_; }
  [[nodiscard]] Ports ports() const;  // what the service was given
  [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }

  // For the calls that are sent from now on. REQUIRES: `needs_new_assembly` said no to these settings.
  void use(const Settings& settings, ApiKey key);

 private:
  Surroundings surroundings_;
  std::unique_ptr<CurlTransport> curl_;
  std::unique_ptr<Transport> withholding_;  // a dry run's; else empty
  std::unique_ptr<Transport> watched_;
  std::unique_ptr<Service> service_;
};

// Whether going from one to the other needs another assembly, or only `Service::use`.
bool needs_new_assembly(const Settings& before, const Settings& after);

}  // namespace campaignd
