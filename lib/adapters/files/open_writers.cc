#include "adapters/files/open_writers.h"

namespace campaignd {

void OpenWriters::modified(const std::string& path) {
  const std::lock_guard lock(mutex_);
  paths_.insert(path);
}

void OpenWriters::closed(const std::string& path) {
  const std::lock_guard lock(mutex_);
  paths_.erase(path);
}

void OpenWriters::forget() {
  const std::lock_guard lock(mutex_);
  paths_.clear();
}

std::optional<std::string> OpenWriters::any() const {
  const std::lock_guard lock(mutex_);
  if (paths_.empty()) return std::nullopt;
  return *paths_.begin();
}

}  // namespace campaignd
