#include "adapters/openssl/likeness.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace campaignd {
namespace {

constexpr std::size_t kChecksumLength = 16;

}  // namespace

Likeness::Likeness() {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> poly1305(EVP_MAC_fetch(nullptr, "POLY1305", nullptr),
                                                                   &EVP_MAC_free);
  const bool has_key = RAND_bytes(key_.data(), static_cast<int>(key_.size())) == 1;
  if (poly1305 != nullptr && has_key) context_.reset(EVP_MAC_CTX_new(poly1305.get()));
}

std::optional<std::string> Likeness::of(std::string_view bytes) {
  std::string checksum(kChecksumLength, '\0');
  std::size_t length = 0;
  const bool is_computed =
      context_ && EVP_MAC_init(context_.get(), key_.data(), key_.size(), nullptr) == 1 &&
      EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1 &&
      EVP_MAC_final(context_.get(), reinterpret_cast<unsigned char*>(checksum.data()), &length, checksum.size()) == 1;
  if (!is_computed) return std::nullopt;
  return checksum;
}

void Likeness::Free::operator()(evp_mac_ctx_st* context) const {
  EVP_MAC_CTX_free(context);
}

}  // namespace campaignd
