#include "adapters/yaml/not_enforced.h"

#include <string>

namespace campaignd {
namespace {

bool is_accepted(const Node& value, const NotEnforced& setting) {
  if (value.kind == NodeKind::kRefused) return true;  // reported already
  return setting.accepted && value.kind == NodeKind::kScalar && value.text == *setting.accepted;
}

}  // namespace

void refuse_not_enforced(const Node& section, std::string_view name, Findings& findings) {
  for (const NotEnforced& setting : kNotEnforced) {
    if (setting.section != name) continue;
    const MappingEntry* const entry = section.find(setting.key);
    if (entry == nullptr || is_accepted(*entry->value, setting)) continue;
    std::string message = "`" + std::string(name).append(".").append(setting.key);
    message += "` does nothing in this version; take it out";
    if (setting.accepted && !setting.accepted->empty()) {
      message.append(", or write `").append(*setting.accepted).append("`, which is what it does");
    }
    findings.error(entry->key_at, message);
  }
}

}  // namespace campaignd
