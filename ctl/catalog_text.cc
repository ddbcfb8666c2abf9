#include "catalog_text.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "table.h"

namespace campaignd {

namespace {

// Only an APPROVED template, and only a CONNECTED number, can send (API reference, resources).
bool is_approved(const CatalogTemplate& each) {
  return each.status == "APPROVED";
}
bool is_for_campaigns(const CatalogTemplate& each) {
  return each.category != "AUTHENTICATION";
}
bool is_connected(const CatalogNumber& each) {
  return each.status == "CONNECTED";
}

std::string account_text(const Catalog& catalog, std::size_t account, const Paint& paint);
std::string closing_lines(const Catalog& catalog);

}  // namespace

// By account, because a campaign's template and number must belong to the same one.
std::string catalog_text(const Catalog& catalog, const Paint& paint) {
  std::string out;
  for (std::size_t account = 0; account < catalog.accounts.size(); ++account) {
    out += account_text(catalog, account, paint);
  }
  if (catalog.accounts.empty())
    out += "No WhatsApp account is connected to this project; that is done in the OTPIQ dashboard.\n\n";
  return out + closing_lines(catalog);
}

namespace {

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : isolate(text);
}

template <class Each>
std::vector<const Each*> of_account(const std::vector<Each>& all, std::size_t account) {
  std::vector<const Each*> found;
  for (const Each& each : all) {
    if (each.account == account) found.push_back(&each);
  }
  return found;
}

std::string templates_text(std::vector<const CatalogTemplate*> templates, const Paint& paint) {
  std::sort(templates.begin(), templates.end(), [](const CatalogTemplate* a, const CatalogTemplate* b) {
    return std::tie(a->name, a->language, a->id) < std::tie(b->name, b->language, b->id);
  });
  Table table({"TEMPLATE", "STATUS", "CATEGORY"});
  for (const CatalogTemplate* each : templates) {
    const std::string name = each->language.empty() ? each->name : each->name + "/" + each->language;
    table.add({{or_dash(name)},
               {or_dash(each->status), is_approved(*each) ? Ink::kGreen : Ink::kRed},
               {or_dash(each->category), is_for_campaigns(*each) ? Ink::kPlain : Ink::kRed}});
  }
  return table.is_empty() ? "  no templates; they are made in the OTPIQ dashboard\n" : table.text(2, paint);
}

std::string numbers_text(const std::vector<const CatalogNumber*>& numbers, const Paint& paint) {
  Table table({"NUMBER", "STATUS", "QUALITY", "LIMIT", "NAME"});
  for (const CatalogNumber* each : numbers) {
    table.add({{each->number.shown()},
               {or_dash(each->status), is_connected(*each) ? Ink::kGreen : Ink::kRed},
               {or_dash(each->quality)},
               {or_dash(each->messaging_limit)},
               {or_dash(each->verified_name)}});
  }
  return table.is_empty() ? "  no phone numbers; they are connected in the OTPIQ dashboard\n" : table.text(2, paint);
}

std::string account_text(const Catalog& catalog, std::size_t account, const Paint& paint) {
  const CatalogAccount& of = catalog.accounts[account];
  const std::string name = isolate(of.name.empty() ? of.id : of.name);
  return paint(Ink::kBold, name.empty() ? "WhatsApp account" : name) + "\n" +
         templates_text(of_account(catalog.templates, account), paint) + "\n" +
         numbers_text(of_account(catalog.numbers, account), paint) + "\n";
}

std::string closing_lines(const Catalog& catalog) {
  const auto templates = std::count_if(catalog.templates.begin(), catalog.templates.end(),
                                       [](const auto& each) { return is_approved(each) && is_for_campaigns(each); });
  const auto numbers = std::count_if(catalog.numbers.begin(), catalog.numbers.end(), is_connected);
  std::string text = "Ready to send: " + std::to_string(templates) + " of " + std::to_string(catalog.templates.size()) +
                     " templates, " + std::to_string(numbers) + " of " + std::to_string(catalog.numbers.size()) +
                     " numbers.\n";
  if (!std::all_of(catalog.templates.begin(), catalog.templates.end(), is_for_campaigns)) {
    text += "AUTHENTICATION templates cannot be used in campaigns.\n";
  }
  return text;
}

}  // namespace

}  // namespace campaignd
