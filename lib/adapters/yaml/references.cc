#include "adapters/yaml/references.h"

#include <algorithm>
#include <string>

#include "adapters/yaml/reader.h"
#include "core/display_text.h"
#include "core/limits.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

bool is_space(char32_t code) {
  return code == U' ' || code == U'\t' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F;
}
bool is_dash(char32_t code) {
  return code == U'-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}
bool is_plus(char32_t code) {
  return code == U'+' || code == 0xFF0B;
}
bool has_blanks(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

std::optional<std::string> ascii_digits(std::string_view text, Mark at, Findings& findings);

}  // namespace

std::optional<TemplateReference> read_template_reference(std::string_view text, Mark at, Findings& findings) {
  if (!has_no_directional_marks(text, "template", at, findings)) return std::nullopt;
  if (const auto id = TemplateId::parse(text)) return TemplateReference(*id);
  const auto slash = text.find('/');
  const bool has_language = slash != text.npos;
  const std::string_view name = text.substr(0, slash);
  const std::string_view language = has_language ? text.substr(slash + 1) : std::string_view{};
  const bool is_wrong =
      name.empty() || name.size() > kLongestTemplateName || has_blanks(text) ||
      (has_language && (language.empty() || language.size() > kLongestLanguage || language.find('/') != language.npos));
  if (is_wrong) {
    findings.error(at, "`template` must be `name/language`, a name alone, or a 24-hex id, not " + quoted(text));
    return std::nullopt;
  }
  TemplateName reference{std::string(name), std::nullopt};
  if (has_language) reference.language = std::string(language);
  return TemplateReference(std::move(reference));
}

std::optional<NumberReference> read_number_reference(std::string_view text, Mark at, Findings& findings) {
  if (const auto id = PhoneNumberId::parse(text)) return NumberReference(*id);
  auto digits = ascii_digits(text, at, findings);
  if (!digits) return std::nullopt;
  if (digits->substr(0, 1) == "0") {
    findings.error(at, "`phoneNumber` " + quoted(text) +
                           " begins with 0; write it with its country code, such as +964 770 123 4567");
    return std::nullopt;
  }
  if (digits->empty()) {
    findings.error(at, "`phoneNumber` has no digits; write a number with its country code, such as +964 770 123 4567");
    return std::nullopt;
  }
  if (digits->size() < kFewestDigits || digits->size() > kMostDigits) {
    findings.error(at, "`phoneNumber` " + quoted(text) + " has " + std::to_string(digits->size()) +
                           " digits; a number has " + std::to_string(kFewestDigits) + " to " +
                           std::to_string(kMostDigits) + " with its country code");
    return std::nullopt;
  }
  return NumberReference(PhoneDigits{std::move(*digits)});
}

namespace {

std::optional<std::string> ascii_digits(std::string_view text, Mark at, Findings& findings) {
  std::string digits;
  bool is_first = true;
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint code = first_code_point(rest);
    const std::string_view bytes = rest.substr(0, code.length);
    rest.remove_prefix(code.length);
    if (is_space(code.value) || directional_mark_name(code.value)) continue;
    if (const auto value = digit_value(code.value)) {
      digits += static_cast<char>('0' + *value);
    } else if (!(is_dash(code.value) && !is_first) && !(is_plus(code.value) && is_first)) {
      const std::string shown =
          looks_blank(code.value) ? "the invisible character " + code_point_name(code.value) : quoted(bytes);
      findings.error(at, "`phoneNumber` " + quoted(text) + " holds " + shown +
                             "; write digits, spaces, dashes and a + in front, or a 24-hex id");
      return std::nullopt;
    }
    is_first = false;
  }
  return digits;
}

}  // namespace
}  // namespace campaignd
