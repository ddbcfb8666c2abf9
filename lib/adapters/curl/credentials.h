// The key, and the request headers that carry it, made once for all calls. Both are overwritten when the last call that
// uses them is over.
#pragma once

#include <curl/curl.h>

#include <memory>

#include "adapters/api/api_key.h"
#include "adapters/api/requests.h"

namespace campaignd {

class Credentials {
 public:
  explicit Credentials(ApiKey key);  // throws std::bad_alloc

  [[nodiscard]] const ApiKey& key() const { return key_; }
  // Lives as long as this does.
  [[nodiscard]] curl_slist* headers(HttpMethod method) const;

 private:
  struct Wipe {
    void operator()(curl_slist* list) const;
  };
  using Headers = std::unique_ptr<curl_slist, Wipe>;

  static void add(Headers& list, const char* line);

  ApiKey key_;
  Headers for_reads_;
  Headers for_writes_;
};

}  // namespace campaignd
