// A UNIX socket in the file system: made for its owner and group alone, replaced where a dead process left one, and
// taken away at the end where it is still ours.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "adapters/files/descriptor.h"

namespace campaignd {

class SocketPlace {
 public:
  // Listening, mode 0660. The error is a sentence with what to do.
  static tl::expected<std::unique_ptr<SocketPlace>, std::string> make(const std::string& path);

  ~SocketPlace();
  SocketPlace(const SocketPlace&) = delete;
  SocketPlace& operator=(const SocketPlace&) = delete;

  [[nodiscard]] int listener() const { return listener_.number(); }

  // Whether what stands at the path is still this socket.
  [[nodiscard]] bool stands() const;

 private:
  SocketPlace(std::string path, Descriptor listener) : path_(std::move(path)), listener_(std::move(listener)) {}

  std::string path_;
  Descriptor listener_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace campaignd
