// Reads and parses the desired state while the service starts: that takes longer than all the rest of a start, and
// needs none of it. What came of it counts only where the service then finds the same bytes.
#pragma once

#include <future>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "ports/source.h"

namespace campaignd {

class ReadingAhead {
 public:
  // Begins, on a thread of its own that takes no signals.
  explicit ReadingAhead(const std::string& path);

  // What `text` means. Waits, the first time, for what was begun. Not from two threads at once.
  tl::expected<DesiredState, Diagnostics> parse(const SourceText& text);

 private:
  struct Parsed {
    SourceText text;
    tl::expected<DesiredState, Diagnostics> meaning;
  };
  static std::optional<Parsed> read(const std::string& path);

  std::future<std::optional<Parsed>> reading_;
};

}  // namespace campaignd
