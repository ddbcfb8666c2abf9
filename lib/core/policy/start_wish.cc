#include "core/policy/start_wish.h"

#include "core/resolve.h"

namespace campaignd {

StartWish with_what_stands(StartWish wish, const ObservedCampaign& seen, const Catalog* catalog) {
  if (catalog == nullptr) return wish;
  if (wish.message_template == nullptr && seen.message_template)
    wish.message_template = find_template(*catalog, *seen.message_template);
  if (wish.number == nullptr && seen.phone_number) wish.number = find_number(*catalog, *seen.phone_number);
  return wish;
}

}  // namespace campaignd
