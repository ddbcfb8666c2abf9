// The main loop: signals, descriptors, timers and work handed over by other threads, all on the thread that runs it.
// What it calls for is dropped with the object that asked (Source, Timer), and nothing is called after that. Nobody
// above knows that it is sd-event. All but `post` belong to the loop's own thread.
#pragma once

#include <functional>
#include <memory>

#include "core/instant.h"

namespace campaignd {

using Callback = std::function<void()>;

class EventLoop {
 public:
  EventLoop();  // throws std::system_error where the machine has no descriptors or memory left
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  class Registration;

  // Something that the loop watches, for as long as this lives.
  class Source {
   public:
    Source();
    ~Source();
    Source(Source&&) noexcept;
    Source& operator=(Source&&) noexcept;

   private:
    friend class EventLoop;
    explicit Source(std::unique_ptr<Registration> registration);
    std::unique_ptr<Registration> registration_;
  };

  // A timer that is off until it is set, and off again once it has rung.
  class Timer {
   public:
    Timer();
    ~Timer();
    Timer(Timer&&) noexcept;
    Timer& operator=(Timer&&) noexcept;

    void set(MonotonicTime at);  // of a monotonic timer
    void set(WallTime at);       // of a wall timer
    void off();
    [[nodiscard]] bool is_set() const;

   private:
    friend class EventLoop;
    explicit Timer(std::unique_ptr<Registration> registration);
    std::unique_ptr<Registration> registration_;
  };

  // The signal is blocked in the calling thread, so that threads started later do not take it.
  Source on_signal(int signal, Callback callback);
  Source on_readable(int fd, Callback callback);  // `fd` is borrowed; level-triggered

  Timer monotonic_timer(Callback callback);
  // Rings when the wall clock shows the time: a clock that is set forward rings it at once, one set back later.
  Timer wall_timer(Callback callback);

  // The wall clock was set, either way, by more than a second since this was told last, or the machine slept: what was
  // due by it may be due anew.
  Source on_clock_set(Callback callback);

  // Runs `work` on the loop's thread, after whatever was posted before. Any thread.
  void post(Callback work);

  // Until `stop`; an exception of a callback ends it and comes out here.
  void run();
  void stop();  // loop thread; others post it

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace campaignd
