// The service with its real surroundings: the desired state's files, the API by libcurl, the machine's clock. Built
// whole from settings and key, thrown away whole where they change in earnest; what must outlive that is the journal,
// which is borrowed. Built, used and destroyed on the thread that takes the turns.
#pragma once

#include <memory>

#include "adapters/api/api_key.h"
#include "assembly/heartbeat.h"
#include "core/settings.h"
#include "engine/service.h"
#include "ports/clock.h"
#include "ports/journal.h"

namespace campaignd {

class FileSource;
class CurlTransport;

// What an assembly borrows; all of it must outlive it.
struct Surroundings {
  Clock& clock;
  Journal& journal;
  Heartbeat& heartbeat;
  FileSource& source;
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

  // For the calls that are sent from now on.
  void use(ApiKey key);

 private:
  std::unique_ptr<CurlTransport> curl_;
  std::unique_ptr<Transport> watched_;
  std::unique_ptr<Transport> withholding_;  // a dry run's; else empty
  std::unique_ptr<Service> service_;
};

// Whether going from one to the other needs another assembly, or only `Service::use`.
bool needs_new_assembly(const Settings& before, const Settings& after);

}  // namespace campaignd
