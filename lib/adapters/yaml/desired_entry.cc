#include "adapters/yaml/desired_entry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/yaml/desired_time.h"
#include "adapters/yaml/reader.h"
#include "adapters/yaml/references.h"
#include "core/display_text.h"
#include "core/limits.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

constexpr std::array<std::string_view, 4> kDefaultKeys{"timezone", "phoneNumber", "category", "suspend"};
enum class EntryKey : std::uint8_t {
  kId,
  kName,
  kTemplate,
  kPhoneNumber,
  kScheduledFor,
  kCategory,
  kTimezone,
  kSuspend
};
constexpr std::array<std::string_view, 8> kEntryKeys{"id",           "name",     "template", "phoneNumber",
                                                     "scheduledFor", "category", "timezone", "suspend"};
// The alphabet's, in which the own keys of an entry are remembered.
constexpr std::array kKeysInOrder{EntryKey::kCategory,    EntryKey::kId,           EntryKey::kName,
                                  EntryKey::kPhoneNumber, EntryKey::kScheduledFor, EntryKey::kSuspend,
                                  EntryKey::kTemplate,    EntryKey::kTimezone};
static_assert(kKeysInOrder.size() == kEntryKeys.size());
constexpr std::string_view name_of(EntryKey key) {
  return kEntryKeys[static_cast<std::size_t>(key)];
}
constexpr std::array<std::string_view, 2> kCategories{"MARKETING", "UTILITY"};

// Reads one entry key by key; what a key's own value is goes into `own_` in its canonical form.
class EntryReader {
 public:
  EntryReader(DesiredCampaign& campaign, const Node& node, const Defaults& defaults, Findings& findings)
      : campaign_(campaign), node_(node), defaults_(defaults), findings_(findings) {}

  void read();

 private:
  // nullptr where the entry does not give it, or nothing that can be read
  [[nodiscard]] const Node* own(EntryKey key) const;
  bool takes_default_back(EntryKey key, const Node& node);
  void note(EntryKey key, std::string value) { own_[static_cast<std::size_t>(key)] = std::move(value); }

  void read_id();
  void read_name();
  void read_template();
  void read_phone_number();
  void read_category();
  void read_suspend();
  void read_timezone();
  void read_scheduled_for();
  [[nodiscard]] std::string own_keys() const;

  DesiredCampaign& campaign_;
  const Node& node_;
  const Defaults& defaults_;
  Findings& findings_;
  std::optional<Zone> zone_;
  bool zone_is_refused_ = false;
  std::array<std::optional<std::string>, kEntryKeys.size()> own_;  // by EntryKey
};

std::optional<Wanted<NumberReference>> read_number(const Node& node, Findings& findings);
std::optional<Wanted<Category>> read_category_word(const Node& node, Findings& findings);
std::string canonical_text(const NumberReference& number);
std::string canonical_text(const TemplateReference& reference);

}  // namespace

Defaults read_defaults(const Node& node, Findings& findings) {
  Defaults defaults;
  if (!is_mapping(node, "defaults", findings)) return defaults;
  refuse_unknown_keys(node, kDefaultKeys, ExtensionKeys::kRefused, findings);
  if (const auto* const entry = node.find("timezone")) {
    const auto text = read_text(*entry->value, "timezone", findings);
    defaults.timezone = text ? read_zone(*text, entry->value->at, findings) : std::nullopt;
    defaults.timezone_is_refused = !defaults.timezone;
  }
  if (const auto* const entry = node.find("phoneNumber")) defaults.phone_number = read_number(*entry->value, findings);
  if (const auto* const entry = node.find("category")) defaults.category = read_category_word(*entry->value, findings);
  if (const auto* const entry = node.find("suspend")) {
    defaults.suspend = read_bool(*entry->value, "suspend", findings).value_or(false);
  }
  return defaults;
}

