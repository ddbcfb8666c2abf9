// Where something stands in a file, and what is to be said about it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace campaignd {

// A place in one of the files that were read together. Lines and columns count from 1, columns in characters, not
// bytes.
struct Mark {
  std::uint32_t file = 0;  // index into the revision's file names
  std::uint32_t line = 0;  // 0: the file as a whole
  std::uint32_t column = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

enum class Severity { kError, kWarning, kNote };
std::string_view to_text(Severity severity);

// One thing wrong with an input, for a person: what, where, and what to do next.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string file;
  std::uint32_t line = 0;  // 0: no line, the file as a whole
  std::uint32_t column = 0;
  std::string message;
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};
using Diagnostics = std::vector<Diagnostic>;

// `campaigns.yaml:12:19: error: …`, as compilers print it; without line or column where there is none. Control
// characters in the message and the file name are escaped.
std::string to_text(const Diagnostic& diagnostic);
std::string to_text(const Diagnostics& diagnostics);  // a line each

}  // namespace campaignd
