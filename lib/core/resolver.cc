#include "core/resolver.h"

#include <string_view>
#include <variant>

namespace campaignd {

const tl::expected<Target, Unresolved>& Resolver::of(const DesiredCampaign& entry, const ObservedCampaign& observed) {
  write_key(entry, observed);
  const auto known = known_.find(key_);
  if (known != known_.end()) return known->second;
  return known_.emplace(key_, resolve(entry, observed, *catalog_)).first->second;
}

// Everything that `resolve` reads, each part ended by a byte that none of them holds.
void Resolver::write_key(const DesiredCampaign& entry, const ObservedCampaign& observed) {
  key_.clear();
  const auto add = [&](std::string_view part) {
    key_ += part;
    key_ += '\0';
  };
  if (entry.message_template) {
    add(entry.message_template->text);
    if (const auto* id = std::get_if<TemplateId>(&entry.message_template->value)) {
      add(id->text());
    } else {
      const auto& name = std::get<TemplateName>(entry.message_template->value);
      add(name.name);
      add(name.language ? *name.language : std::string_view("\1", 1));
    }
  }
  add("");
  if (entry.phone_number) {
    add(entry.phone_number->text);
    if (const auto* id = std::get_if<PhoneNumberId>(&entry.phone_number->value)) {
      add(id->text());
    } else {
      add(std::get<PhoneDigits>(entry.phone_number->value).digits);
    }
  }
  add("");
  if (observed.message_template) {
    if (observed.message_template->id) add(observed.message_template->id->text());
    add(observed.message_template->name);
    add(observed.message_template->language);
  }
  add("");
  if (observed.phone_number) {
    if (observed.phone_number->id) add(observed.phone_number->id->text());
    add(observed.phone_number->number.digits);
  }
}

}  // namespace campaignd
