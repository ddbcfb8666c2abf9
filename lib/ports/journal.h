// The durable side: memory, and the record of what was decided and done. One file, one writer.
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
};

class Journal {
 public:
  virtual ~Journal() = default;
  template <class T>
  using Result = tl::expected<T, JournalFailure>;

  // Everything that was remembered. Worker thread only.
  [[nodiscard]] virtual Result<Memory> recall() = 0;

  // Stores memory and records together. When it returns without a failure, both survive a power cut; on failure neither
  // was stored. Worker thread only.
  [[nodiscard]] virtual Result<void> store(const MemoryChanges& changes, std::span<const Record> records) = 0;

  // Intents without an outcome, oldest first: what was about to leave when the process died. Worker thread only.
  [[nodiscard]] virtual Result<std::vector<Record>> unresolved() = 0;
};

}  // namespace campaignd
