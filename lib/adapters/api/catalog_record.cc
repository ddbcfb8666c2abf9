#include "adapters/api/catalog_record.h"

#include <string>
#include <utility>

#include "adapters/api/object_reference.h"

namespace campaignd {

namespace {

// An account may be three bytes of JSON and costs a hundred here, so a hostile answer must not have as many as it
// likes.
constexpr std::size_t kMostAccounts = 10'000;

void add_account(simdjson::dom::object account, std::size_t business, const ApiKey& secret, FieldReader& fields,
                 Catalog& catalog);
void add_template(simdjson::dom::object record, const ApiKey& secret, Catalog& catalog);
void add_number(simdjson::dom::object record, const ApiKey& secret, Catalog& catalog);

// Calls `take` for every object of the list `name`, where there is one.
template <class Take>
void for_each_object(simdjson::dom::object parent, std::string_view name, FieldReader& fields, const Take& take) {
  const auto value = find_field(parent, name);
  if (!value) return;
  const auto list = fields.array(name, *value);
  if (!list) return;
  for (const JsonValue record : *list) {
    if (const auto object = fields.object(name, record)) take(*object);
  }
}

}  // namespace

Catalog read_catalog(simdjson::dom::object data, const ApiKey& secret, FieldReader& fields) {
  Catalog catalog;
  // An answer without the list would read as a project without templates, and every entry as naming an unknown one.
  if (!find_field(data, "businesses")) fields.refuse("it has no businesses");
  std::size_t business_index = 0;
  for_each_object(data, "businesses", fields, [&](simdjson::dom::object business) {
    for_each_object(business, "whatsappAccounts", fields, [&](simdjson::dom::object account) {
      add_account(account, business_index, secret, fields, catalog);
    });
    ++business_index;
  });
  return catalog;
}

namespace {

void add_account(simdjson::dom::object account, std::size_t business, const ApiKey& secret, FieldReader& fields,
                 Catalog& catalog) {
  if (catalog.accounts.size() == kMostAccounts) {
    fields.refuse("it has more than " + std::to_string(kMostAccounts) + " accounts");
  }
  if (!fields.is_good()) return;
  FieldReader lenient(secret);
  CatalogAccount result{first_text(account, {"id", "whatsappBusinessId"}, lenient),
                        first_text(account, {"name"}, lenient), business};
  if (result.id.empty()) result.id = "account-" + std::to_string(catalog.accounts.size() + 1);
  catalog.accounts.push_back(std::move(result));
  for_each_object(account, "templates", fields,
                  [&](simdjson::dom::object record) { add_template(record, secret, catalog); });
  for_each_object(account, "phoneNumbers", fields,
                  [&](simdjson::dom::object record) { add_number(record, secret, catalog); });
}

void add_template(simdjson::dom::object record, const ApiKey& secret, Catalog& catalog) {
  const auto id = read_own_id<TemplateId>(record);
  if (!id) return;
  FieldReader lenient(secret);
  catalog.templates.push_back({
      .id = *id,
      .name = first_text(record, {"name"}, lenient),
      .language = first_text(record, {"language"}, lenient),
      .category = first_text(record, {"category"}, lenient),
      .status = first_text(record, {"status"}, lenient),
      .account = catalog.accounts.size() - 1,
  });
}

void add_number(simdjson::dom::object record, const ApiKey& secret, Catalog& catalog) {
  const auto id = read_own_id<PhoneNumberId>(record);
  if (!id) return;
  FieldReader lenient(secret);
  catalog.numbers.push_back({
      .id = *id,
      .number = digits_of(first_text(record, {"phoneNumber", "displayPhoneNumber"}, lenient)),
      .display = first_text(record, {"displayPhoneNumber", "phoneNumber"}, lenient),
      .verified_name = first_text(record, {"verifiedName"}, lenient),
      .status = first_text(record, {"status"}, lenient),
      .quality = first_text(record, {"qualityRating"}, lenient),
      .messaging_limit = first_text(record, {"messagingLimit"}, lenient),
      .account = catalog.accounts.size() - 1,
  });
}

}  // namespace

}  // namespace campaignd
