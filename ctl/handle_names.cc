#include "handle_names.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace campaignd {

namespace {

constexpr std::size_t kLongest = 40;  // of what is made from a name; longer ones are no use in a table
constexpr std::size_t kIdEnd = 6;

bool is_letter_of_handle(char c) {
  return c >= 'a' && c <= 'z';
}

// Latin letters and digits, each run of anything else one dash.
std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_letter_of_handle(lower) || (lower >= '0' && lower <= '9')) {
      slug += lower;
    } else if (c != '\'' && !slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  // Cut between two words, where there are two.
  if (slug.size() > kLongest) {
    const std::size_t dash = slug.rfind('-', kLongest);
    slug.resize(dash == std::string::npos ? kLongest : dash);
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace

Handle HandleNames::make(std::string_view name, CampaignId id) {
  std::string base = slug_of(name);
  if (std::count_if(base.begin(), base.end(), is_letter_of_handle) < 2) {
    base = "campaign-" + std::string(id.text().substr(CampaignId::kLength - kIdEnd));
  }
  std::string text = base;
  for (int number = 2; !taken_.insert(text).second; ++number) text = base + "-" + std::to_string(number);
  auto handle = Handle::parse(text);
  if (!handle) throw std::logic_error("a handle was made that is none: " + text);
  return *std::move(handle);
}

}  // namespace campaignd
