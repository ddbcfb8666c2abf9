// Turns the parser's events into the tree. Guards depth, duplicate keys, cyclic aliases and what aliases expand to.
#pragma once

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "adapters/yaml/parsed_text.h"

namespace campaignd {

// Thrown through the parser when reading on makes no sense; the reason has been reported.
struct StopParsing {};

class TreeBuilder : public YAML::EventHandler {
 public:
  // `text` must be what is parsed, and outlive the builder.
  TreeBuilder(std::uint32_t file, std::string_view text, Findings& findings);

  [[nodiscard]] NodePtr root() const { return root_; }  // null until a document was read
  [[nodiscard]] Mark locate(const YAML::Mark& mark) const { return text_.locate(mark); }

  // The parser gives up. Before it does, it makes up a value where a bracket was not closed: a value that was missing
  // just now was none.
  void stopped_by_syntax();

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

 private:
  struct PendingKey {
    std::string text;
    Mark at;
    bool is_merge = false;
    bool is_refused = false;  // reported; its value is read and dropped
  };
  struct Open {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor = 0;
    std::optional<PendingKey> key;
    std::optional<Mark> merge_at;                 // where the merge key stands
    std::unordered_map<std::string, Mark> index;  // of the first so many keys; empty where there are few
    std::vector<std::pair<NodePtr, Mark>> merges;
  };

  void open(NodeKind kind, Mark at, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void add(NodePtr node);
  [[nodiscard]] bool awaits_key() const;
  void take_key(Open& mapping, const Node& node);
  void take_key(Open& mapping, const std::string& text, Mark at, bool is_plain);
  [[nodiscard]] static std::optional<Mark> place_of_key(Open& mapping, const std::string& key);
  void take_value(Open& mapping, NodePtr node);
  void merge_into(Open& mapping);
  void merge_one(Open& mapping, const Node& merged, Mark at);
  void check_tag(const std::string& tag, Mark at);
  [[nodiscard]] Mark place_of_missing(Mark at) const;

  ParsedText text_;
  Findings& findings_;
  NodePtr root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, NodePtr> anchors_;  // an anchor that is still open is not in it
  std::size_t expanded_ = 0;
  std::size_t missing_reported_ = 0;  // how many findings there were after the last missing value; 0: none was missing
  bool has_document_ = false;
};

}  // namespace campaignd
