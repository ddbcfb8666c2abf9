// The running service for a person at a terminal: first what keeps it from working and the command that ends that, then
// what it last did, what goes out next with what locks or blocks each, and what is not as the file says. Times are told
// in the campaign's own zone with how far away they are. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "labelled_text.h"
#include "paint.h"
#include "service_status.h"

namespace campaignd {

struct StatusTextOptions {
  Paint paint = Paint::none();
  std::size_t width = 0;      // columns to wrap at; 0: never, as for a pipe
  std::string settings_file;  // for the commands that are shown

  [[nodiscard]] Page page() const { return {paint, width}; }
};

std::string status_text(const ServiceStatus& status, const StatusTextOptions& options);

}  // namespace campaignd
