// Bytes of a whole request to the bytes of its answer: HTTP as cpp-httplib reads and writes it. <httplib.h> is included
// by the one source of this header and nowhere else.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "adapters/control/endpoints.h"

namespace campaignd {

class Http {
 public:
  explicit Http(Endpoints& endpoints);  // borrowed
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  // `request` is one that `frame_of` calls whole. The connection is to be closed after it. Any thread.
  std::string answer(std::string_view request, const std::string& person);

 private:
  class Server;

  Endpoints& endpoints_;
  std::once_flag once_;  // what nobody asks takes no memory
  std::unique_ptr<Server> server_;
};

}  // namespace campaignd
