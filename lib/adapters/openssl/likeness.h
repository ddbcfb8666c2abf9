// Whether bytes are what they were, without keeping them: a keyed checksum (Poly1305) under a key that is drawn for
// each object. A quarter of what SHA-256 costs, and who does not know the key cannot make two texts that look alike.
// The checksums are never shown to anybody.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace campaignd {

class Likeness {
 public:
  Likeness();

  // 16 bytes, equal for equal `bytes` asked of the same object. Different ones share them with a chance of one in 2^80.
  // Empty where the machine's OpenSSL may not compute it (FIPS) or has no random bytes.
  std::optional<std::string> of(std::string_view bytes);

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };
  std::unique_ptr<evp_mac_ctx_st, Free> context_;
  std::array<unsigned char, 32> key_{};
};

}  // namespace campaignd
