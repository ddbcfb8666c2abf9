// What goes out, for a person who wants to know tonight: one campaign after the other, soonest first, each with when,
// to how many, from which number, what is about to change, and what is wrong with it. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"
#include "core/sends.h"
#include "core/standstill.h"
#include "core/zone.h"
#include "paint.h"

namespace campaignd {

struct SendsTextOptions {
  Paint paint = Paint::none();
  std::size_t width = 0;    // columns to wrap at; 0: never
  Zone zone = Zone::utc();  // of campaigns that no file names
  std::optional<std::chrono::milliseconds> within;
  Standstill standstill;
};

std::string sends_text(const Plan& plan, const std::vector<Send>& sends, const SendsTextOptions& options);

}  // namespace campaignd
