// The rows of the table, each measured on a project of its own.
#pragma once

#include "bench/measuring.h"

namespace campaignd::bench {

Row calls_of_a_quiet_reconcile();
Row calls_when_the_catalog_is_old();
Row writes_for_those_that_differ();
Row thousand_updates();
Row cpu_of_a_quiet_reconcile();
Row cpu_after_an_edit();
Row cpu_of_a_plan();
Row cpu_of_a_hostile_plan();
Row edit_to_patch();
Row cost_of_the_journal();
Row time_of_a_status();
Row start_to_ready();
Row start_again_to_ready();
Row memory_when_idle();
Row wake_ups_when_idle();

}  // namespace campaignd::bench
