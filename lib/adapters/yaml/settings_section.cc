#include "adapters/yaml/settings_section.h"

#include "adapters/yaml/reader.h"

namespace campaignd {

SettingsSection::SettingsSection(const Node& node, std::string_view name, std::span<const std::string_view> known,
                                 Findings& findings)
    : node_(node), name_(name), findings_(findings) {
  if (is_mapping(node, name, findings)) refuse_unknown_keys(node, known, ExtensionKeys::kRefused, findings);
}

const Node* SettingsSection::find(std::string_view key) const {
  const MappingEntry* const entry = node_.find(key);
  return entry == nullptr || entry->value->kind == NodeKind::kRefused ? nullptr : entry->value.get();
}

std::optional<bool> SettingsSection::flag(std::string_view key) const {
  const Node* const node = find(key);
  return node != nullptr ? read_bool(*node, name_of(key), findings_) : std::nullopt;
}

std::optional<std::int64_t> SettingsSection::integer(std::string_view key, Limits<std::int64_t> limits) const {
  const Node* const node = find(key);
  return node != nullptr ? read_integer(*node, name_of(key), limits.least, limits.most, findings_) : std::nullopt;
}

std::optional<double> SettingsSection::number(std::string_view key, Limits<double> limits) const {
  const Node* const node = find(key);
  return node != nullptr ? read_number(*node, name_of(key), limits, findings_) : std::nullopt;
}

std::optional<double> SettingsSection::share(std::string_view key, Limits<double> limits) const {
  const Node* const node = find(key);
  return node != nullptr ? read_share(*node, name_of(key), limits, findings_) : std::nullopt;
}

std::optional<std::chrono::milliseconds> SettingsSection::duration(std::string_view key,
                                                                   Limits<std::chrono::milliseconds> limits) const {
  const Node* const node = find(key);
  return node != nullptr ? read_duration(*node, name_of(key), limits, findings_) : std::nullopt;
}

std::optional<std::int64_t> SettingsSection::size(std::string_view key, Limits<std::int64_t> limits) const {
  const Node* const node = find(key);
  return node != nullptr ? read_size(*node, name_of(key), limits, findings_) : std::nullopt;
}

std::optional<std::size_t> SettingsSection::word_index(std::string_view key,
                                                       std::span<const std::string_view> words) const {
  const Node* const node = find(key);
  return node != nullptr ? read_word(*node, name_of(key), words, findings_) : std::nullopt;
}

}  // namespace campaignd
