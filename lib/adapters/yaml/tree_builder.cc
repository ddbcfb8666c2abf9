#include "adapters/yaml/tree_builder.h"

#include <algorithm>
#include <utility>

#include "adapters/yaml/guards.h"

namespace campaignd {
namespace {

constexpr std::size_t kMostExpanded = 250'000;  // nodes that aliases stand for, in all
constexpr std::string_view kStringTag = "tag:yaml.org,2002:str";
constexpr std::string_view kMergeKey = "<<";
constexpr std::size_t kUsualKeys = 6;  // of a campaign; room for so many is made at once
constexpr std::size_t kFewKeys = 16;

}  // namespace

TreeBuilder::TreeBuilder(std::uint32_t file, std::string_view text, Findings& findings)
    : text_(file, text), findings_(findings) {}

void TreeBuilder::stopped_by_syntax() {
  if (missing_reported_ != 0 && missing_reported_ == findings_.count()) findings_.take_back_last();
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (has_document_) {
    findings_.error(text_.locate(mark),
                    "a second document begins here; a file holds one, more files go into a directory");
    throw StopParsing{};
  }
  has_document_ = true;
}

// Comes for a written `null` or `~`, and for nothing at all; then the mark is that of whatever follows.
void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  auto node = std::make_shared<Node>();
  node->at = text_.locate(mark);
  if (text_.is_written_null(mark)) {
    node->kind = NodeKind::kNull;
  } else if (open_.empty()) {
    node->kind = NodeKind::kNull;  // a document without anything in it
  } else if (awaits_key()) {
    findings_.error(node->at, "a key is missing here");
    open_.back().key = PendingKey{"", node->at, false, /*is_refused=*/true};
    return;
  } else {
    const Open& around = open_.back();
    node->at = place_of_missing(node->at);
    if (!around.key || !around.key->is_refused) {
      findings_.error(node->at, around.key ? quoted(around.key->text) +
                                                 " has no value; write one, `null` included, or "
                                                 "take the key out"
                                           : "an item of the list is empty; write one, or take it out");
      missing_reported_ = findings_.count();
    }
  }
  if (anchor != 0) anchors_[anchor] = node;
  add(std::move(node));
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    findings_.error(text_.locate(mark), "this alias stands within what it names, so that it would never end");
    throw StopParsing{};
  }
  expanded_ += found->second->weight;
  if (expanded_ > kMostExpanded) {
    findings_.error(text_.locate(mark), "the aliases up to here stand for more than 250000 values");
    throw StopParsing{};
  }
  add(found->second);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const Mark at = text_.locate(mark);
  const bool is_plain = tag == "?";
  if (text_.is_left_open(mark)) {
    findings_.error(at, "the quotes that open here are never closed; close them, or put the whole file back");
    throw StopParsing{};
  }
  check_tag(tag, at);
  // Half of what a file holds are keys, and nobody needs a node of them.
  if (anchor == 0 && awaits_key()) return take_key(open_.back(), value, at, is_plain);
  auto node = std::make_shared<Node>();
  node->kind = NodeKind::kScalar;
  node->at = at;
  node->text = value;
  node->is_plain = is_plain;
  if (anchor != 0) anchors_[anchor] = node;
  add(std::move(node));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
  open(NodeKind::kSequence, text_.locate(mark), tag, anchor);
}

void TreeBuilder::OnSequenceEnd() {
  close();
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  open(NodeKind::kMapping, text_.locate(mark), tag, anchor);
}

void TreeBuilder::OnMapEnd() {
  merge_into(open_.back());
  close();
}

void TreeBuilder::open(NodeKind kind, Mark at, const std::string& tag, YAML::anchor_t anchor) {
  if (open_.size() >= kDeepest) {
    findings_.error(at, "lists and mappings stand more than 64 deep in each other here");
    throw StopParsing{};
  }
  check_tag(tag, at);
  Open opened;
  opened.node = std::make_shared<Node>();
  opened.node->kind = kind;
  opened.node->at = at;
  opened.anchor = anchor;
  open_.push_back(std::move(opened));
}

void TreeBuilder::close() {
  const Open closed = std::move(open_.back());
  open_.pop_back();
  std::size_t weight = 1;
  for (const NodePtr& item : closed.node->items) weight += item->weight;
  for (const MappingEntry& entry : closed.node->entries) weight += 1 + entry.value->weight;
  closed.node->weight = weight;
  if (closed.anchor != 0) anchors_[closed.anchor] = closed.node;
  add(closed.node);
}

