// The service with its real surroundings: the desired state's files, the API by libcurl, the machine's clock. New
// settings reach the service that there is, which keeps what it knows: only its way to the API is made anew where that
// is another one. Used on the thread that takes the turns alone, but for `wake`.
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
class WatchedTransport;

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
  Assembly(const Surroundings& surroundings, const Settings& settings, ApiKey key, ParseDesired parse);
  ~Assembly();
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  Service& service() { return *service_; }
  [[nodiscard]] Ports ports() const;  // what the service was given

  // For the calls that are sent from now on. REQUIRES: none is under way. Throws as the constructor does.
  void use(const Settings& settings, ApiKey key);

 private:
  void connect(const Settings& settings, ApiKey key);

  Surroundings surroundings_;
  Settings settings_;
  std::unique_ptr<CurlTransport> curl_;
  std::unique_ptr<Transport> withholding_;  // a dry run's; else empty
  std::unique_ptr<WatchedTransport> watched_;
  std::unique_ptr<Service> service_;
};

}  // namespace campaignd
