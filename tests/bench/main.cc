// Measures, prints a row for each measure, and ends with 1 where a target is missed. README.md explains the rows.
#include <malloc.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "bench/rows.h"

namespace {

using campaignd::bench::Row;

struct Measure {
  std::string_view word;  // what asks for it on the command line
  Row (*run)();
};

constexpr std::array kMeasures{Measure{"calls", campaignd::bench::calls_of_a_quiet_reconcile},
                               Measure{"catalog", campaignd::bench::calls_when_the_catalog_is_old},
                               Measure{"writes", campaignd::bench::writes_for_those_that_differ},
                               Measure{"updates", campaignd::bench::thousand_updates},
                               Measure{"quiet-cpu", campaignd::bench::cpu_of_a_quiet_reconcile},
                               Measure{"edit-cpu", campaignd::bench::cpu_after_an_edit},
                               Measure{"plan-cpu", campaignd::bench::cpu_of_a_plan},
                               Measure{"hostile-cpu", campaignd::bench::cpu_of_a_hostile_plan},
                               Measure{"edit-time", campaignd::bench::edit_to_patch},
                               Measure{"journal-cost", campaignd::bench::cost_of_the_journal},
                               Measure{"status", campaignd::bench::time_of_a_status},
                               Measure{"first-start", campaignd::bench::start_to_ready},
                               Measure{"next-start", campaignd::bench::start_again_to_ready},
                               Measure{"memory", campaignd::bench::memory_when_idle},
                               Measure{"wake-ups", campaignd::bench::wake_ups_when_idle}};

bool is_wanted(std::string_view word, int count, char** words) {
  for (int i = 1; i < count; ++i) {
    if (word == words[i]) return true;
  }
  return count == 1;
}

}  // namespace

int main(int count, char** words) {
  // As daemon/process_setup.cc has it: what is measured in this process is not to pay for pages that the service keeps.
  constexpr int kNever = 1 << 30;
  ::mallopt(M_TRIM_THRESHOLD, kNever);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  // Not /tmp: it is everybody's, and a service is woken by whatever comes or goes in a directory above its file.
  ::setenv("TMPDIR", "/var/tmp", /*overwrite=*/0);
  std::printf("on %s\n", campaignd::bench::machine().c_str());
  int measured = 0;
  for (const Measure& measure : kMeasures) {
    if (!is_wanted(measure.word, count, words)) continue;
    Row row;
    try {
      row = measure.run();
    } catch (const std::exception& error) {
      row = {std::string(measure.word), error.what(), "", false};
    }
    std::printf("%-52s  %-58s  %-26s  %s\n", row.name.c_str(), row.measured.c_str(), row.target.c_str(),
                row.is_met ? "ok" : "over");
    std::fflush(stdout);
    ++measured;
  }
  if (measured == 0) {
    std::printf("usage: campaignd_bench [MEASURE…], of:");
    for (const Measure& measure : kMeasures) std::printf(" %s", std::string(measure.word).c_str());
    std::printf("\n");
    return 1;
  }
  return 0;  // a slow machine fails no build
}
