#include "adapters/control/reception.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <initializer_list>
#include <limits>
#include <optional>
#include <system_error>

#include "adapters/control/framing.h"
#include "adapters/systemd/signals_blocked.h"

namespace campaignd {
namespace {

constexpr auto kNoDescriptorsFor = std::chrono::seconds(1);
constexpr auto kLastWordsIn = std::chrono::seconds(1);

using Stage = Connection::Stage;

std::thread quiet_thread(std::function<void()> work) {
  const SignalsBlocked blocked;
  return std::thread(std::move(work));
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
  for (auto& [number, visitor] : visitors_) {
    if (visitor.server.joinable()) visitor.server.join();
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
  std::vector<Connection*> awaited;
  while (take_orders()) {
    serve_those_who_wait();
    const Time now = std::chrono::steady_clock::now();
    watched.assign({{wake_.number(), POLLIN, 0}});
    // Without room nobody is taken from the backlog.
    if (!ends_at_ && now >= lets_in_again_ && (visitors_.size() < kMostConnections || make_room())) {
      watched.push_back({place_->listener(), POLLIN, 0});
    }
    const std::size_t first = watched.size();
    awaited.clear();
    for (auto& [number, visitor] : visitors_) {
      const Stage stage = visitor.connection.stage();
      const bool writes = stage == Stage::kWriting;
      const bool reads = stage == Stage::kReading || stage == Stage::kDraining;
      if (!writes && !reads) continue;
      watched.push_back({visitor.connection.socket(), static_cast<short>(writes ? POLLOUT : POLLIN), 0});
      awaited.push_back(&visitor.connection);
    }
    ::poll(watched.data(), watched.size(), time_to_sleep(now));
    for (std::size_t i = 0; i < awaited.size(); ++i) {
      if (watched[first + i].revents != 0) awaited[i]->attend();
    }
    if (first == 2 && watched[1].revents != 0) let_in();
    const Time then = std::chrono::steady_clock::now();
    for (auto& [number, visitor] : visitors_) visitor.connection.end_if_late(then);
    std::erase_if(visitors_, [](const auto& each) { return each.second.connection.stage() == Stage::kOver; });
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
    Visitor& visitor = visitors_.at(number);
    visitor.server.join();
    visitor.connection.start_answer(std::move(answer));
  }
  return !is_over || has_last_words();
}

// Whoever waits for an answer still gets it; nobody else is heard any more.
bool Reception::has_last_words() {
  const Time now = std::chrono::steady_clock::now();
  if (!ends_at_) ends_at_ = now + kLastWordsIn;
  std::erase_if(visitors_, [](const auto& each) {
    const Stage stage = each.second.connection.stage();
    return stage == Stage::kReading || stage == Stage::kDraining;
  });
  return now < *ends_at_ && !visitors_.empty();
}

void Reception::let_in() {
  while (visitors_.size() < kMostConnections || make_room()) {
    Descriptor socket(::accept4(place_->listener(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket.is_open()) {
      visitors_.emplace(++last_, Visitor{Connection(std::move(socket), limits_)});
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
  for (const auto& entry : visitors_) ++of_user[entry.second.connection.user()];
  const auto first_of = [&](std::initializer_list<Stage> stages) {
    auto victim = visitors_.end();
    for (auto it = visitors_.begin(); it != visitors_.end(); ++it) {
      const Connection& each = it->second.connection;
      if (std::find(stages.begin(), stages.end(), each.stage()) == stages.end()) continue;
      if (victim == visitors_.end() || of_user[each.user()] > of_user[victim->second.connection.user()]) victim = it;
    }
    return victim;
  };
  auto victim = first_of({Stage::kReading, Stage::kDraining});
  if (victim == visitors_.end()) victim = first_of({Stage::kWriting});
  if (victim == visitors_.end()) return false;
  visitors_.erase(victim);
  return true;
}

void Reception::serve_those_who_wait() {
  std::size_t under_way = served();
  for (auto& [number, visitor] : visitors_) {
    Connection& connection = visitor.connection;
    if (connection.stage() != Stage::kWaiting || under_way >= kMostServed) continue;
    try {
      visitor.server = quiet_thread([this, number = number, &connection] {
        std::string answer;
        try {
          answer = serve_(connection.request(), connection.person());
        } catch (const std::exception&) {
          answer = plain_refusal({500, "the service failed at answering this"});
        }
        {
          const std::lock_guard lock(mutex_);
          answers_.emplace_back(number, std::move(answer));
        }
        wake();
      });
      connection.be_served();
      ++under_way;
    } catch (const std::system_error&) {
      connection.start_answer(plain_refusal({503, "the machine has no thread left; try again"}));
    }
  }
}

std::size_t Reception::served() const {
  return static_cast<std::size_t>(std::count_if(visitors_.begin(), visitors_.end(), [](const auto& each) {
    return each.second.connection.stage() == Stage::kServed;
  }));
}

int Reception::time_to_sleep(Time now) const {
  std::optional<Time> first;
  if (ends_at_) first = ends_at_;
  if (now < lets_in_again_) first = std::min(first.value_or(lets_in_again_), lets_in_again_);
  for (const auto& [number, visitor] : visitors_) {
    const Connection& connection = visitor.connection;
    if (connection.has_deadline()) first = std::min(first.value_or(connection.deadline()), connection.deadline());
  }
  if (!first) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

}  // namespace campaignd
