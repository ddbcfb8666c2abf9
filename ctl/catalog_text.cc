#include "catalog_text.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "core/display_text.h"
#include "table.h"

namespace campaignd {

namespace {

std::string templates_text(const Catalog& catalog, const Paint& paint);
std::string numbers_text(const Catalog& catalog, const Paint& paint);
std::string closing_line(const Catalog& catalog);

}  // namespace

std::string catalog_text(const Catalog& catalog, const Paint& paint) {
  return paint(Ink::kBold, "Templates (" + std::to_string(catalog.templates.size()) + ")") + "\n" +
         templates_text(catalog, paint) + "\n" +
         paint(Ink::kBold, "Phone numbers (" + std::to_string(catalog.numbers.size()) + ")") + "\n" +
         numbers_text(catalog, paint) + "\n" + closing_line(catalog) + "\n";
}

namespace {

// Only an APPROVED template, and only a CONNECTED number, can send (API reference, resources).
bool can_send(const CatalogTemplate& each) {
  return each.status == "APPROVED" && each.category != "AUTHENTICATION";
}
bool can_send(const CatalogNumber& each) {
  return each.status == "CONNECTED";
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : isolate(text);
}

// The account is worth a column only where there are several.
std::string account_of(const Catalog& catalog, std::size_t index) {
  if (catalog.accounts.size() < 2 || index >= catalog.accounts.size()) return "";
  const CatalogAccount& account = catalog.accounts[index];
  return or_dash(account.name.empty() ? account.id : account.name);
}

std::vector<std::string> heading(std::vector<std::string> columns, const Catalog& catalog) {
  if (catalog.accounts.size() > 1) columns.emplace_back("ACCOUNT");
  return columns;
}

std::string templates_text(const Catalog& catalog, const Paint& paint) {
  std::vector<const CatalogTemplate*> sorted;
  for (const CatalogTemplate& each : catalog.templates) sorted.push_back(&each);
  std::sort(sorted.begin(), sorted.end(), [](const CatalogTemplate* a, const CatalogTemplate* b) {
    return std::tie(a->name, a->language, a->account) < std::tie(b->name, b->language, b->account);
  });
  Table table(heading({"TEMPLATE", "STATUS", "CATEGORY", "ID"}, catalog));
  for (const CatalogTemplate* each : sorted) {
    const std::string name = each->language.empty() ? each->name : each->name + "/" + each->language;
    std::vector<Table::Cell> row{{or_dash(name)},
                                 {or_dash(each->status), can_send(*each) ? Ink::kGreen : Ink::kRed},
                                 {or_dash(each->category)},
                                 {each->id.str(), Ink::kDim}};
    if (catalog.accounts.size() > 1) row.push_back({account_of(catalog, each->account)});
    table.add(std::move(row));
  }
  return table.is_empty() ? "  none; templates are made in the OTPIQ dashboard\n" : table.text(2, paint);
}

std::string numbers_text(const Catalog& catalog, const Paint& paint) {
  Table table(heading({"NUMBER", "STATUS", "QUALITY", "LIMIT", "NAME", "ID"}, catalog));
  for (const CatalogNumber& each : catalog.numbers) {
    std::vector<Table::Cell> row{
        {each.number.shown()},         {or_dash(each.status), can_send(each) ? Ink::kGreen : Ink::kRed},
        {or_dash(each.quality)},       {or_dash(each.messaging_limit)},
        {or_dash(each.verified_name)}, {each.id.str(), Ink::kDim}};
    if (catalog.accounts.size() > 1) row.push_back({account_of(catalog, each.account)});
    table.add(std::move(row));
  }
  return table.is_empty() ? "  none; numbers are connected in the OTPIQ dashboard\n" : table.text(2, paint);
}

std::string closing_line(const Catalog& catalog) {
  const auto templates = std::count_if(catalog.templates.begin(), catalog.templates.end(),
                                       [](const CatalogTemplate& each) { return can_send(each); });
  const auto numbers = std::count_if(catalog.numbers.begin(), catalog.numbers.end(),
                                     [](const CatalogNumber& each) { return can_send(each); });
  return "Ready to send: " + std::to_string(templates) + " of " + std::to_string(catalog.templates.size()) +
         " templates, " + std::to_string(numbers) + " of " + std::to_string(catalog.numbers.size()) + " numbers.";
}

}  // namespace

}  // namespace campaignd
