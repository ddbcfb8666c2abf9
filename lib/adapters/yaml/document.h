// A YAML document as a tree that knows where everything stands. Aliases and `<<` are resolved in it, a key stands once
// in a mapping, and no value is simply missing: all of that, and all that a hostile document could do, has been refused
// before. What the keys mean is not known here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/yaml/findings.h"
#include "core/diagnostic.h"

namespace campaignd {

// `kRefused`: something stands there that was reported already; readers pass over it.
enum class NodeKind : std::uint8_t { kRefused, kNull, kScalar, kSequence, kMapping };

struct Node;
using NodePtr = std::shared_ptr<const Node>;  // shared, because an alias is the node that it names

struct MappingEntry {
  std::string key;
  Mark key_at;
  NodePtr value;           // never null
  bool is_merged = false;  // it came by `<<`
};

struct Node {
  NodeKind kind = NodeKind::kRefused;
  Mark at;
  std::string text;                   // a scalar's
  bool is_plain = false;              // a scalar without quotes
  std::vector<NodePtr> items;         // a sequence's
  std::vector<MappingEntry> entries;  // a mapping's, in the file's order, merged ones last
  bool is_cut = false;                // a key of the mapping was reported and is not among them
  std::size_t weight = 1;             // nodes, with aliases counted as often as they are used

  [[nodiscard]] const MappingEntry* find(std::string_view key) const;  // nullptr where there is none; linear
};

// The document in `bytes`, which belong to file number `file` of `findings`. Null where no tree could be made. There
// may be findings and a tree: then the rest can still be checked. A document that says nothing is a kNull node.
NodePtr read_document(std::uint32_t file, std::string_view bytes, Findings& findings);

}  // namespace campaignd
