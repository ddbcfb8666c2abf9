#include "adapters/json/stopped_json.h"

#include "adapters/json/values.h"

namespace campaignd {

using json::Json;

std::string stopped_json(const OrderAnswer& answer) {
  Json json;
  json["version"] = 1;
  json["done"] = answer.done;
  json["message"] = answer.message;
  json["stopped"] = Json::array();
  for (const Stopped& row : answer.stopped) {
    Json each;
    each["id"] = row.id ? Json(row.id->str()) : Json(nullptr);
    each["handle"] = row.handle ? Json(row.handle->str()) : Json(nullptr);
    each["name"] = json::text_or_null(row.name);
    each["was"] = json::instant_or_null(row.was);
    each["isOff"] = row.is_off;
    each["detail"] = json::text_or_null(row.detail);
    json["stopped"].push_back(std::move(each));
  }
  return json::dumped(json);
}

}  // namespace campaignd
