#include "adapters/yaml/desired_state_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "adapters/yaml/desired_entry.h"
#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "adapters/yaml/reader.h"

namespace campaignd {
namespace {

constexpr std::array<std::string_view, 3> kTopKeys{"version", "defaults", "campaigns"};
constexpr std::string_view kVersion = "1";

class StateReader {
 public:
  StateReader(DesiredState& state, Findings& findings) : state_(state), findings_(findings) {}

  void read_file(std::uint32_t file, std::string_view bytes);

 private:
  void read_version(const Node& top);
  void take_zone(const Defaults& defaults);
  void read_campaigns(const Node& top, const Defaults& defaults);
  void read_campaign(const MappingEntry& entry, const Defaults& defaults);

  DesiredState& state_;
  Findings& findings_;
  bool zones_differ_ = false;
  std::unordered_map<Handle, Mark> handles_;
  std::unordered_map<CampaignId, Mark> ids_;
};

}  // namespace

tl::expected<DesiredState, Diagnostics> read_desired_state(const SourceText& source) {
  DesiredState state;
  state.revision = source.revision;
  for (const SourceFile& file : source.files) state.files.push_back(file.name);
  if (state.files.empty()) {
    return tl::unexpected(Diagnostics{{Severity::kError, source.revision.source, 0, 0, "there is no file to read"}});
  }
  Findings findings{state.files};
  StateReader reader{state, findings};
  for (std::size_t i = 0; i < source.files.size(); ++i) {
    reader.read_file(static_cast<std::uint32_t>(i), source.files[i].bytes);
  }
  if (!findings.is_empty()) return tl::unexpected(findings.in_order());
  return state;
}

namespace {

void StateReader::read_file(std::uint32_t file, std::string_view bytes) {
  const NodePtr top = read_document(file, bytes, findings_);
  if (!top) return;
  if (top->kind == NodeKind::kNull) {
    findings_.error({file}, "the file is empty; to take every campaign off the clock, say so for each of them");
    return;
  }
  if (!is_mapping_of_keys(*top, "version: 1", findings_)) return;
  if (top->find("desiredState") != nullptr || top->find("api") != nullptr) {
    findings_.error({file}, "these are settings, not desired state; is `desiredState` in the settings right?");
    return;
  }
  refuse_unknown_keys(*top, kTopKeys, ExtensionKeys::kAllowed, findings_);
  read_version(*top);
  const MappingEntry* const entry = top->find("defaults");
  const Defaults defaults = entry != nullptr ? read_defaults(*entry->value, findings_) : Defaults{};
  take_zone(defaults);
  read_campaigns(*top, defaults);
}

void StateReader::read_version(const Node& top) {
  const MappingEntry* const entry = top.find("version");
  if (entry == nullptr) {
    findings_.error({top.at.file}, "`version: 1` is missing; write it as the first line");
    return;
  }
  const Node& node = *entry->value;
  const auto text = read_text(node, "version", findings_, "1");
  if (!text || (node.is_plain && *text == kVersion)) return;
  const bool is_number = !text->empty() && text->front() != '0' && text->find_first_not_of("0123456789") == text->npos;
  findings_.error(
      node.at, node.is_plain && is_number
                   ? "version " + quoted(*text) + " is newer than this program, which reads version 1; update campaignd"
                   : "`version` must be 1, without quotes, not " + as_written(node));
}

void StateReader::take_zone(const Defaults& defaults) {
  if (!defaults.timezone || zones_differ_) return;
  auto& zone = state_.default_timezone;
  zones_differ_ = zone && *zone != defaults.timezone->name();
  zone = zones_differ_ ? std::nullopt : std::optional(defaults.timezone->name());
}

void StateReader::read_campaigns(const Node& top, const Defaults& defaults) {
  const MappingEntry* const entry = top.find("campaigns");
  if (entry == nullptr) {
    findings_.error({top.at.file}, "`campaigns` is missing; a file always names at least one");
    return;
  }
  const Node& campaigns = *entry->value;
  if (!is_mapping(campaigns, "campaigns", findings_)) return;
  if (campaigns.entries.empty() && !campaigns.is_cut) {
    findings_.error(campaigns.at, "`campaigns` is empty; a file always names at least one");
  }
  const std::size_t count = state_.campaigns.size() + campaigns.entries.size();
  state_.campaigns.reserve(count);
  handles_.reserve(count);
  ids_.reserve(count);
  for (const MappingEntry& campaign : campaigns.entries) read_campaign(campaign, defaults);
}

void StateReader::read_campaign(const MappingEntry& entry, const Defaults& defaults) {
  const auto handle = Handle::parse(entry.key);
  if (!handle) {
    findings_.error(entry.key_at, quoted(entry.key) +
                                      " is no handle: 1 to 63 of a-z, 0-9, `.`, `_` and `-`, the first a letter or a "
                                      "digit");
    return;
  }
  if (const auto [first, is_new] = handles_.emplace(*handle, entry.key_at); !is_new) {
    findings_.error(entry.key_at, "the handle " + quoted(entry.key) + " is given a second time; the first is at " +
                                      findings_.place(first->second));
  }
  DesiredCampaign campaign = read_entry(*handle, entry.key_at, *entry.value, defaults, findings_);
  if (campaign.id) {
    if (const auto [first, is_new] = ids_.emplace(campaign.id->value, campaign.id->at); !is_new) {
      findings_.error(campaign.id->at, "the id " + quoted(campaign.id->text) +
                                           " is given a second time; the first is at " +
                                           findings_.place(first->second));
    }
  }
  state_.campaigns.push_back(std::move(campaign));
}

}  // namespace
}  // namespace campaignd
