#include "adapters/yaml/guards.h"

#include <algorithm>

#include "core/utf8.h"

namespace campaignd {
namespace {

// yaml-cpp keeps some 240 bytes for every bracket that it has not seen the end of, so that this many cost 24 MB at
// most.
constexpr std::size_t kMostBrackets = 100'000;

bool has_only_text(std::uint32_t file, std::string_view text, Findings& findings);
bool is_shallow(std::uint32_t file, std::string_view text, Findings& findings);
bool is_allowed(std::string_view rest, char32_t code);

}  // namespace

Mark mark_at(std::uint32_t file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const auto start = before.rfind('\n');
  const auto column = count_characters(start == std::string_view::npos ? before : before.substr(start + 1));
  return {file, line + 1, static_cast<std::uint32_t>(column) + 1};
}

std::string_view without_byte_order_mark(std::string_view bytes) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return bytes.substr(0, kMark.size()) == kMark ? bytes.substr(kMark.size()) : bytes;
}

bool passes_guards(std::uint32_t file, std::string_view text, Findings& findings) {
  if (text.size() > kLargestFile) {
    findings.error({file}, "the file is larger than 2 MiB; split it into several files of a directory");
    return false;
  }
  return has_only_text(file, text, findings) && is_shallow(file, text, findings);
}

namespace {

bool has_only_text(std::uint32_t file, std::string_view text, Findings& findings) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = first_code_point(text.substr(at));
    if (!code.is_valid) {
      findings.error(mark_at(file, text, at),
                     "the byte " + quoted(text.substr(at, 1)) + " is not UTF-8; save the file in the encoding UTF-8");
      return false;
    }
    if (!is_allowed(text.substr(at), code.value)) {
      findings.error(mark_at(file, text, at), "the control character " + quoted(text.substr(at, code.length)) +
                                                  " does not belong in the file; remove it");
      return false;
    }
    at += code.length;
  }
  return true;
}

// yaml-cpp takes 0x04 for the end of the file and keeps a lone carriage return as text, so both must not pass.
bool is_allowed(std::string_view rest, char32_t code) {
  if (code == U'\n' || code == U'\t') return true;
  if (code == U'\r') return rest.size() > 1 && rest[1] == '\n';
  return code >= 0x20 && (code < 0x7F || code > 0x9F) && code != 0xFFFE && code != 0xFFFF;
}

// The scanner of yaml-cpp reads on while a bracket may still turn out to be a key, so that the depth that the tree
// builder allows comes too late. Quotes are not understood here on purpose: what hides in them would hide from us too.
bool is_shallow(std::uint32_t file, std::string_view text, Findings& findings) {
  std::size_t open = 0;
  std::size_t all = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') open = 0;
    if (open > 0 && (c == ']' || c == '}')) --open;
    if (c != '[' && c != '{') continue;
    if (++open > kDeepest || ++all > kMostBrackets) {
      findings.error(mark_at(file, text, at), open > kDeepest ? "more than 64 brackets are open in this line"
                                                              : "the file has more than 100000 brackets");
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace campaignd
