// What the process asks of the kernel and the C library before anything else: no core that could hold the key, no death
// by a closed pipe, and memory that goes back when it is not needed.
#pragma once

namespace campaignd {

void harden_process();

// Gives memory back after a large piece of work; cheap where there is none to give.
void release_memory();

}  // namespace campaignd
