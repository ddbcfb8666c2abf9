// A directory with a desired state in it, watched and read as the service does, under a clock that stands still until
// the test moves it: the files, the kernel's events and the change times are real.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/files/file_source.h"
#include "adapters/files/inotify_watch.h"
#include "adapters/files/open_writers.h"
#include "contract/fake_clock.h"
#include "contract/temporary_directory.h"

namespace campaignd::testing {

constexpr auto kDebounce = std::chrono::milliseconds(300);

// The machine's time, for a clock that is compared with what the kernel notes.
WallTime machine_now();

void write(const std::filesystem::path& file, std::string_view bytes);

// Beside it and renamed over it, as editors and `rsync` do.
void replace(const std::filesystem::path& file, std::string_view bytes);

// Makes the link point elsewhere in one step.
void relink(const std::filesystem::path& link, const std::filesystem::path& target);

// Somebody who has the file open for writing.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& file, int flags = 0);
  ~Writer() { close(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write(std::string_view bytes) const;
  void truncate() const;
  void close();
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

class Place {
 public:
  // `desired` is the desired state's path inside the directory. It is read and watched only from `begin` on.
  explicit Place(std::string desired = "campaigns.yaml") : desired_(std::move(desired)) {}

  TemporaryDirectory directory;
  FakeClock clock{machine_now()};
  OpenWriters writers;

  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return directory.path() / name; }
  void begin();  // once what stands there from the start stands there

  [[nodiscard]] FileSource& source() { return *source_; }
  [[nodiscard]] InotifyWatch& watch() { return *watch_; }

  // Waits until the watch says that the desired state may have changed; false where it has not after 20 s.
  [[nodiscard]] bool hears();

  // Takes all that has happened. Whether any of it might matter.
  [[nodiscard]] bool heard();

  // Lets time pass by the monotonic clock; the wall clock stays the machine's, as the kernel's change times do.
  void pass(std::chrono::milliseconds span);

  // Lets time pass and reads, as the service does after `look_again`, until it is no longer unsettled or a writer has
  // been waited for ten times: what it comes to, `text: …`, `waits: …` or `error: …`, of several files or errors
  // one a line.
  [[nodiscard]] std::string comes_to();

  // One reading, told likewise.
  [[nodiscard]] std::string reads();

 private:
  std::string desired_;
  std::unique_ptr<InotifyWatch> watch_;
  std::unique_ptr<FileSource> source_;
};

std::string told(const Source::Reading& reading);

}  // namespace campaignd::testing
