// Projects of any size from a seed, for load and for benchmarks. The same count, seed, mix and time give the same
// project.
#pragma once

#include <array>
#include <cstdint>

#include "simulator/json_fields.h"
#include "simulator/project.h"

namespace campaignd::simulator {

// What states the campaigns are in.
enum class Mix { kMixed, kScheduled, kDraft };
constexpr std::array<EnumWord<Mix>, 3> enum_words(Mix /*of*/) {
  return {{{"mixed", Mix::kMixed}, {"scheduled", Mix::kScheduled}, {"draft", Mix::kDraft}}};
}

// Three accounts, two numbers and 24 templates each (12 names, ar and en). Scheduled times lie on quarter hours from
// two hours to sixty days after `now`. Names are `campaign-000001` and so on; ids come from the seed.
[[nodiscard]] Project generate_project(int count, std::uint64_t seed, Mix mix, Instant now);

}  // namespace campaignd::simulator
