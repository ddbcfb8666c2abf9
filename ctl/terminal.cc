#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace campaignd {

namespace {

std::string_view from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? "" : value;
}

Paint paint_for(int file) {
  const bool welcome = isatty(file) == 1 && from_environment("NO_COLOR").empty() && from_environment("TERM") != "dumb";
  return welcome ? Paint::ansi() : Paint::none();
}

std::size_t width_of(int file) {
  constexpr std::size_t kUsual = 80;
  if (isatty(file) != 1) return 0;
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

}  // namespace

Terminal look_at_terminal() {
  return {paint_for(STDOUT_FILENO), paint_for(STDERR_FILENO), width_of(STDOUT_FILENO)};
}

}  // namespace campaignd
