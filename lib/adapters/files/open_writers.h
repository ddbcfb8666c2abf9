// Which files were modified and not closed since: somebody is in the middle of writing them. Told by whoever watches,
// asked by whoever reads. Any thread.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace campaignd {

class OpenWriters {
 public:
  void modified(const std::string& path);

  // Closed by its writer, or gone from where it was. Of a path that was not modified: nothing happens.
  void closed(const std::string& path);

  // Nothing is known any longer, because events were lost or other files are watched.
  void forget();

  // One of them, the first by name; empty: none is known of.
  [[nodiscard]] std::optional<std::string> any() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> paths_;
};

}  // namespace campaignd
