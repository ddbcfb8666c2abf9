#include "process/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {  // glibc 2.36's own header forgets it
#include <sys/pidfd.h>
}

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace campaignd::testing {

namespace {

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// Where the child writes, and where we read it.
struct Channel {
  Descriptor ours;
  Descriptor theirs;
};

Channel pipe_channel();
Channel terminal_channel(int columns);
pid_t spawn(const Program& program, int output, int errors);
// Appends what is there now; false at the end.
bool read_some(int from, std::string& to);

}  // namespace

// Reads and reaps on a thread of its own, so that a child never waits for a test that is busy elsewhere.
class ChildProcess::Watch {
 public:
  explicit Watch(const Program& program) {
    Channel output = program.terminal_columns == 0 ? pipe_channel() : terminal_channel(program.terminal_columns);
    Channel errors = pipe_channel();
    const int errors_to = program.terminal_columns == 0 ? errors.theirs.number() : output.theirs.number();
    pid = spawn(program, output.theirs.number(), errors_to);
    process_ = Descriptor(::pidfd_open(pid, 0));
    if (process_.number() < 0) check(errno, "pidfd_open");
    output_ = std::move(output.ours);
    errors_ = std::move(errors.ours);
    thread_ = std::thread([this] { follow(); });
  }
  ~Watch() {
    signal(SIGKILL);
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // By the descriptor: the number may be another process's by now.
  void signal(int number) const { ::pidfd_send_signal(process_.number(), number, nullptr, 0); }

  template <class Condition>
  bool wait(std::chrono::milliseconds deadline, Condition condition) {
    std::unique_lock lock(mutex);
    return changed_.wait_for(lock, deadline, condition);
  }

  pid_t pid = 0;
  std::mutex mutex;  // of what follows
  Ended seen;
  bool is_over = false;

 private:
  void follow() {
    std::array<pollfd, 3> waiting{
        {{output_.number(), POLLIN, 0}, {errors_.number(), POLLIN, 0}, {process_.number(), POLLIN, 0}}};
    while (waiting[2].revents == 0) {
      if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
      take(waiting[0], seen.output);
      take(waiting[1], seen.errors);
    }
    // It wrote nothing after its end; all of it is there to be read.
    while (take(waiting[0], seen.output)) continue;
    while (take(waiting[1], seen.errors)) continue;
    int status = 0;
    ::waitpid(pid, &status, 0);
    const std::lock_guard lock(mutex);
    if (WIFEXITED(status)) seen.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) seen.signal = WTERMSIG(status);
    is_over = true;
    changed_.notify_all();
  }

  bool take(pollfd& from, std::string& to) {
    if (from.fd < 0) return false;
    std::string text;
    const bool goes_on = read_some(from.fd, text);
    if (!goes_on) from.fd = -1;  // poll leaves it out from now on
    const std::lock_guard lock(mutex);
    to += text;
    changed_.notify_all();
    return goes_on && !text.empty();
  }

  Descriptor output_;
  Descriptor errors_;
  Descriptor process_;
  std::condition_variable changed_;
  std::thread thread_;
};

ChildProcess::ChildProcess(const Program& program) : watch_(std::make_unique<Watch>(program)) {}

ChildProcess::~ChildProcess() = default;

pid_t ChildProcess::pid() const {
  return watch_->pid;
}

void ChildProcess::signal(int number) {
  watch_->signal(number);
}

std::string ChildProcess::output() const {
  const std::lock_guard lock(watch_->mutex);
  return watch_->seen.output;
}

std::string ChildProcess::errors() const {
  const std::lock_guard lock(watch_->mutex);
  return watch_->seen.errors;
}

bool ChildProcess::says(std::string_view text, std::chrono::milliseconds deadline) {
  const Ended& seen = watch_->seen;
  const auto is_said = [&] { return seen.output.find(text) != text.npos || seen.errors.find(text) != text.npos; };
  bool said = false;
  watch_->wait(deadline, [&] { return (said = is_said()) || watch_->is_over; });
  return said;
}

std::optional<Ended> ChildProcess::wait(std::chrono::milliseconds deadline) {
  if (!watch_->wait(deadline, [this] { return watch_->is_over; })) return std::nullopt;
  return watch_->seen;
}

Ended run(const Program& program, std::chrono::milliseconds deadline) {
  ChildProcess child(program);
  if (auto ended = child.wait(deadline)) return *ended;
  child.signal(SIGKILL);
  return child.wait(std::chrono::hours(1)).value_or(Ended{});
}

namespace {

Channel pipe_channel() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) check(errno, "pipe2");
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Channel terminal_channel(int columns) {
  int ours = -1;
  int theirs = -1;
  winsize size{};
  size.ws_row = 50;
  size.ws_col = static_cast<unsigned short>(columns);
  termios raw{};
  ::cfmakeraw(&raw);  // a line's end stays one byte
  if (::openpty(&ours, &theirs, nullptr, &raw, &size) != 0) check(errno, "openpty");
  ::fcntl(ours, F_SETFD, FD_CLOEXEC);
  ::fcntl(theirs, F_SETFD, FD_CLOEXEC);
  ::fcntl(ours, F_SETFL, O_NONBLOCK);
  return {Descriptor(ours), Descriptor(theirs)};
}

bool read_some(int from, std::string& to) {
  std::array<char, 16384> piece{};
  const ssize_t count = ::read(from, piece.data(), piece.size());
  if (count > 0) to.append(piece.data(), static_cast<std::size_t>(count));
  // EIO: nobody has the terminal open any more.
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_of(const Program& program) {
  std::vector<std::string> environment;
  for (const auto& [name, value] : program.environment) environment.push_back(name + "=" + value);
  for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): a test changes no environment
    if (const char* value = std::getenv(name)) environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

// The file actions and attributes of one spawn.
class SpawnPlan {
 public:
  SpawnPlan() {
    check(::posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
    check(::posix_spawnattr_init(&attributes), "posix_spawnattr_init");
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

pid_t spawn(const Program& program, int output, int errors) {
  SpawnPlan plan;
  check(::posix_spawn_file_actions_addopen(&plan.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0), "standard input");
  check(program.output_file.empty()
            ? ::posix_spawn_file_actions_adddup2(&plan.actions, output, STDOUT_FILENO)
            : ::posix_spawn_file_actions_addopen(&plan.actions, STDOUT_FILENO, program.output_file.c_str(),
                                                 O_WRONLY | O_CREAT | O_TRUNC, 0600),
        "standard output");
  check(::posix_spawn_file_actions_adddup2(&plan.actions, errors, STDERR_FILENO), "standard error");
  if (!program.directory.empty()) {
    check(::posix_spawn_file_actions_addchdir_np(&plan.actions, program.directory.c_str()), "directory");
  }
  // As a shell starts it: what the test blocks or ignores is not the child's concern.
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  ::posix_spawnattr_setsigmask(&plan.attributes, &none);
  ::posix_spawnattr_setsigdefault(&plan.attributes, &all);
  ::posix_spawnattr_setflags(&plan.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> arguments = program.arguments;
  arguments.insert(arguments.begin(), program.path);
  std::vector<std::string> environment = environment_of(program);
  pid_t pid = 0;
  check(::posix_spawn(&pid, program.path.c_str(), &plan.actions, &plan.attributes, pointers_to(arguments).data(),
                      pointers_to(environment).data()),
        program.path.c_str());
  return pid;
}

}  // namespace

}  // namespace campaignd::testing
