#include "adapters/curl/credentials.h"

#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>

#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace campaignd {

Credentials::Credentials(ApiKey key) : key_(std::move(key)) {
  constexpr std::string_view kBearer = "Authorization: Bearer ";
  std::array<char, kBearer.size() + ApiKey::kMaxLength + 1> authorization{};
  kBearer.copy(authorization.data(), kBearer.size());
  key_.reveal().copy(authorization.data() + kBearer.size(), ApiKey::kMaxLength);

  for (Headers* const list : {&for_reads_, &for_writes_}) {
    add(*list, authorization.data());
    add(*list, "Accept: application/json");
  }
  add(for_writes_, "Content-Type: application/json");
  // Without a value: libcurl must not ask for `100 Continue` and wait.
  add(for_writes_, "Expect:");
  ::explicit_bzero(authorization.data(), authorization.size());
}

curl_slist* Credentials::headers(HttpMethod method) const {
  return method == HttpMethod::kPatch ? for_writes_.get() : for_reads_.get();
}

void Credentials::add(Headers& list, const char* line) {
  curl_slist* const longer = curl_slist_append(list.get(), line);
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

void Credentials::Wipe::operator()(curl_slist* list) const {
  for (const curl_slist* line = list; line != nullptr; line = line->next) {
    ::explicit_bzero(line->data, std::strlen(line->data));
  }
  curl_slist_free_all(list);
}

}  // namespace campaignd
