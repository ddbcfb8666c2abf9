// Which number a campaign goes out from, and whose limit that number shares, as small integers that are cheap to
// compare. One number is its digits, whatever id or account it stands under; where only an id is known, that id.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog.h"
#include "core/observed_state.h"

namespace campaignd {

struct Sender {
  static constexpr std::uint32_t kUnknown = ~std::uint32_t{0};
  std::uint32_t number = kUnknown;
  std::uint32_t business = kUnknown;
  friend bool operator==(const Sender&, const Sender&) = default;
};

class Senders {
 public:
  // `catalog` may be null: then numbers are told apart by what the campaigns say of them, and no business is known.
  explicit Senders(const Catalog* catalog);

  [[nodiscard]] Sender of(const CatalogNumber& number) const;

  // Numbers that the catalog does not have are learnt as they are seen.
  Sender of(const ObservedCampaign& campaign);

 private:
  std::vector<std::pair<PhoneNumberId, Sender>> by_id_;  // sorted
  std::map<std::string, Sender> by_text_;                // digits, else the id
};

}  // namespace campaignd
