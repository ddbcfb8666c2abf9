#include "core/resolve.h"

#include <algorithm>
#include <set>
#include <vector>

namespace campaignd {
namespace {

using Templates = std::vector<const CatalogTemplate*>;
using Numbers = std::vector<const CatalogNumber*>;

// Deleted and archived ones count only when nothing else has the name.
template <class Item>
void prefer_living(std::vector<const Item*>& items) {
  const auto is_gone = [](const Item* item) { return item->status == "DELETED" || item->status == "ARCHIVED"; };
  if (!std::all_of(items.begin(), items.end(), is_gone)) std::erase_if(items, is_gone);
}

template <class Item>
void keep_account(std::vector<const Item*>& items, std::size_t account) {
  std::erase_if(items, [&](const Item* item) { return item->account != account; });
}

bool means(const TemplateReference& wanted, const CatalogTemplate& item) {
  if (std::holds_alternative<TemplateId>(wanted)) return std::get<TemplateId>(wanted) == item.id;
  const auto& named = std::get<TemplateName>(wanted);
  return named.name == item.name && (!named.language || *named.language == item.language);
}

bool means(const NumberReference& wanted, const CatalogNumber& item) {
  if (std::holds_alternative<PhoneNumberId>(wanted)) return std::get<PhoneNumberId>(wanted) == item.id;
  return std::get<PhoneDigits>(wanted) == item.number;
}

template <class Item, class Reference>
std::vector<const Item*> candidates(const Reference& wanted, const std::vector<Item>& items) {
  std::vector<const Item*> found;
  for (const Item& item : items) {
    if (means(wanted, item)) found.push_back(&item);
  }
  prefer_living(found);
  return found;
}

std::optional<Unresolved> objection(const Templates& found, const std::string& text) {
  if (found.empty()) return Unresolved{"unknown-template", "the project has no template '" + text + "'"};
  if (found.size() == 1) return std::nullopt;
  std::set<std::string> languages;
  for (const auto* item : found) languages.insert(item->language);
  if (languages.size() > 1) {
    std::string list;
    for (const auto& language : languages) list += (list.empty() ? "" : ", ") + text + "/" + language;
    return Unresolved{"ambiguous-template", "template '" + text + "' has several languages; write one of " + list};
  }
  return std::nullopt;
}

// The account that the campaign is in now, by what it has; its number first, since that is what sends.
std::optional<std::size_t> present_account(const ObservedCampaign& observed, const Catalog& catalog) {
  if (observed.phone_number) {
    if (const auto* number = find_number(catalog, *observed.phone_number)) return number->account;
  }
  if (observed.message_template) {
    if (const auto* message = find_template(catalog, *observed.message_template)) return message->account;
  }
  return std::nullopt;
}

Unresolved two_accounts(const std::string& first, const std::string& second) {
  return {"two-accounts", first + " and " + second + " belong to two WhatsApp accounts"};
}

// Where one side alone is managed its partner is what the campaign has; the service refuses a pair from two accounts.
template <class Item>
std::optional<Unresolved> settle_alone(std::vector<const Item*>& found, std::optional<std::size_t> partner_account,
                                       std::optional<std::size_t> present, std::string_view ambiguous,
                                       const std::string& text) {
  if (partner_account) {
    keep_account(found, *partner_account);
    if (found.empty()) return two_accounts("'" + text + "'", "what the campaign has beside it");
  }
  if (found.size() > 1 && present) keep_account(found, *present);
  if (found.size() != 1)
    return Unresolved{std::string(ambiguous), "'" + text + "' stands in several WhatsApp accounts; write its id"};
  return std::nullopt;
}

tl::expected<Target, Unresolved> settle_pair(const Templates& templates, const Numbers& numbers,
                                             std::optional<std::size_t> present, const DesiredCampaign& entry) {
  std::vector<Target> pairs;
  for (const auto* message : templates) {
    for (const auto* number : numbers) {
      if (message->account == number->account) pairs.push_back({message, number});
    }
  }
  if (pairs.empty()) {
    return tl::unexpected(
        two_accounts("template '" + entry.message_template->text + "'", "number '" + entry.phone_number->text + "'"));
  }
  if (pairs.size() > 1 && present) {
    std::erase_if(pairs, [&](const Target& pair) { return pair.number->account != *present; });
  }
  if (pairs.size() == 1) return pairs.front();
  const bool by_template = templates.size() > 1;
  return tl::unexpected(Unresolved{by_template ? "ambiguous-template" : "ambiguous-number",
                                   "'" + (by_template ? entry.message_template->text : entry.phone_number->text) +
                                       "' stands in several WhatsApp accounts; write its id"});
}

}  // namespace

tl::expected<Target, Unresolved> resolve(const DesiredCampaign& entry, const ObservedCampaign& observed,
                                         const Catalog& catalog) {
  Templates templates;
  Numbers numbers;
  if (entry.message_template) {
    templates = candidates(entry.message_template->value, catalog.templates);
    if (auto no = objection(templates, entry.message_template->text)) return tl::unexpected(*std::move(no));
    if (templates.front()->category == "AUTHENTICATION") {
      return tl::unexpected(Unresolved{"template-category",
                                       "template '" + entry.message_template->text +
                                           "' is an AUTHENTICATION template; a campaign takes MARKETING or UTILITY"});
    }
  }
  if (entry.phone_number) {
    numbers = candidates(entry.phone_number->value, catalog.numbers);
    if (numbers.empty()) {
      return tl::unexpected(
          Unresolved{"unknown-number", "the project has no phone number '" + entry.phone_number->text + "'"});
    }
  }
  const auto present = present_account(observed, catalog);
  if (entry.message_template && entry.phone_number) return settle_pair(templates, numbers, present, entry);

  Target target;
  if (entry.message_template) {
    const auto* partner = observed.phone_number ? find_number(catalog, *observed.phone_number) : nullptr;
    const auto account = partner != nullptr ? std::optional(partner->account) : std::nullopt;
    if (auto no = settle_alone(templates, account, present, "ambiguous-template", entry.message_template->text)) {
      return tl::unexpected(*std::move(no));
    }
    target.message_template = templates.front();
  }
  if (entry.phone_number) {
    const auto* partner = observed.message_template ? find_template(catalog, *observed.message_template) : nullptr;
    const auto account = partner != nullptr ? std::optional(partner->account) : std::nullopt;
    if (auto no = settle_alone(numbers, account, present, "ambiguous-number", entry.phone_number->text)) {
      return tl::unexpected(*std::move(no));
    }
    target.number = numbers.front();
  }
  return target;
}

bool has_all_names(const DesiredState& desired, const Catalog& catalog) {
  const auto is_in = [](const auto& wanted, const auto& items) {
    return std::ranges::any_of(items, [&](const auto& item) { return means(wanted.value, item); });
  };
  return std::ranges::all_of(desired.campaigns, [&](const DesiredCampaign& entry) {
    return (!entry.message_template || is_in(*entry.message_template, catalog.templates)) &&
           (!entry.phone_number || is_in(*entry.phone_number, catalog.numbers));
  });
}

const CatalogTemplate* find_template(const Catalog& catalog, const ObservedTemplate& observed) {
  const CatalogTemplate* only = nullptr;
  for (const CatalogTemplate& item : catalog.templates) {
    if (!shows(observed, item)) continue;
    if (only != nullptr) return nullptr;  // two accounts have it, and the answer does not say which
    only = &item;
  }
  return only;
}

const CatalogNumber* find_number(const Catalog& catalog, const ObservedNumber& observed) {
  const CatalogNumber* only = nullptr;
  for (const CatalogNumber& item : catalog.numbers) {
    if (!shows(observed, item)) continue;
    if (only != nullptr) return nullptr;
    only = &item;
  }
  return only;
}

bool shows(const std::optional<ObservedTemplate>& observed, const CatalogTemplate& wanted) {
  if (!observed) return false;
  if (observed->id) return *observed->id == wanted.id;
  return observed->name == wanted.name && observed->language == wanted.language;
}

bool shows(const std::optional<ObservedNumber>& observed, const CatalogNumber& wanted) {
  if (!observed) return false;
  if (observed->id) return *observed->id == wanted.id;
  return observed->number == wanted.number;
}

}  // namespace campaignd
