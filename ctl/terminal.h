// Whether standard output is a person's terminal, how wide it is, and whether colour is welcome there.
#pragma once

#include <cstddef>

#include "paint.h"

namespace campaignd {

struct Terminal {
  Paint out = Paint::none();   // for standard output
  Paint talk = Paint::none();  // for standard error
  std::size_t width = 0;       // of standard output; 0: not a terminal
};

// Colour only on a terminal, without NO_COLOR (no-color.org: any value but the empty one) and where TERM names one that
// is not `dumb`. $COLUMNS is believed before the terminal.
Terminal look_at_terminal();

// Of standard output as it is now, since a person may change it; 0: not a terminal, or not known.
std::size_t height_of_terminal();

}  // namespace campaignd
