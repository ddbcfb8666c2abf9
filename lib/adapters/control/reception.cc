#include "adapters/control/reception.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <initializer_list>
#include <limits>
#include <optional>
#include <system_error>

#include "adapters/control/framing.h"

namespace campaignd {
namespace {

constexpr std::size_t kPiece = 16384;
constexpr auto kNoDescriptorsFor = std::chrono::seconds(1);
// What is still being sent of a request that was refused is let run out, so that its sender reads why.
constexpr auto kLetsRunOutFor = std::chrono::seconds(2);
constexpr auto kLastWordsIn = std::chrono::seconds(1);
constexpr std::size_t kLetsRunOut = 32U << 20U;

bool has_nothing_now() {
  return errno == EAGAIN || errno == EINTR;
}

// Signals are the main loop's: a thread takes none, whoever starts it.
std::thread quiet_thread(std::function<void()> work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  std::optional<std::thread> thread;
  std::exception_ptr failure;
  try {
    thread.emplace(std::move(work));
  } catch (...) {
    failure = std::current_exception();
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (failure) std::rethrow_exception(failure);
  return *std::move(thread);
}

}  // namespace

Reception::Reception(std::shared_ptr<const SocketPlace> place, Limits limits, Serve serve)
    : limits_(limits),
      serve_(std::move(serve)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      place_(std::move(place)) {
  if (!wake_.is_open()) throw std::system_error(errno, std::generic_category(), "eventfd");
  thread_ = quiet_thread([this] { run(); });
}

Reception::~Reception() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  wake();
  thread_.join();
  for (auto& [number, connection] : connections_) {
    if (connection.server.joinable()) connection.server.join();
  }
}

void Reception::move_to(std::shared_ptr<const SocketPlace> place) {
  {
    const std::lock_guard lock(mutex_);
    next_place_ = std::move(place);
  }
  wake();
}

void Reception::wake() {
  ::eventfd_write(wake_.number(), 1);  // fails only where it is readable already
}

void Reception::run() {
  std::vector<pollfd> watched;
  std::vector<Number> numbers;
  while (take_orders()) {
    serve_those_who_wait();
    const Time now = std::chrono::steady_clock::now();
    watched.assign({{wake_.number(), POLLIN, 0}});
    // Without room nobody is taken from the backlog.
    if (!ends_at_ && now >= lets_in_again_ && (connections_.size() < kMostConnections || make_room())) {
      watched.push_back({place_->listener(), POLLIN, 0});
    }
    const std::size_t first = watched.size();
    numbers.clear();
    for (const auto& [number, connection] : connections_) {
      const bool writes = connection.stage == Stage::kWriting;
      const bool reads = connection.stage == Stage::kReading || connection.stage == Stage::kDraining;
      if (!writes && !reads) continue;
      watched.push_back({connection.socket.number(), static_cast<short>(writes ? POLLOUT : POLLIN), 0});
      numbers.push_back(number);
    }
    ::poll(watched.data(), watched.size(), time_to_sleep(now));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const short events = watched[first + i].revents;
      if (events != 0) attend(connections_.at(numbers[i]), events);
    }
    if (first == 2 && watched[1].revents != 0) let_in();
    end_those_who_are_late(std::chrono::steady_clock::now());
    std::erase_if(connections_, [](const auto& each) { return each.second.stage == Stage::kOver; });
  }
}

bool Reception::take_orders() {
  eventfd_t count = 0;
  ::eventfd_read(wake_.number(), &count);
  std::vector<std::pair<Number, std::string>> answers;
  bool is_over = false;
  {
    const std::lock_guard lock(mutex_);
    is_over = is_over_;
    answers.swap(answers_);
    if (next_place_) place_ = std::move(next_place_);
  }
  for (auto& [number, answer] : answers) {
    Connection& connection = connections_.at(number);
    connection.server.join();
    start_answer(connection, std::move(answer));
  }
  return !is_over || has_last_words();
}

// Whoever waits for an answer still gets it; nobody else is heard any more.
bool Reception::has_last_words() {
  const Time now = std::chrono::steady_clock::now();
  if (!ends_at_) ends_at_ = now + kLastWordsIn;
  std::erase_if(connections_, [](const auto& each) {
    return each.second.stage == Stage::kReading || each.second.stage == Stage::kDraining;
  });
  return now < *ends_at_ && !connections_.empty();
}

void Reception::let_in() {
  while (connections_.size() < kMostConnections || make_room()) {
    Descriptor socket(::accept4(place_->listener(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket.is_open()) {
      admit(std::move(socket));
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
      lets_in_again_ = std::chrono::steady_clock::now() + kNoDescriptorsFor;
    }
    if (errno != EINTR && errno != ECONNABORTED) return;
  }
}

// Of the user who has most connections, the one that came first: one that asks for nothing, else one that does not take
// its answer.
bool Reception::make_room() {
  std::map<uid_t, std::size_t> of_user;
  for (const auto& entry : connections_) ++of_user[entry.second.user];
  const auto first_of = [&](std::initializer_list<Stage> stages) {
    auto victim = connections_.end();
    for (auto it = connections_.begin(); it != connections_.end(); ++it) {
      if (std::find(stages.begin(), stages.end(), it->second.stage) == stages.end()) continue;
      if (victim == connections_.end() || of_user[it->second.user] > of_user[victim->second.user]) victim = it;
    }
    return victim;
  };
  auto victim = first_of({Stage::kReading, Stage::kDraining});
  if (victim == connections_.end()) victim = first_of({Stage::kWriting});
  if (victim == connections_.end()) return false;
  connections_.erase(victim);
  return true;
}

void Reception::admit(Descriptor socket) {
  Connection connection;
  connection.deadline = std::chrono::steady_clock::now() + limits_.request_time;
  const auto peer = peer_of(socket.number());
  connection.socket = std::move(socket);
  if (peer) {
    connection.user = peer->user;
    connection.person = person_of(*peer);
  }
  Connection& admitted = connections_.emplace(++last_, std::move(connection)).first->second;
  if (!peer || !may_speak(*peer, limits_.user, limits_.group)) {
    // Not a byte of what he sends is looked at.
    start_answer(admitted, plain_refusal({403,
                                          "this socket is for the members of the service's group: sudo usermod "
                                          "-aG campaignd $USER, then log in again"}));
  } else {
    read(admitted);
  }
}

void Reception::attend(Connection& connection, short events) {
  switch (connection.stage) {
    case Stage::kReading:
      return read(connection);
    case Stage::kWriting:
      return write(connection);
    case Stage::kDraining:
      return drain(connection);
    case Stage::kWaiting:
    case Stage::kServed:
    case Stage::kOver:
      break;
  }
  (void)events;
}

void Reception::read(Connection& connection) {
  std::array<char, kPiece> piece{};
  const ssize_t count = ::recv(connection.socket.number(), piece.data(), piece.size(), 0);
  if (count < 0 && has_nothing_now()) return;
  if (count <= 0) {
    connection.stage = Stage::kOver;
    return;
  }
  connection.bytes.append(piece.data(), static_cast<std::size_t>(count));
  look_at_request(connection);
}

void Reception::look_at_request(Connection& connection) {
  const Frame frame = frame_of(connection.bytes);
  if (const auto* whole = std::get_if<Whole>(&frame)) {
    connection.request = whole->size;
    connection.stage = Stage::kWaiting;
  } else if (const auto* refusal = std::get_if<Unacceptable>(&frame)) {
    start_answer(connection, plain_refusal(*refusal));
  } else if (std::get<NotWhole>(frame).wants_to_be_told_to_go_on && !connection.was_told_to_go_on) {
    constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    connection.was_told_to_go_on = true;
    ::send(connection.socket.number(), kGoOn.data(), kGoOn.size(), MSG_NOSIGNAL);
  }
}

void Reception::start_answer(Connection& connection, std::string answer) {
  connection.stage = Stage::kWriting;
  connection.bytes = std::move(answer);
  connection.done = 0;
  connection.deadline = std::chrono::steady_clock::now() + limits_.answer_time;
  write(connection);
}

void Reception::write(Connection& connection) {
  while (connection.done < connection.bytes.size()) {
    const ssize_t count = ::send(connection.socket.number(), connection.bytes.data() + connection.done,
                                 connection.bytes.size() - connection.done, MSG_NOSIGNAL);
    if (count < 0 && has_nothing_now()) return;
    if (count < 0) {
      connection.stage = Stage::kOver;
      return;
    }
    connection.done += static_cast<std::size_t>(count);
  }
  connection.bytes = {};
  ::shutdown(connection.socket.number(), SHUT_WR);
  connection.stage = Stage::kDraining;
  connection.deadline = std::chrono::steady_clock::now() + kLetsRunOutFor;
  drain(connection);
}

void Reception::drain(Connection& connection) {
  std::array<char, kPiece> piece{};
  while (true) {
    const ssize_t count = ::recv(connection.socket.number(), piece.data(), piece.size(), 0);
    if (count < 0 && has_nothing_now()) return;
    connection.discarded += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    if (count <= 0 || connection.discarded > kLetsRunOut) break;
  }
  connection.stage = Stage::kOver;
}

void Reception::serve_those_who_wait() {
  std::size_t under_way = served();
  for (auto& entry : connections_) {
    Connection& connection = entry.second;
    if (connection.stage != Stage::kWaiting || under_way >= kMostServed) continue;
    try {
      connection.server = quiet_thread([this, number = entry.first, &connection] {
        std::string answer;
        try {
          answer = serve_(std::string_view(connection.bytes).substr(0, connection.request), connection.person);
        } catch (const std::exception&) {
          answer = plain_refusal({500, "the service failed at answering this"});
        }
        {
          const std::lock_guard lock(mutex_);
          answers_.emplace_back(number, std::move(answer));
        }
        wake();
      });
      connection.stage = Stage::kServed;
      ++under_way;
    } catch (const std::system_error&) {
      start_answer(connection, plain_refusal({503, "the machine has no thread left; try again"}));
    }
  }
}

std::size_t Reception::served() const {
  return static_cast<std::size_t>(std::count_if(connections_.begin(), connections_.end(),
                                                [](const auto& each) { return each.second.stage == Stage::kServed; }));
}

void Reception::end_those_who_are_late(Time now) {
  for (auto& [number, connection] : connections_) {
    if (connection.stage == Stage::kServed || connection.stage == Stage::kWaiting || now < connection.deadline)
      continue;
    if (connection.stage == Stage::kReading && !connection.bytes.empty()) {
      start_answer(connection, plain_refusal({408, "the request did not come to its end in time"}));
    } else {
      connection.stage = Stage::kOver;
    }
  }
}

int Reception::time_to_sleep(Time now) const {
  std::optional<Time> first;
  if (ends_at_) first = ends_at_;
  if (now < lets_in_again_) first = std::min(first.value_or(lets_in_again_), lets_in_again_);
  for (const auto& [number, connection] : connections_) {
    if (connection.stage == Stage::kServed || connection.stage == Stage::kWaiting) continue;
    first = std::min(first.value_or(connection.deadline), connection.deadline);
  }
  if (!first) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

}  // namespace campaignd
