#include "adapters/yaml/document.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "adapters/yaml/guards.h"
#include "adapters/yaml/syntax_error.h"
#include "adapters/yaml/tree_builder.h"

namespace campaignd {
namespace {

std::string_view line_of(std::string_view text, Mark at);

}  // namespace

const MappingEntry* Node::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const MappingEntry& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &*it;
}

NodePtr read_document(std::uint32_t file, std::string_view bytes, Findings& findings) {
  const std::string_view text = without_byte_order_mark(bytes);
  if (!passes_guards(file, text, findings)) return nullptr;
  TreeBuilder builder{file, text, findings};
  try {
    std::istringstream input{std::string(text)};
    YAML::Parser parser{input};
    // A second document is refused by the builder, so that the loop ends.
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const StopParsing&) {
    return nullptr;
  } catch (const YAML::Exception& problem) {
    builder.stopped_by_syntax();
    const Mark at = problem.mark.is_null() ? Mark{file} : builder.locate(problem.mark);
    findings.error(at, "this is not YAML: " + in_plain_words(problem.msg, line_of(text, at)));
    return nullptr;
  }
  if (builder.root()) return builder.root();
  auto nothing = std::make_shared<Node>();
  nothing->kind = NodeKind::kNull;
  nothing->at = {file};
  return nothing;
}

namespace {

std::string_view line_of(std::string_view text, Mark at) {
  for (std::uint32_t line = 1; line < at.line && !text.empty(); ++line) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.substr(0, text.find('\n'));
}

}  // namespace

}  // namespace campaignd
