// Why a campaign is, or is not, going to be changed: one plain sentence or two about what will happen to it, then every
// rule that was asked. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/plan.h"
#include "core/standstill.h"
#include "core/zone.h"
#include "paint.h"

namespace campaignd {

struct WhyTextOptions {
  Paint paint = Paint::none();
  std::size_t width = 0;  // columns to wrap at; 0: never
  Standstill standstill;
  std::string settings_file;  // for the commands that are shown
};

std::string why_text(const Plan& plan, const PlanEntry& entry, const std::vector<Verdict>& rules,
                     const WhyTextOptions& options);

// The sentences alone, without a line break.
std::string outcome_sentences(const PlanEntry& entry, WallTime now, const Standstill& standstill);

// Of a campaign that no entry names, or none any more: what becomes of it.
std::string unmanaged_sentences(const Unmanaged& campaign, WallTime now, const Zone& zone,
                                const WhyTextOptions& options);
std::string why_unmanaged_text(const Unmanaged& campaign, WallTime now, const Zone& zone,
                               const WhyTextOptions& options);

}  // namespace campaignd
