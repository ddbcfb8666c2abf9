#include "core/policy/rules.h"

#include <algorithm>

namespace campaignd {

bool reads_time(const Verdict& verdict) {
  return verdict.rule == "sendHours" || verdict.rule == "spacing" || verdict.rule == "blackouts";
}

void put_in_order(std::vector<Verdict>& verdicts) {
  std::ranges::stable_sort(verdicts, {}, [](const Verdict& verdict) {
    return std::ranges::find(kRulesInOrder, verdict.rule) - kRulesInOrder.begin();
  });
}

const Verdict* first_objection(const std::vector<Verdict>& verdicts) {
  const auto it = std::ranges::find(verdicts, Answer::kObjects, &Verdict::answer);
  return it == verdicts.end() ? nullptr : &*it;
}

}  // namespace campaignd
