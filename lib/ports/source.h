// Where the desired state comes from: bytes that have come to rest. What they mean is not decided here.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/diagnostic.h"
#include "core/instant.h"
#include "core/memory.h"

namespace campaignd {

// Everything that was read, whole, twice, and equal both times.
struct SourceText {
  std::vector<SourceFile> files;  // sorted by name; names as people see them
  Revision revision;
};

// Somebody may still be writing. Nothing was read.
struct Unsettled {
  std::string waiting_for;     // `campaigns.yaml was opened for writing and not closed yet`
  MonotonicTime look_again{};  // when waiting may be over
};

// It cannot be read: missing, empty, a directory without files, no permission, too large.
struct SourceUnreadable {
  Diagnostics errors;
};

class Source {
 public:
  virtual ~Source() = default;

  using Reading = std::variant<SourceText, Unsettled, SourceUnreadable>;

  // Reads the newest version. Leaves nothing behind on failure. Worker thread only.
  virtual Reading read() = 0;

  // Whether what `read` last returned as text is certainly still what stands there. Cheap (no bytes are read), so that
  // it can be asked before every write. Worker thread only.
  [[nodiscard]] virtual bool is_current() = 0;
};

}  // namespace campaignd
