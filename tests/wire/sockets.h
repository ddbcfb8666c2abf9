// What the kernel knows of loopback ports.
#pragma once

namespace campaignd::testing {

// Whether somebody takes connections there, at 127.0.0.1.
[[nodiscard]] bool accepts(int port);

// How many connections to that port at 127.0.0.1 neither side has begun to close.
[[nodiscard]] int open_connections(int port);

}  // namespace campaignd::testing
