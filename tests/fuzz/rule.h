// What has to hold for every input of a fuzz target. A rule that is broken ends the process as a bad access would, so
// that the input is kept.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// libFuzzer's entry, and the corpus runner's: one input. What it returns is kept for libFuzzer and must be 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);  // NOLINT(*-naming)

namespace campaignd::fuzz {

inline void rule(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken rule: %s\n", what);
  std::abort();
}

inline std::string bytes_of(const std::uint8_t* data, std::size_t size) {
  return {data, data + size};
}

// Whether a person can be shown it: nothing in it steers a terminal.
inline bool is_calm(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

}  // namespace campaignd::fuzz
