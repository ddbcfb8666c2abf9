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

std::string account_text(const Catalog& catalog, std::size_t account, const Page& page);
std::string closing_lines(const Catalog& catalog, const Page& page);

}  // namespace

// By account, because a campaign's template and number must belong to the same one.
std::string catalog_text(const Catalog& catalog, const Page& page) {
  std::string out;
  for (std::size_t account = 0; account < catalog.accounts.size(); ++account) {
    out += account_text(catalog, account, page);
  }
  if (catalog.accounts.empty()) {
    out += paragraph("No WhatsApp account is connected to this project; that is done in the OTPIQ dashboard.",
                     Ink::kPlain, page) +
           "\n";
  }
  return out + closing_lines(catalog, page);
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

using Row = std::vector<Table::Cell>;

// What stands last matters least; what a campaign is made of, and whether it may send, always stay.
std::string as_wide_as_fits(std::vector<std::string> heading, std::vector<Row> rows, const Page& page) {
  constexpr std::size_t kFewest = 2;
  constexpr std::size_t kIndent = 2;
  for (;; heading.pop_back()) {
    Table table(heading);
    for (Row& row : rows) {
      row.resize(heading.size());
      table.add(row);
    }
    if (heading.size() == kFewest || table.fits(kIndent, page.width)) return table.text(kIndent, page.paint);
  }
}

std::string templates_text(std::vector<const CatalogTemplate*> templates, const Page& page) {
  std::sort(templates.begin(), templates.end(), [](const CatalogTemplate* a, const CatalogTemplate* b) {
    return std::tie(a->name, a->language, a->id) < std::tie(b->name, b->language, b->id);
  });
  std::vector<Row> rows;
  for (const CatalogTemplate* each : templates) {
    const std::string name = each->language.empty() ? each->name : each->name + "/" + each->language;
    rows.push_back({{or_dash(name)},
                    {or_dash(each->status), is_approved(*each) ? Ink::kGreen : Ink::kRed},
                    {or_dash(each->category), is_for_campaigns(*each) ? Ink::kPlain : Ink::kRed}});
  }
  if (rows.empty()) return "  no templates; they are made in the OTPIQ dashboard\n";
  return as_wide_as_fits({"TEMPLATE", "STATUS", "CATEGORY"}, rows, page);
}

std::string numbers_text(const std::vector<const CatalogNumber*>& numbers, const Page& page) {
  std::vector<Row> rows;
  rows.reserve(numbers.size());
  for (const CatalogNumber* each : numbers) {
    rows.push_back({{each->number.shown()},
                    {or_dash(each->status), is_connected(*each) ? Ink::kGreen : Ink::kRed},
                    {or_dash(each->quality)},
                    {or_dash(each->messaging_limit)},
                    {or_dash(each->verified_name)}});
  }
  if (rows.empty()) return "  no phone numbers; they are connected in the OTPIQ dashboard\n";
  return as_wide_as_fits({"NUMBER", "STATUS", "QUALITY", "LIMIT", "NAME"}, rows, page);
}

std::string account_text(const Catalog& catalog, std::size_t account, const Page& page) {
  const CatalogAccount& of = catalog.accounts[account];
  const std::string name = isolate(of.name.empty() ? of.id : of.name);
  return page.paint(Ink::kBold, name.empty() ? "WhatsApp account" : name) + "\n" +
         templates_text(of_account(catalog.templates, account), page) + "\n" +
         numbers_text(of_account(catalog.numbers, account), page) + "\n";
}

std::string closing_lines(const Catalog& catalog, const Page& page) {
  const auto templates = std::count_if(catalog.templates.begin(), catalog.templates.end(),
                                       [](const auto& each) { return is_approved(each) && is_for_campaigns(each); });
  const auto numbers = std::count_if(catalog.numbers.begin(), catalog.numbers.end(), is_connected);
  std::string text = paragraph("Ready to send: " + std::to_string(templates) + " of " +
                                   std::to_string(catalog.templates.size()) + " templates, " + std::to_string(numbers) +
                                   " of " + std::to_string(catalog.numbers.size()) + " numbers.",
                               Ink::kPlain, page);
  if (!std::all_of(catalog.templates.begin(), catalog.templates.end(), is_for_campaigns)) {
    text += paragraph("AUTHENTICATION templates cannot be used in campaigns.", Ink::kPlain, page);
  }
  return text;
}

}  // namespace

}  // namespace campaignd
