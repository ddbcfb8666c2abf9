// The durable side: memory, and the record of what was decided and done. One file, one writer, and beside it now and
// then a second one, `campaignctl freeze`: neither overwrites what the other stored without having recalled it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/ids.h"
#include "core/memory.h"
#include "core/record.h"

namespace campaignd {

// Why nothing could be stored: full disk, read-only, corrupt, a schema from the future. `detail` says what to do next.
struct JournalFailure {
  std::string detail;
  bool is_overtaken = false;  // another writer stored something since `recall`; recall it, then store again
};

class Journal {
 public:
  virtual ~Journal() = default;
  template <class T>
  using Result = tl::expected<T, JournalFailure>;

  // Everything that was remembered. Worker thread only.
  [[nodiscard]] virtual Result<Memory> recall() = 0;

  // Whether another writer stored something since the last `recall` (before the first: since the file was opened).
  // Cheap, so that it can be asked before every write to the service. Worker thread only.
  [[nodiscard]] virtual Result<bool> changed_elsewhere() = 0;

  // Stores memory and records together. When it returns without a failure, both survive a power cut; on failure neither
  // was stored. Refused as overtaken where `changed_elsewhere` says yes. Worker thread only.
  [[nodiscard]] virtual Result<void> store(const MemoryChanges& changes, std::span<const Record> records) = 0;

  // Intents without an outcome, oldest first: what was about to leave when the process died. Worker thread only.
  [[nodiscard]] virtual Result<std::vector<Record>> unresolved() = 0;
};

}  // namespace campaignd
