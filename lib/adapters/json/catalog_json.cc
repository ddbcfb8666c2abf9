#include "adapters/json/catalog_json.h"

#include "adapters/json/values.h"

namespace campaignd {

namespace {

using json::Json;
using json::text_or_null;

Json account_of(const Catalog& catalog, std::size_t index) {
  if (index >= catalog.accounts.size()) return nullptr;
  Json json;
  json["id"] = text_or_null(catalog.accounts[index].id);
  json["name"] = text_or_null(catalog.accounts[index].name);
  return json;
}

Json template_of(const Catalog& catalog, const CatalogTemplate& each) {
  Json json;
  json["id"] = each.id.text();
  json["name"] = each.name;
  json["language"] = text_or_null(each.language);
  json["category"] = text_or_null(each.category);
  json["status"] = text_or_null(each.status);
  json["account"] = account_of(catalog, each.account);
  return json;
}

Json number_of(const Catalog& catalog, const CatalogNumber& each) {
  Json json;
  json["id"] = each.id.text();
  json["number"] = each.number.shown();
  json["verifiedName"] = text_or_null(each.verified_name);
  json["status"] = text_or_null(each.status);
  json["quality"] = text_or_null(each.quality);
  json["messagingLimit"] = text_or_null(each.messaging_limit);
  json["account"] = account_of(catalog, each.account);
  return json;
}

}  // namespace

std::string catalog_json(const Catalog& catalog) {
  Json json;
  json["version"] = 1;
  json["templates"] = Json::array();
  for (const CatalogTemplate& each : catalog.templates) json["templates"].push_back(template_of(catalog, each));
  json["numbers"] = Json::array();
  for (const CatalogNumber& each : catalog.numbers) json["numbers"].push_back(number_of(catalog, each));
  return json::dumped(json);
}

}  // namespace campaignd
