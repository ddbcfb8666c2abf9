#include "adapters/systemd/event_loop.h"

#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "adapters/files/descriptor.h"

namespace campaignd {
namespace {

// How late a timer may ring, so that the kernel can join wake-ups.
constexpr std::uint64_t kAccuracyUs = 5000;
// A time service that corrects in small steps wakes nobody.
constexpr auto kLeastJump = std::chrono::seconds(1);

void require(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

// Changes when the wall clock is set, and when the machine sleeps.
std::chrono::nanoseconds wall_ahead() {
  return std::chrono::system_clock::now().time_since_epoch() - std::chrono::steady_clock::now().time_since_epoch();
}

// A timer that never rings; the kernel tells through it when the wall clock was set.
struct ClockWatch {
  Descriptor never{::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)};
  std::chrono::nanoseconds told = wall_ahead();

  ClockWatch();
  bool has_jumped();
};

ClockWatch::ClockWatch() {
  itimerspec far{};
  far.it_value.tv_sec = std::numeric_limits<time_t>::max();
  if (!never.is_open() ||
      ::timerfd_settime(never.number(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far, nullptr) != 0) {
    throw std::system_error(errno, std::generic_category(), "watch the clock");
  }
}

bool ClockWatch::has_jumped() {
  std::uint64_t rings = 0;
  // Fails with ECANCELED, once for each time that the clock was set; the timer stays.
  if (::read(never.number(), &rings, sizeof rings) >= 0 || errno != ECANCELED) return false;
  const auto ahead = wall_ahead();
  if (std::chrono::abs(ahead - told) < kLeastJump) return false;
  told = ahead;
  return true;
}

template <class TimePoint>
std::uint64_t to_usec(TimePoint at) {
  const auto since = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
  // 0 would mean "off" to nobody, but a negative number is the far future to sd-event.
  return since < 0 ? 0 : static_cast<std::uint64_t>(since);
}

}  // namespace

struct EventLoop::State {
  sd_event* event = nullptr;
  int wake_fd = -1;
  std::mutex mutex;
  std::vector<Callback> posted;
  std::exception_ptr failure;
  Source wake_source;

  void call(const Callback& callback);
  void run_posted();
};

// What sd-event points at; it stays where it is while its owner moves.
class EventLoop::Registration {
 public:
  Registration(State& loop, Callback callback) : loop_(loop), callback_(std::move(callback)) {}
  ~Registration() { sd_event_source_disable_unref(source_); }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

  sd_event_source** slot() { return &source_; }
  [[nodiscard]] sd_event_source* source() const { return source_; }

  static int on_signal(sd_event_source*, const signalfd_siginfo*, void* self) { return fire(self); }
  static int on_io(sd_event_source*, int, std::uint32_t, void* self) { return fire(self); }
  static int on_time(sd_event_source*, std::uint64_t, void* self) { return fire(self); }

 private:
  static int fire(void* self) {
    const auto* registration = static_cast<Registration*>(self);
    // The callback may drop its own registration; neither it nor the loop may then be reached through it.
    State& loop = registration->loop_;
    const Callback callback = registration->callback_;
    loop.call(callback);
    return 0;
  }

