#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace campaignd {

namespace {

std::string_view from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? "" : value;
}

Paint paint_for(int file) {
  const std::string_view term = from_environment("TERM");
  const bool welcome = isatty(file) == 1 && from_environment("NO_COLOR").empty() && !term.empty() && term != "dumb";
  return welcome ? Paint::ansi() : Paint::none();
}

// What a person set on purpose counts more than what the terminal says.
std::size_t width_of(int file) {
  constexpr std::size_t kUsual = 80;
  constexpr std::size_t kWidest = 10000;
  if (isatty(file) != 1) return 0;
  const std::string_view columns = from_environment("COLUMNS");
  std::size_t set = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), set);
  if (error == std::errc() && end == columns.data() + columns.size() && set > 0 && set <= kWidest) return set;
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

}  // namespace

std::size_t height_of_terminal() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

Terminal look_at_terminal() {
  return {paint_for(STDOUT_FILENO), paint_for(STDERR_FILENO), width_of(STDOUT_FILENO)};
}

}  // namespace campaignd
