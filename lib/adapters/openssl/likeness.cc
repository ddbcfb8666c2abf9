#include "adapters/openssl/likeness.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace campaignd {
namespace {

constexpr std::size_t kChecksumLength = 16;

void require(int answer) {
  if (answer != 1) throw std::runtime_error("OpenSSL does not compute Poly1305");
}

}  // namespace

Likeness::Likeness() {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> poly1305(EVP_MAC_fetch(nullptr, "POLY1305", nullptr),
                                                                   &EVP_MAC_free);
  if (poly1305 != nullptr) context_.reset(EVP_MAC_CTX_new(poly1305.get()));
  require(context_ != nullptr ? 1 : 0);
  require(RAND_bytes(key_.data(), static_cast<int>(key_.size())));
}

std::string Likeness::of(std::string_view bytes) {
  require(EVP_MAC_init(context_.get(), key_.data(), key_.size(), nullptr));
  require(EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
  std::string checksum(kChecksumLength, '\0');
  std::size_t length = 0;
  require(EVP_MAC_final(context_.get(), reinterpret_cast<unsigned char*>(checksum.data()), &length, checksum.size()));
  return checksum;
}

void Likeness::Free::operator()(evp_mac_ctx_st* context) const {
  EVP_MAC_CTX_free(context);
}

}  // namespace campaignd
