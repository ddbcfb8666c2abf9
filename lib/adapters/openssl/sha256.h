// SHA-256 of bytes that come in pieces, as `sha256sum` prints it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace campaignd {

class Sha256 {
 public:
  Sha256();  // throws std::runtime_error where the library was built without it

  void add(std::string_view bytes);

  // 64 hexadecimal digits, small letters. Ends it: nothing may be added afterwards.
  std::string finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace campaignd