DesiredCampaign read_entry(const Handle& handle, Mark at, const Node& node, const Defaults& defaults,
                           Findings& findings) {
  DesiredCampaign campaign{handle, at, {}, {}, {}, {}, {}, {}, "UTC", false, ""};
  if (is_mapping(node, handle.str(), findings)) EntryReader(campaign, node, defaults, findings).read();
  return campaign;
}

namespace {

void EntryReader::read() {
  refuse_unknown_keys(node_, kEntryKeys, ExtensionKeys::kRefused, findings_);
  if (node_.find("id") == nullptr && node_.find("name") == nullptr) {
    findings_.error(campaign_.at, quoted(campaign_.handle.str()) +
                                      " has neither `id` nor `name`, so that no campaign can be found for it");
  }
  read_id();
  read_name();
  read_template();
  read_phone_number();
  read_category();
  read_suspend();
  read_timezone();
  read_scheduled_for();
  campaign_.own_keys = own_keys();
}

const Node* EntryReader::own(EntryKey key) const {
  const MappingEntry* const entry = node_.find(name_of(key));
  if (entry == nullptr || entry->value->kind == NodeKind::kRefused) return nullptr;
  return entry->value.get();
}

bool EntryReader::takes_default_back(EntryKey key, const Node& node) {
  if (node.kind != NodeKind::kNull) return false;
  note(key, "null");
  return true;
}

void EntryReader::read_id() {
  const Node* const node = own(EntryKey::kId);
  if (node == nullptr) return;
  const auto text = read_text(*node, "id", findings_);
  if (!text || !has_no_directional_marks(*text, "id", node->at, findings_)) return;
  const auto id = CampaignId::parse(*text);
  if (!id) {
    const std::string hint = text->substr(0, 4) == "wac_" ? "; `wac_…` is the campaign's reference for people" : "";
    findings_.error(node->at, "`id` must be the campaign's _id, 24 hexadecimal digits, not " + quoted(*text) + hint);
    return;
  }
  campaign_.id = {*id, node->at, *text};
  note(EntryKey::kId, id->str());
}

void EntryReader::read_name() {
  const Node* const node = own(EntryKey::kName);
  if (node == nullptr) return;
  const auto text = read_text(*node, "name", findings_);
  if (!text || !has_no_directional_marks(*text, "name", node->at, findings_)) return;
  const std::size_t length = count_characters(*text);
  if (length < kShortestName || length > kLongestName) {
    findings_.error(node->at, "`name` has " + std::to_string(length) + (length == 1 ? " character" : " characters") +
                                  "; a campaign's name has " + std::to_string(kShortestName) + " to " +
                                  std::to_string(kLongestName));
    return;
  }
  campaign_.name = {*text, node->at, *text};
  note(EntryKey::kName, escape_controls(*text));
}

void EntryReader::read_template() {
  const Node* const node = own(EntryKey::kTemplate);
  if (node == nullptr) return;
  const auto text = read_text(*node, "template", findings_);
  auto reference = text ? read_template_reference(*text, node->at, findings_) : std::nullopt;
  if (!reference) return;
  note(EntryKey::kTemplate, canonical_text(*reference));
  campaign_.message_template = {std::move(*reference), node->at, *text};
}

void EntryReader::read_phone_number() {
  const Node* const node = own(EntryKey::kPhoneNumber);
  if (node == nullptr) {
    campaign_.phone_number = defaults_.phone_number;
  } else if (!takes_default_back(EntryKey::kPhoneNumber, *node)) {
    campaign_.phone_number = read_number(*node, findings_);
    if (campaign_.phone_number) note(EntryKey::kPhoneNumber, canonical_text(campaign_.phone_number->value));
  }
}

void EntryReader::read_category() {
  const Node* const node = own(EntryKey::kCategory);
  if (node == nullptr) {
    campaign_.category = defaults_.category;
  } else if (!takes_default_back(EntryKey::kCategory, *node)) {
    campaign_.category = read_category_word(*node, findings_);
    if (campaign_.category) note(EntryKey::kCategory, std::string(to_text(campaign_.category->value)));
  }
}

void EntryReader::read_suspend() {
  const Node* const node = own(EntryKey::kSuspend);
  if (node == nullptr) {
    campaign_.suspend = defaults_.suspend;
  } else if (!takes_default_back(EntryKey::kSuspend, *node)) {
    campaign_.suspend = read_bool(*node, "suspend", findings_).value_or(false);
    note(EntryKey::kSuspend, campaign_.suspend ? "true" : "false");
  }
}

void EntryReader::read_timezone() {
  const MappingEntry* const entry = node_.find("timezone");
  if (entry == nullptr) {
    zone_ = defaults_.timezone;
    zone_is_refused_ = defaults_.timezone_is_refused;
  } else if (!takes_default_back(EntryKey::kTimezone, *entry->value)) {
    const auto text = read_text(*entry->value, "timezone", findings_);
    zone_ = text ? read_zone(*text, entry->value->at, findings_) : std::nullopt;
    zone_is_refused_ = !zone_;
    if (zone_) note(EntryKey::kTimezone, zone_->name());
  }
  if (zone_) campaign_.timezone = zone_->name();
}

void EntryReader::read_scheduled_for() {
  const Node* const node = own(EntryKey::kScheduledFor);
  if (node == nullptr) return;
  if (node->kind == NodeKind::kNull) {
    campaign_.scheduled_for = {std::nullopt, node->at, "null"};
    note(EntryKey::kScheduledFor, "null");
    return;
  }
  const auto text = read_text(*node, "scheduledFor", findings_);
  const auto written = text ? read_written_time(*text, "scheduledFor", node->at, findings_) : std::nullopt;
  if (!written) return;
  note(EntryKey::kScheduledFor, canonical_text(*written));
  if (const auto* const instant = std::get_if<WallTime>(&*written)) {
    campaign_.scheduled_for = {*instant, node->at, *text};
  } else if (zone_) {
    const auto resolved = resolve_written(std::get<LocalTime>(*written), *zone_, "scheduledFor", node->at, findings_);
    if (resolved) campaign_.scheduled_for = {*resolved, node->at, *text};
  } else if (!zone_is_refused_) {
    findings_.error(node->at,
                    "`scheduledFor` has no time zone: give `timezone` beside it or in `defaults`, or write Z or an "
                    "offset behind the time");
  }
}

// Keys in an order that is not the file's, so that moving lines about changes nothing. No value holds a line break.
std::string EntryReader::own_keys() const {
  std::string text;
  for (const EntryKey key : kKeysInOrder) {
    const auto& value = own_[static_cast<std::size_t>(key)];
    if (value) text.append(name_of(key)).append("=").append(*value).append("\n");
  }
  return text;
}

std::optional<Wanted<NumberReference>> read_number(const Node& node, Findings& findings) {
  const auto text = read_text(node, "phoneNumber", findings);
  auto number = text ? read_number_reference(*text, node.at, findings) : std::nullopt;
  if (!number) return std::nullopt;
  return Wanted<NumberReference>{std::move(*number), node.at, *text};
}

std::optional<Wanted<Category>> read_category_word(const Node& node, Findings& findings) {
  const auto index = read_word(node, "category", kCategories, findings);
  if (!index) return std::nullopt;
  return Wanted<Category>{*index == 0 ? Category::kMarketing : Category::kUtility, node.at, node.text};
}

std::string canonical_text(const NumberReference& number) {
  const auto* const digits = std::get_if<PhoneDigits>(&number);
  return digits != nullptr ? digits->shown() : std::get<PhoneNumberId>(number).str();
}

std::string canonical_text(const TemplateReference& reference) {
  if (const auto* const id = std::get_if<TemplateId>(&reference)) return id->str();
  const auto& name = std::get<TemplateName>(reference);
  return escape_controls(name.language ? name.name + "/" + *name.language : name.name);
}

}  // namespace
}  // namespace campaignd
