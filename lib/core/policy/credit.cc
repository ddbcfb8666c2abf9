#include "core/policy/credit.h"

#include <algorithm>
#include <cmath>

namespace campaignd {
namespace {

constexpr Money kThousandths = 1000;

// Beyond it no project has money, and sums of ten thousand do not overflow.
constexpr double kMostIqd = 1e11;

}  // namespace

Money money_of(double iqd) {
  if (std::isnan(iqd)) return 0;
  return std::llround(std::clamp(iqd, -kMostIqd, kMostIqd) * static_cast<double>(kThousandths));
}

Money still_to_pay(const ObservedCampaign& campaign) {
  return std::max<Money>(0, money_of(campaign.estimated_cost.value_or(0)) - money_of(campaign.reserved.value_or(0)));
}

std::string in_iqd(Money money) {
  const Money whole = money / kThousandths;
  std::string text = (money < 0 && whole == 0 ? "-" : "") + std::to_string(whole);
  if (const Money rest = std::abs(money % kThousandths); rest != 0) {
    std::string digits = std::to_string(kThousandths + rest).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += "." + digits;
  }
  return text + " IQD";
}

std::optional<std::string> against_credit(Money credit, Money needed) {
  if (needed <= credit) return std::nullopt;
  return "the credit is " + in_iqd(credit) + ", and with all that is scheduled before it " + in_iqd(needed) +
         " are needed";
}

}  // namespace campaignd
