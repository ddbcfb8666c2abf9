#include "core/policy/usable.h"

namespace campaignd {

std::optional<std::string> against_template(const CatalogTemplate& message_template) {
  if (message_template.status == "APPROVED") return std::nullopt;
  return "template " + message_template.name + "/" + message_template.language + " is " + message_template.status;
}

std::optional<std::string> against_number(const CatalogNumber& number) {
  if (number.status == "CONNECTED") return std::nullopt;
  return "number " + number.number.shown() + " is " + number.status;
}

}  // namespace campaignd
