#include "adapters/spdlog/line_sink.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace campaignd {

void LineSink::sink_it_(const spdlog::details::log_msg& message) {
  std::string text;
  if (within_line_) text += '\n';
  if (lost_ > 0) text += "(" + std::to_string(lost_) + " lines of the log were lost here: its reader was too slow)\n";
  text.append(message.payload.data(), message.payload.size());
  text += '\n';
  if (write_all(text)) {
    lost_ = 0;
    within_line_ = false;
  } else {
    ++lost_;
  }
}

// In pieces that a pipe takes whole once it is ready, so that no write can block. False where the rest does not fit.
bool LineSink::write_all(std::string_view text) {
  while (!text.empty()) {
    pollfd ready{fd_, POLLOUT, 0};
    const int count = ::poll(&ready, 1, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || (ready.revents & POLLOUT) == 0) return false;
    const ssize_t written = ::write(fd_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
    within_line_ = !text.empty();
  }
  return true;
}

}  // namespace campaignd
