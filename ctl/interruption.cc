#include "interruption.h"

#include <pthread.h>

#include <csignal>
#include <ctime>
#include <utility>

namespace campaignd {

namespace {

bool is_ignored(int signal) {
  struct sigaction now {};
  return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t interrupting() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  if (!is_ignored(SIGHUP)) sigaddset(&signals, SIGHUP);  // it is under nohup, and would come all the same if blocked
  return signals;
}

}  // namespace

Interruption::Interruption(std::function<void()> on_request) {
  const sigset_t signals = interrupting();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  watch_ = std::jthread([this, signals, on_request = std::move(on_request)](const std::stop_token& end) {
    constexpr timespec kLookAgain{0, 50'000'000};
    while (!end.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &kLookAgain) < 0) continue;
      stop_.request_stop();
      on_request();
      pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // the next one is not asked twice
      return;
    }
  });
}

Interruption::~Interruption() = default;

}  // namespace campaignd
