// Changes of memory, put together and made. Pure.
#pragma once

#include "core/memory.h"

namespace campaignd {

// Memory with `changes` made. `is_clone`, pause and approvals included.
void apply(const MemoryChanges& changes, Memory& memory);

// `later` on top of `earlier`.
void append(MemoryChanges& earlier, MemoryChanges later);

// Of several changes to one campaign or binding the last alone.
void keep_newest(MemoryChanges& changes);

}  // namespace campaignd
