#include "core/told_instants.h"

#include <algorithm>

#include "core/instant.h"

namespace campaignd {

std::string with_told_instants(std::string_view sentence, const Zone& zone) {
  constexpr std::string_view kForm = "2026-12-01T15:00:00.000Z";
  constexpr std::size_t kTime = kForm.find('T');
  std::string told;
  std::size_t done = 0;
  for (std::size_t at = sentence.find('T'); at != std::string_view::npos; at = sentence.find('T', at + 1)) {
    if (at < done + kTime || at - kTime + kForm.size() > sentence.size()) continue;
    const std::string_view form = sentence.substr(at - kTime, kForm.size());
    const auto instant = form.back() == 'Z' ? parse_rfc3339(form) : std::nullopt;
    if (!instant) continue;
    told += sentence.substr(done, at - kTime - done);
    told += to_local_text(std::chrono::floor<std::chrono::seconds>(*instant), zone);
    done = at - kTime + kForm.size();
  }
  return told.append(sentence.substr(done));
}

}  // namespace campaignd
