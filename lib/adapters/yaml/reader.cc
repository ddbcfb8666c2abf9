#include "adapters/yaml/reader.h"

#include <algorithm>
#include <charconv>

#include "core/display_text.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

std::string_view kind_text(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNull:
      return "`null`";
    case NodeKind::kSequence:
      return "a list";
    case NodeKind::kMapping:
      return "a mapping";
    case NodeKind::kScalar:
      return "a single value";
    case NodeKind::kRefused:
      break;
  }
  return "nothing";
}

bool is_kind(const Node& node, NodeKind kind, std::string_view what, std::string_view article, Findings& findings) {
  if (node.kind == kind) return true;
  if (node.kind != NodeKind::kRefused) {
    findings.error(node.at, std::string("`")
                                .append(what)
                                .append("` must be ")
                                .append(article)
                                .append(", not ")
                                .append(kind_text(node.kind)));
  }
  return false;
}

// `; the keys here are …`, where they are few enough to be read.
std::string all_of(std::span<const std::string_view> known) {
  constexpr std::size_t kMostShown = 8;
  if (known.size() > kMostShown) return "";
  std::string text;
  for (const std::string_view key : known) text.append(text.empty() ? "; the keys here are `" : "`, `").append(key);
  return text + "`";
}

}  // namespace

bool is_mapping(const Node& node, std::string_view what, Findings& findings) {
  return is_kind(node, NodeKind::kMapping, what, "a mapping", findings);
}

bool is_mapping_of_keys(const Node& top, std::string_view example, Findings& findings) {
  if (top.kind == NodeKind::kMapping) return true;
  if (top.kind != NodeKind::kRefused) {
    findings.error(top.at, std::string("the file must be made of keys and values, such as `")
                               .append(example)
                               .append("`, not of ")
                               .append(kind_text(top.kind)));
  }
  return false;
}

bool is_sequence(const Node& node, std::string_view what, Findings& findings) {
  return is_kind(node, NodeKind::kSequence, what, "a list", findings);
}

void refuse_unknown_keys(const Node& mapping, std::span<const std::string_view> known, ExtensionKeys extension_keys,
                         Findings& findings) {
  for (const MappingEntry& entry : mapping.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    if (extension_keys == ExtensionKeys::kAllowed && entry.key.substr(0, 2) == "x-") continue;
    const std::string near = suggestion(entry.key, known);
    findings.error(entry.key_at, "unknown key " + quoted(entry.key) + (near.empty() ? all_of(known) : near));
  }
}

std::optional<std::string> read_text(const Node& node, std::string_view key, Findings& findings,
                                     std::string_view what) {
  if (!is_kind(node, NodeKind::kScalar, key, what, findings)) return std::nullopt;
  return node.text;
}

std::optional<bool> read_bool(const Node& node, std::string_view key, Findings& findings) {
  if (!is_kind(node, NodeKind::kScalar, key, "`true` or `false`", findings)) return std::nullopt;
  if (node.is_plain && node.text == "true") return true;
  if (node.is_plain && node.text == "false") return false;
  findings.error(node.at, std::string("`").append(key).append("` must be `true` or `false`, without quotes, not ") +
                              as_written(node));
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Node& node, std::string_view key, std::int64_t least, std::int64_t most,
                                         Findings& findings) {
  if (!is_kind(node, NodeKind::kScalar, key, "a whole number", findings)) return std::nullopt;
  std::int64_t number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [rest, problem] = std::from_chars(node.text.data(), end, number);
  const bool is_number = node.is_plain && problem == std::errc() && rest == end;
  if (is_number && number >= least && number <= most) return number;
  findings.error(node.at, std::string("`").append(key).append("` must be a whole number from ") +
                              std::to_string(least) + " to " + std::to_string(most) +
                              (node.is_plain ? ", not " : ", without quotes, not ") + as_written(node));
  return std::nullopt;
}

std::optional<std::size_t> read_word(const Node& node, std::string_view key, std::span<const std::string_view> words,
                                     Findings& findings) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) all += i + 1 == words.size() ? " or " : ", ";
    all.append("`").append(words[i]).append("`");
  }
  if (!is_kind(node, NodeKind::kScalar, key, all, findings)) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), node.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  findings.error(node.at, std::string("`").append(key).append("` must be ") + all + ", not " + quoted(node.text) +
                              suggestion(node.text, words));
  return std::nullopt;
}

std::string as_written(const Node& scalar) {
  return quoted(scalar.is_plain ? scalar.text : "\"" + scalar.text + "\"");
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const auto near = nearest(word, known);
  return near ? std::string("; did you mean `").append(*near).append("`?") : std::string();
}

bool has_no_directional_marks(std::string_view text, std::string_view key, Mark at, Findings& findings) {
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint code = first_code_point(rest);
    if (const auto name = directional_mark_name(code.value)) {
      findings.error(at, std::string("`").append(key).append("` holds the invisible character ").append(*name) +
                             ", which turns the direction of text; type the value anew without it");
      return false;
    }
    rest.remove_prefix(code.length);
  }
  return true;
}

}  // namespace campaignd
