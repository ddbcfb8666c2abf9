// The desired state as files: one file, or the *.yaml and *.yml of a directory. Reads only what has come to rest: no
// writer that is known of has it open, nothing moved for `debounce`, and two readings between equal stats are equal.
// Does not watch (see InotifyWatch) and does not parse. A writer that works through a memory map is seen only by what
// the kernel notes of it, which may be late; one that cuts the file by its name (truncate(2)) is taken for one that
// does not close, until the next one closes. The README asks for files to be put in place by rename.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "adapters/files/commit.h"
#include "adapters/files/open_writers.h"
#include "adapters/files/rest.h"
#include "adapters/files/standing.h"
#include "ports/clock.h"
#include "ports/source.h"

namespace campaignd {

class FileSource final : public Source {
 public:
  // `clock` and `writers` are borrowed. `path` may be relative, to the working directory of each read.
  FileSource(std::string path, std::chrono::milliseconds debounce, const Clock& clock, const OpenWriters& writers,
             CommitOf commit_of = {});

  // From now on; what was read before is no longer current. Worker thread only.
  void use(std::string path, std::chrono::milliseconds debounce);

  Reading read() override;
  [[nodiscard]] bool is_current() override;

 private:
  [[nodiscard]] std::optional<Unsettled> reason_to_wait(const Standing& standing);
  Reading read_at_rest(const Standing& standing);
  [[nodiscard]] Unsettled moved_while_read(const std::string& name) const;
  [[nodiscard]] std::string source_name(bool is_directory) const;

  std::string path_;
  std::chrono::milliseconds debounce_;
  const Clock& clock_;
  const OpenWriters& writers_;
  CommitOf commit_of_;
  Rest rest_;
  std::optional<Standing> read_;  // as it stood when its text was returned
};

}  // namespace campaignd
