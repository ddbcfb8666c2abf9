// What the process asks of the kernel and the C library before anything else: no core that could hold the key, no death
// by a closed pipe or a file that grew too large, standard streams that are what their numbers say, files that nobody
// else reads, and memory that heap.h gives back.
#pragma once

namespace campaignd {

// Must come before anything is opened.
void harden_process();

// What would end a process that has no loop yet waits until it has one: a reload that comes early is no reason to die.
// Must come before there is a second thread.
void keep_requests_for_the_loop();

}  // namespace campaignd
