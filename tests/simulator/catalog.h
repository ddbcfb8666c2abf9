// The project's WhatsApp resources: the document that the API answers, and the templates and numbers in it by id.
// What left the document stays known by name, because campaigns still show it. Tolerates any document.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/json.h"

namespace campaignd::simulator {

struct Template {
  std::string id;
  std::string name;
  std::string language;
  std::string category;
  std::string status;
  std::string account;  // of the WhatsApp account it belongs to
  bool is_current = true;
};

struct PhoneNumber {
  std::string id;
  std::string display;  // +964 770 123 4567
  std::string number;   // +9647701234567
  std::string verified_name;
  std::string account;
  bool is_current = true;
};

class Catalog {
 public:
  // `resources` is the `data` of the API's answer.
  void replace(Json resources);
  [[nodiscard]] const Json& resources() const { return resources_; }

  // Sets fields of one template or number in the document. False where no such id is in it.
  bool edit_template(std::string_view id, const Json& fields);
  bool edit_number(std::string_view id, const Json& fields);

  // Current ones and those that left.
  [[nodiscard]] const Template* template_by_id(std::string_view id) const;
  [[nodiscard]] const PhoneNumber* number_by_id(std::string_view id) const;

  // For project files: an id, `name/language`, a name; an id, or the digits of a number.
  [[nodiscard]] std::optional<std::string> template_named(std::string_view words) const;
  [[nodiscard]] std::optional<std::string> number_named(std::string_view words) const;

  // Grows whenever what campaigns show of it may have changed.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  void read_again();

  Json resources_ = Json::object();
  std::map<std::string, Template, std::less<>> templates_;
  std::map<std::string, PhoneNumber, std::less<>> numbers_;
  std::uint64_t version_ = 0;
};

// A resources document of `businesses`, every field that is not given filled with a plain value, and the summary
// counted.
[[nodiscard]] Json complete_resources(const Json& project, Json businesses);

[[nodiscard]] bool is_object_id(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string digits_of(std::string_view text);

}  // namespace campaignd::simulator
