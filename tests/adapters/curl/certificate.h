// Certificates made while a test runs, each its own authority: whoever trusts it trusts it alone.
#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <memory>
#include <string>

namespace campaignd::curl_test {

struct Certificate {
  struct Free {
    void operator()(X509* made) const { X509_free(made); }
    void operator()(EVP_PKEY* made) const { EVP_PKEY_free(made); }
  };

  // For `names` (`DNS:localhost,IP:127.0.0.1`), valid from yesterday for so many days; negative: until then.
  static Certificate of(const std::string& names, int days = 2);

  // As the one authority of a file in `directory`; its path.
  [[nodiscard]] std::string written_to(const std::filesystem::path& directory) const;

  // As `key.pem` in `directory`, for a server that is another program.
  void key_written_to(const std::filesystem::path& directory) const;

  std::unique_ptr<X509, Free> certificate;
  std::unique_ptr<EVP_PKEY, Free> key;
};

inline constexpr const char* kLoopbackNames = "DNS:localhost,IP:127.0.0.1";

}  // namespace campaignd::curl_test
