// The loop with real signals, descriptors and threads.
#include "adapters/systemd/event_loop.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "guarded_loop.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

struct Pipe {
  std::array<int, 2> ends{};
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void put() const { REQUIRE(::write(ends[1], "x", 1) == 1); }
  void take() const {
    char byte = 0;
    REQUIRE(::read(ends[0], &byte, 1) == 1);
  }
};

void signal_ourselves(int signal) {
  REQUIRE(::kill(::getpid(), signal) == 0);
}

}  // namespace

TEST_CASE("a signal comes to the loop, also one that came before the loop ran, and does not end the process") {
  GuardedLoop guarded;
  std::string came;
  const auto user = guarded.loop.on_signal(SIGUSR1, [&] { came += "usr1 "; });
  const auto hang_up = guarded.loop.on_signal(SIGHUP, [&] {
    came += "hup ";
    signal_ourselves(SIGTERM);
  });
  const auto terminate = guarded.loop.on_signal(SIGTERM, [&] {
    came += "term";
    guarded.loop.stop();
  });
  signal_ourselves(SIGUSR1);
  guarded.loop.post([] { signal_ourselves(SIGHUP); });

  guarded.run();

  CHECK(came == "usr1 hup term");
}

TEST_CASE("a thread that is started later does not take the loop's signals") {
  GuardedLoop guarded;
  const auto user = guarded.loop.on_signal(SIGUSR2, [&] { guarded.loop.stop(); });
  bool is_blocked = false;
  std::thread worker([&] {
    sigset_t mask;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    is_blocked = sigismember(&mask, SIGUSR2) == 1;
    signal_ourselves(SIGUSR2);
  });
  guarded.run();
  worker.join();
  CHECK(is_blocked);
}

TEST_CASE("a descriptor calls as long as something is left to read, and no longer") {
  GuardedLoop guarded;
  const Pipe pipe;
  int calls = 0;
  const auto source = guarded.loop.on_readable(pipe.ends[0], [&] {
    ++calls;
    pipe.take();
    if (calls == 3) guarded.loop.post([&] { guarded.loop.stop(); });
  });
  for (int i = 0; i < 3; ++i) pipe.put();
  guarded.run();
  CHECK(calls == 3);
}

TEST_CASE("who is dropped is not called any more, even from within its own call") {
  GuardedLoop guarded;
  const Pipe pipe;
  int calls = 0;
  std::optional<EventLoop::Source> source;
  source = guarded.loop.on_readable(pipe.ends[0], [&] {
    ++calls;
    source.reset();
    guarded.loop.post([&] { guarded.loop.stop(); });
  });
  pipe.put();
  pipe.put();
  guarded.run();
  CHECK(calls == 1);
}

TEST_CASE("what is posted runs on the loop's thread, in the order of each poster, also what a posted one posts") {
  GuardedLoop guarded;
  constexpr int kPosters = 4;
  constexpr int kPosts = 500;
  const auto loop_thread = std::this_thread::get_id();
  std::array<int, kPosters> next{};
  bool in_order = true;
  int done = 0;
  std::vector<std::thread> posters;
  for (std::size_t poster = 0; poster < kPosters; ++poster) {
    posters.emplace_back([&, poster] {
      for (int i = 0; i < kPosts; ++i) {
        guarded.loop.post([&, poster, i] {
          in_order = in_order && next.at(poster)++ == i && std::this_thread::get_id() == loop_thread;
          if (++done == kPosters * kPosts) guarded.loop.post([&] { guarded.loop.stop(); });
        });
      }
    });
  }
  guarded.run();
  for (std::thread& poster : posters) poster.join();
  CHECK(in_order);
  CHECK(done == kPosters * kPosts);
}

TEST_CASE("an exception of a callback ends the loop and comes out of it") {
  GuardedLoop guarded;
  guarded.loop.post([] { throw std::runtime_error("the worker died"); });
  CHECK_THROWS_WITH_AS(guarded.run(), "the worker died", std::runtime_error);
}