void TreeBuilder::add(NodePtr node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& around = open_.back();
  if (around.node->kind == NodeKind::kSequence) {
    around.node->items.push_back(std::move(node));
  } else if (!around.key) {
    take_key(around, *node);
  } else {
    take_value(around, std::move(node));
  }
}

bool TreeBuilder::awaits_key() const {
  return !open_.empty() && open_.back().node->kind == NodeKind::kMapping && !open_.back().key;
}

void TreeBuilder::take_key(Open& mapping, const Node& node) {
  if (node.kind == NodeKind::kScalar) return take_key(mapping, node.text, node.at, node.is_plain);
  findings_.error(node.at, "a key must be text");
  mapping.key = PendingKey{"", node.at, false, /*is_refused=*/true};
}

void TreeBuilder::take_key(Open& mapping, const std::string& text, Mark at, bool is_plain) {
  PendingKey key{text, at, is_plain && text == kMergeKey, false};
  if (const auto first = place_of_key(mapping, text)) {
    findings_.error(at, "the key " + quoted(text) + " stands here a second time; the first is at " +
                            findings_.place(*first) +
                            (key.is_merge ? "; write one with a list, such as `<<: [*a, *b]`" : ""));
    key.is_refused = true;
  } else if (key.is_merge) {
    mapping.merge_at = at;
  }
  mapping.key = std::move(key);
}

// Few keys are compared one by one, as most mappings have few; of many there is an index, made when it is needed.
std::optional<Mark> TreeBuilder::place_of_key(Open& mapping, const std::string& key) {
  if (key == kMergeKey && mapping.merge_at) return mapping.merge_at;
  const std::vector<MappingEntry>& entries = mapping.node->entries;
  if (entries.size() <= kFewKeys) {
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const MappingEntry& e) { return e.key == key; });
    return same == entries.end() ? std::nullopt : std::optional(same->key_at);
  }
  auto& index = mapping.index;
  while (index.size() < entries.size()) index.emplace(entries[index.size()].key, entries[index.size()].key_at);
  const auto same = index.find(key);
  return same == index.end() ? std::nullopt : std::optional(same->second);
}

void TreeBuilder::take_value(Open& mapping, NodePtr node) {
  PendingKey key = *std::exchange(mapping.key, std::nullopt);
  mapping.node->is_cut = mapping.node->is_cut || key.is_refused;
  if (key.is_refused) return;
  if (key.is_merge) {
    mapping.merges.emplace_back(std::move(node), key.at);
    return;
  }
  auto& entries = mapping.node->entries;
  if (entries.empty()) entries.reserve(kUsualKeys);
  entries.push_back({std::move(key.text), key.at, std::move(node), /*is_merged=*/false});
}

// As YAML's merge type has it: the mapping's own keys win, then those of the mapping that is named first.
void TreeBuilder::merge_into(Open& mapping) {
  for (const auto& [node, at] : mapping.merges) {
    if (node->kind != NodeKind::kSequence) {
      merge_one(mapping, *node, at);
      continue;
    }
    for (const NodePtr& item : node->items) merge_one(mapping, *item, at);
  }
}

void TreeBuilder::merge_one(Open& mapping, const Node& merged, Mark at) {
  if (merged.kind == NodeKind::kRefused) return;
  if (merged.kind != NodeKind::kMapping) {
    findings_.error(at, "`<<` takes a mapping, or a list of mappings");
    return;
  }
  for (const MappingEntry& entry : merged.entries) {
    if (entry.key == "id") {
      findings_.error(at, "`<<` would copy the `id` of " + findings_.place(entry.key_at) +
                              ", and an id belongs to one campaign; keep it out of the merged mapping");
      continue;
    }
    if (place_of_key(mapping, entry.key)) continue;
    mapping.node->entries.push_back({entry.key, entry.key_at, entry.value, /*is_merged=*/true});
  }
}

// A tag would let the file say that a value is something else than it looks like; none has a meaning here.
void TreeBuilder::check_tag(const std::string& tag, Mark at) {
  if (tag == "?" || tag == "!" || tag.empty() || tag == kStringTag) return;
  findings_.error(at, "the tag " + quoted(tag) + " has no meaning here; remove it");
}

Mark TreeBuilder::place_of_missing(Mark at) const {
  const Open& around = open_.back();
  if (around.key) return around.key->at;
  if (around.node->kind == NodeKind::kSequence) {
    return around.node->items.empty() ? around.node->at : around.node->items.back()->at;
  }
  return at;
}

}  // namespace campaignd
