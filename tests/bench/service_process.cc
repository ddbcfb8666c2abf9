#include "bench/service_process.h"

#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "process/proc_status.h"

namespace campaignd::bench {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kAtRest = std::chrono::milliseconds(500);  // longer than any debounce of ours

// A file that was written just now is not read yet, which would count as slowness.
std::chrono::steady_clock::time_point now_that_files_rest() {
  std::this_thread::sleep_for(kAtRest);
  return std::chrono::steady_clock::now();
}

// `revision 9c1f3ab` in a status line.
std::string revision_in(const std::string& status) {
  const auto start = status.find("revision ");
  return start == std::string::npos ? "" : status.substr(start, 16);
}

}  // namespace

ServiceProcess::ServiceProcess(const Workbench& bench)
    : socket_((bench.directory() / "notify").string()),
      started_(now_that_files_rest()),
      process_({.path = CAMPAIGND,
                .arguments = {"--config", bench.settings_file()},
                .environment = {{"NOTIFY_SOCKET", (bench.directory() / "notify").string()}}}) {
  while (next_status().find("READY=1") == std::string::npos) {
  }
  to_ready_ = std::chrono::steady_clock::now() - started_;
  while (revision_.empty()) next_status();
}

void ServiceProcess::reconcile() {
  while (socket_.next(std::chrono::milliseconds(0))) {
  }
  process_.signal(SIGUSR1);
  next_status();
}

void ServiceProcess::await_new_revision() {
  const std::string before = revision_;
  while (revision_ == before) next_status();
}

std::int64_t ServiceProcess::memory_kb(const std::string& field) const {
  return testing::number_in_status(testing::proc_status(process_.pid()), field);
}

std::int64_t ServiceProcess::context_switches() const {
  std::int64_t sum = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process_.pid()) + "/task")) {
    const std::string status = (task.path() / "status").string();
    sum += testing::number_in_status(status, "voluntary_ctxt_switches") +
           testing::number_in_status(status, "nonvoluntary_ctxt_switches");
  }
  return sum;
}

std::string ServiceProcess::next_status() {
  const auto status = socket_.next(kPatience);
  if (!status) throw std::runtime_error("campaignd does not say anything; it wrote:\n" + process_.errors());
  if (const auto revision = revision_in(*status); !revision.empty()) revision_ = revision;
  return *status;
}

}  // namespace campaignd::bench
