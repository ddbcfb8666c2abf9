#include "adapters/json/catalog_json.h"

#include <cstddef>

#include "adapters/json/writer.h"

namespace campaignd {

namespace {

void write_owner(json::Writer& json, const Catalog& catalog, std::size_t index) {
  if (index >= catalog.accounts.size()) return json.null();
  json.begin_object();
  json.key("id").text_or_null(catalog.accounts[index].id);
  json.key("name").text_or_null(catalog.accounts[index].name);
  json.end_object();
}

void write_template(json::Writer& json, const Catalog& catalog, const CatalogTemplate& each) {
  json.begin_object();
  json.key("id").text(each.id.text());
  json.key("name").text(each.name);
  json.key("language").text_or_null(each.language);
  json.key("category").text_or_null(each.category);
  json.key("status").text_or_null(each.status);
  json.key("account");
  write_owner(json, catalog, each.account);
  json.end_object();
}

void write_number(json::Writer& json, const Catalog& catalog, const CatalogNumber& each) {
  json.begin_object();
  json.key("id").text(each.id.text());
  json.key("number").text(each.number.shown());
  json.key("verifiedName").text_or_null(each.verified_name);
  json.key("status").text_or_null(each.status);
  json.key("quality").text_or_null(each.quality);
  json.key("messagingLimit").text_or_null(each.messaging_limit);
  json.key("account");
  write_owner(json, catalog, each.account);
  json.end_object();
}

}  // namespace

std::string catalog_json(const Catalog& catalog) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("templates").begin_array();
  for (const CatalogTemplate& each : catalog.templates) write_template(json, catalog, each);
  json.end_array();
  json.key("numbers").begin_array();
  for (const CatalogNumber& each : catalog.numbers) write_number(json, catalog, each);
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace campaignd
