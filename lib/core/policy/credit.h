// requireCredit: the project's credit has to last for all that is scheduled, the soonest first. What is reserved for a
// campaign has been taken from the credit already and is not counted twice. A cost that the service does not give says
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/observed_state.h"

namespace campaignd {

// Thousandths of an IQD, so that sums are exact whatever their order.
using Money = std::int64_t;

Money money_of(double iqd);
Money still_to_pay(const ObservedCampaign& campaign);

// `12500.5 IQD`.
std::string in_iqd(Money money);

// `credit is 1000 IQD, and with all that starts before it 1500 IQD are needed`; empty where the credit lasts.
std::optional<std::string> against_credit(Money credit, Money needed);

}  // namespace campaignd
