#include "adapters/curl/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace campaignd::curl_test {
namespace {

constexpr long kDay = 86'400;

void extend(X509* certificate, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  if (extension == nullptr) throw std::runtime_error("OpenSSL refuses the extension " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

Certificate Certificate::of(const std::string& names, int days) {
  Certificate made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  X509* const certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  // A certificate that has ended began before its end.
  X509_gmtime_adj(X509_getm_notBefore(certificate), kDay * (days < 0 ? 2L * days : -1));
  X509_gmtime_adj(X509_getm_notAfter(certificate), kDay * days);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME* const name = X509_get_subject_name(certificate);
  std::string common = "campaignd test";
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  const auto* const bytes = reinterpret_cast<const unsigned char*>(common.data());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes, static_cast<int>(common.size()), -1, 0);
  X509_set_issuer_name(certificate, name);
  extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate, NID_subject_alt_name, names);
  if (X509_sign(certificate, made.key.get(), EVP_sha256()) == 0) throw std::runtime_error("OpenSSL does not sign");
  return made;
}

std::string Certificate::written_to(const std::filesystem::path& directory) const {
  std::string path = directory / "authorities.pem";
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(path.c_str(), "w"), &BIO_free);
  if (!file || PEM_write_bio_X509(file.get(), certificate.get()) != 1) {
    throw std::runtime_error("cannot write " + path);
  }
  return path;
}

void Certificate::key_written_to(const std::filesystem::path& directory) const {
  const std::string path = directory / "key.pem";
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(path.c_str(), "w"), &BIO_free);
  if (!file || PEM_write_bio_PrivateKey(file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error("cannot write " + path);
  }
}

}  // namespace campaignd::curl_test
