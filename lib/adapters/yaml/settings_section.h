// One section of the settings file: values by key, each empty where the file does not give it or what it gives was
// reported, so that the default stands.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "adapters/yaml/setting_values.h"

namespace campaignd {

class SettingsSection {
 public:
  // Reports what is no mapping, and every key that is not in `known`; then nothing can be found in it.
  SettingsSection(const Node& node, std::string_view name, std::span<const std::string_view> known, Findings& findings);

  // nullptr where there is none, or what stands there was reported.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] std::string name_of(std::string_view key) const { return name_ + "." + std::string(key); }

  [[nodiscard]] std::optional<bool> flag(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, Limits<std::int64_t> limits) const;
  [[nodiscard]] std::optional<double> number(std::string_view key, Limits<double> limits) const;
  [[nodiscard]] std::optional<double> share(std::string_view key, Limits<double> limits) const;
  [[nodiscard]] std::optional<std::chrono::milliseconds> duration(std::string_view key,
                                                                  Limits<std::chrono::milliseconds> limits) const;
  [[nodiscard]] std::optional<std::int64_t> size(std::string_view key, Limits<std::int64_t> limits) const;

  // One of the words, as the enumerator at its place.
  template <typename Enum>
  [[nodiscard]] std::optional<Enum> word(std::string_view key, std::span<const std::string_view> words) const {
    const auto index = word_index(key, words);
    return index ? std::optional(static_cast<Enum>(*index)) : std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> word_index(std::string_view key,
                                                      std::span<const std::string_view> words) const;

  const Node& node_;
  std::string name_;
  Findings& findings_;
};

}  // namespace campaignd
