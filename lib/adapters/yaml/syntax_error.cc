#include "adapters/yaml/syntax_error.h"

#include <algorithm>
#include <array>

namespace campaignd {
namespace {

struct Translation {
  std::string_view problem;  // what the library's message begins with
  std::string_view words;
};

constexpr std::array<Translation, 10> kTranslations{{
    {"end of sequence flow not found", "a `[` before this has no `]`, or a comma is missing"},
    {"end of map flow not found", "a `{` before this has no `}`, or a comma is missing"},
    {"end of map not found", "this does not belong to what stands before it; check quotes and indentation"},
    {"end of sequence not found", "this does not belong to the list before it; check quotes and indentation"},
    {"illegal map value", "a `:` cannot stand here; check the indentation, or put text that holds `: ` in quotes"},
    {"illegal block entry", "a list's `- ` begins on a line of its own"},
    {"illegal flow end", "this bracket closes nothing; put text that begins with one in quotes"},
    {"illegal EOF in scalar", "the file ends within quotes; close them, or put the whole file back"},
    {"unknown token", "a value cannot begin with this character; put it in quotes"},
    {"the referenced anchor is not defined",
     "no `&` above gives this alias its value; put text that begins with `*` in quotes"},
}};

bool is_indented_with_tab(std::string_view line) {
  const std::string_view indentation = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
  return indentation.find('\t') != indentation.npos;
}

}  // namespace

std::string in_plain_words(std::string_view problem, std::string_view line) {
  if (is_indented_with_tab(line)) return "this line is indented with a tab, and YAML takes spaces only";
  const auto known = std::find_if(kTranslations.begin(), kTranslations.end(), [&](const Translation& each) {
    return problem.substr(0, each.problem.size()) == each.problem;
  });
  return std::string(known == kTranslations.end() ? problem : known->words);
}

}  // namespace campaignd
