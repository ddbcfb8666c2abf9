#include "adapters/json/stopped_json.h"

namespace campaignd {

std::string stopped_json(const OrderAnswer& answer) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  write_order_answer(json, answer);
  json.end_object();
  return json.take();
}

void write_order_answer(json::Writer& json, const OrderAnswer& answer) {
  json.key("done").boolean(answer.done);
  json.key("message").text(answer.message);
  json.key("stopped").begin_array();
  for (const Stopped& row : answer.stopped) {
    json.begin_object();
    json.key("id").text_or_null(row.id ? row.id->text() : "");
    json.key("handle").text_or_null(row.handle ? row.handle->str() : "");
    json.key("name").text_or_null(row.name);
    json.key("was").instant_or_null(row.was);
    json.key("isOff").boolean(row.is_off);
    json.key("detail").text_or_null(row.detail);
    json.end_object();
  }
  json.end_array();
}

}  // namespace campaignd