  State& loop_;
  Callback callback_;
  sd_event_source* source_ = nullptr;
};

// Exceptions must not pass through sd-event, which is C: the loop ends and throws from `run`.
void EventLoop::State::call(const Callback& callback) {
  try {
    callback();
  } catch (...) {
    if (!failure) failure = std::current_exception();
    sd_event_exit(event, 0);
  }
}

void EventLoop::State::run_posted() {
  eventfd_t count = 0;
  ::eventfd_read(wake_fd, &count);
  std::vector<Callback> work;
  {
    const std::lock_guard lock(mutex);
    work.swap(posted);
  }
  for (const Callback& one : work) one();
}

EventLoop::EventLoop() : state_(std::make_unique<State>()) {
  require(sd_event_new(&state_->event), "event loop");
  state_->wake_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (state_->wake_fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  state_->wake_source = on_readable(state_->wake_fd, [state = state_.get()] { state->run_posted(); });
}

EventLoop::~EventLoop() {
  state_->wake_source = Source();
  ::close(state_->wake_fd);
  sd_event_unref(state_->event);
}

EventLoop::Source EventLoop::on_signal(int signal, Callback callback) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  require(-pthread_sigmask(SIG_BLOCK, &set, nullptr), "block a signal");
  auto registration = std::make_unique<Registration>(*state_, std::move(callback));
  require(
      sd_event_add_signal(state_->event, registration->slot(), signal, &Registration::on_signal, registration.get()),
      "watch a signal");
  return Source(std::move(registration));
}

EventLoop::Source EventLoop::on_readable(int fd, Callback callback) {
  auto registration = std::make_unique<Registration>(*state_, std::move(callback));
  require(sd_event_add_io(state_->event, registration->slot(), fd, EPOLLIN, &Registration::on_io, registration.get()),
          "watch a descriptor");
  return Source(std::move(registration));
}

EventLoop::Timer EventLoop::monotonic_timer(Callback callback) {
  auto registration = std::make_unique<Registration>(*state_, std::move(callback));
  require(sd_event_add_time(state_->event, registration->slot(), CLOCK_MONOTONIC, UINT64_MAX, kAccuracyUs,
                            &Registration::on_time, registration.get()),
          "make a timer");
  require(sd_event_source_set_enabled(registration->source(), SD_EVENT_OFF), "make a timer");
  return Timer(std::move(registration));
}

EventLoop::Timer EventLoop::wall_timer(Callback callback) {
  auto registration = std::make_unique<Registration>(*state_, std::move(callback));
  require(sd_event_add_time(state_->event, registration->slot(), CLOCK_REALTIME, UINT64_MAX, kAccuracyUs,
                            &Registration::on_time, registration.get()),
          "make a timer");
  require(sd_event_source_set_enabled(registration->source(), SD_EVENT_OFF), "make a timer");
  return Timer(std::move(registration));
}

EventLoop::Source EventLoop::on_clock_set(Callback callback) {
  const auto watch = std::make_shared<ClockWatch>();
  return on_readable(watch->never.number(), [watch, callback = std::move(callback)] {
    if (watch->has_jumped()) callback();
  });
}

void EventLoop::post(Callback work) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->posted.push_back(std::move(work));
  }
  ::eventfd_write(state_->wake_fd, 1);  // fails only where it is readable already
}

void EventLoop::run() {
  require(sd_event_loop(state_->event), "run the event loop");
  if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
}

void EventLoop::stop() {
  sd_event_exit(state_->event, 0);
}

EventLoop::Source::Source() = default;
EventLoop::Source::Source(std::unique_ptr<Registration> registration) : registration_(std::move(registration)) {}
EventLoop::Source::~Source() = default;
EventLoop::Source::Source(Source&&) noexcept = default;
EventLoop::Source& EventLoop::Source::operator=(Source&&) noexcept = default;

EventLoop::Timer::Timer() = default;
EventLoop::Timer::Timer(std::unique_ptr<Registration> registration) : registration_(std::move(registration)) {}
EventLoop::Timer::~Timer() = default;
EventLoop::Timer::Timer(Timer&&) noexcept = default;
EventLoop::Timer& EventLoop::Timer::operator=(Timer&&) noexcept = default;

void EventLoop::Timer::set(MonotonicTime at) {
  require(sd_event_source_set_time(registration_->source(), to_usec(at)), "set a timer");
  require(sd_event_source_set_enabled(registration_->source(), SD_EVENT_ONESHOT), "set a timer");
}

void EventLoop::Timer::set(WallTime at) {
  require(sd_event_source_set_time(registration_->source(), to_usec(at)), "set a timer");
  require(sd_event_source_set_enabled(registration_->source(), SD_EVENT_ONESHOT), "set a timer");
}

void EventLoop::Timer::off() {
  require(sd_event_source_set_enabled(registration_->source(), SD_EVENT_OFF), "stop a timer");
}

bool EventLoop::Timer::is_set() const {
  int enabled = SD_EVENT_OFF;
  require(sd_event_source_get_enabled(registration_->source(), &enabled), "look at a timer");
  return enabled != SD_EVENT_OFF;
}

}  // namespace campaignd
