#include "adapters/yaml/findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/display_text.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

// So many are kept to be sorted; what a hostile file brings beyond them is only counted.
constexpr std::size_t kMostKept = 10 * Findings::kMost;
constexpr std::size_t kLongestQuote = 60;  // characters

}  // namespace

void Findings::error(Mark at, std::string_view message) {
  if (!has_room()) {
    ++dropped_;
    return;
  }
  found_.push_back({at, std::string(message)});
}

void Findings::take_back_last() {
  if (dropped_ != 0) {
    --dropped_;
  } else {
    found_.pop_back();
  }
}

bool Findings::has_room() const {
  return found_.size() < kMostKept;
}

std::string Findings::place(Mark at) const {
  std::string text = at.file < files_.size() ? files_[at.file] : std::string();
  if (at.line != 0) text += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  return text;
}

Diagnostics Findings::in_order() const {
  std::vector<Finding> sorted = found_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.at.file, a.at.line, a.at.column) < std::tie(b.at.file, b.at.line, b.at.column);
  });
  std::vector<Finding> once;
  for (Finding& finding : sorted) {
    const auto same_place =
        std::find_if(once.rbegin(), once.rend(), [&](const Finding& f) { return f.at != finding.at; });
    const bool is_repeated =
        std::any_of(once.rbegin(), same_place, [&](const Finding& f) { return f.message == finding.message; });
    if (!is_repeated) once.push_back(std::move(finding));
  }
  Diagnostics diagnostics;
  for (const Finding& finding : once) {
    if (diagnostics.size() == kMost) break;
    const std::string file = finding.at.file < files_.size() ? files_[finding.at.file] : std::string();
    diagnostics.push_back({Severity::kError, file, finding.at.line, finding.at.column, finding.message});
  }
  const std::size_t more = once.size() + dropped_ - diagnostics.size();
  if (more != 0) {
    diagnostics.push_back(
        {Severity::kNote, diagnostics.back().file, 0, 0, std::to_string(more) + " more errors are not shown"});
  }
  return diagnostics;
}

std::string quoted(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < kLongestQuote; ++count) {
    end += first_code_point(text.substr(end)).length;
  }
  return "`" + isolate(text.substr(0, end)) + (end < text.size() ? "…`" : "`");
}

}  // namespace campaignd
