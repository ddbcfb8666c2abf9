// Why a campaign is, or is not, going to be changed: one plain sentence or two about what will happen to it, then every
// rule that was asked. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/plan.h"
#include "paint.h"

namespace campaignd {

struct WhyTextOptions {
  Paint paint = Paint::none();
  std::size_t width = 0;   // columns to wrap at; 0: never
  std::string standstill;  // why campaignd does not make the plan's changes; empty: it makes them
};

std::string why_text(const Plan& plan, const PlanEntry& entry, const std::vector<Verdict>& rules,
                     const WhyTextOptions& options);

// The sentences alone, without a line break.
std::string outcome_sentences(const PlanEntry& entry, WallTime now, const std::string& standstill);

}  // namespace campaignd
