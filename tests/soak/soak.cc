// The long life: the real service against the simulator, at a high rate, with edits, faults, reloads and forced
// reconciles at random from a seed. Its memory and descriptors stay flat, and when everything is well again nothing was
// lost: the project is as the last file says, and no PATCH is without an outcome in the journal.
#include <simdjson.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/read_only_journal.h"
#include "bench/workbench.h"
#include "process/child_process.h"
#include "process/proc_status.h"
#include "simulator/json.h"

namespace campaignd {
namespace {

using std::chrono::steady_clock;
using testing::ChildProcess;

constexpr int kCampaigns = 200;
constexpr auto kBetweenActs = std::chrono::milliseconds(100);
constexpr auto kBetweenSamples = std::chrono::seconds(2);
#ifdef __SANITIZE_ADDRESS__  // which takes several times the time, and memory of its own
constexpr auto kTimeToHeal = std::chrono::seconds(300);
constexpr std::int64_t kMostGrowthKb = 16384;
#else
constexpr auto kTimeToHeal = std::chrono::seconds(60);
constexpr std::int64_t kMostGrowthKb = 4096;  // from the first quarter's peak to the last one's
#endif
constexpr std::int64_t kMostMoreDescriptors = 20;  // each call in flight may keep a connection
constexpr const char* kUsage = "usage: campaignd_soak [MINUTES [SEED]]   (30 minutes, seed 1)\n";

struct Sample {
  std::int64_t rss_kb = 0;
  std::int64_t descriptors = 0;
};

Sample sample_of(pid_t process) {
  Sample sample{.rss_kb = testing::number_in_status(testing::proc_status(process), "VmRSS")};
  const std::filesystem::path descriptors = "/proc/" + std::to_string(process) + "/fd";
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(descriptors)) ++sample.descriptors;
  return sample;
}

Sample peak_of(const std::vector<Sample>& samples, std::size_t from, std::size_t to) {
  Sample peak;
  for (std::size_t i = from; i < to; ++i) {
    peak.rss_kb = std::max(peak.rss_kb, samples[i].rss_kb);
    peak.descriptors = std::max(peak.descriptors, samples[i].descriptors);
  }
  return peak;
}

// The plan's text from its first row that is not in agreement on.
std::string what_is_left(const std::string& plan) {
  const std::size_t summary = plan.find("\"summary\"");
  const std::size_t row = plan.find("\"action\": \"update\"");
  return (summary == std::string::npos ? plan.substr(0, 500) : plan.substr(summary, 250)) + "…\n" +
         (row == std::string::npos ? "" : plan.substr(row, 800)) + "\n";
}

class Soak {
 public:
  explicit Soak(std::uint64_t seed)
      : random_(seed),
        bench_(kCampaigns, {}, ", requestsPerSecond: 0, concurrency: 16, timeout: 1s",
               "reconcile: {debounce: 20ms, interval: 1s}\nlog: {level: error}\n"
               "policy: {maxChanges: 1000000, maxChangeRatio: 1.0, maxRecipients: 1000000000}\n"),
        service_({.path = CAMPAIGND, .arguments = {"--config", bench_.settings_file()}}) {}

  // True where nothing was found.
  bool run(std::chrono::minutes span) {
    // Before it listens a signal may end it.
    while (!std::filesystem::exists(bench_.control_socket())) std::this_thread::sleep_for(kBetweenActs);
    const auto end = steady_clock::now() + span;
    auto next_sample = steady_clock::now() + kBetweenSamples;
    while (steady_clock::now() < end) {
      act();
      std::this_thread::sleep_for(kBetweenActs);
      if (service_.wait(std::chrono::milliseconds(0))) return fails("the service ended: " + service_.errors());
      if (steady_clock::now() < next_sample) continue;
      samples_.push_back(sample_of(service_.pid()));
      next_sample += kBetweenSamples;
      patches_ += bench_.requests("PATCH").size();
      bench_.service().clear_requests();
    }
    const bool is_healed = heals();
    const bool is_flat = stays_flat();
    service_.signal(SIGTERM);
    const auto ended = service_.wait();
    if (!ended || ended->exit_code != 0) return fails("it does not end well: " + service_.errors());
    return is_healed && is_flat && is_all_accounted_for();
  }

 private:
  void act() {
    switch (below(20)) {
      case 0:
        break_some_calls();
        break;
      case 1:
        service_.signal(SIGUSR1);
        break;
      case 2:
        service_.signal(SIGHUP);  // it also lets a refused key be tried again
        break;
      case 3:
      case 4:
      case 5:
        moved_ = below(kCampaigns + 1);
        bench_.deploy(bench_.desired_state(moved_, "edit " + std::to_string(++edits_)));
        break;
      default:  // time to act upon it
        break;
    }
  }

  void break_some_calls() {
    using simulator::Json;
    static const std::vector<Json> faults{{{"kind", "status"}, {"status", 500}},
                                          {{"kind", "status"}, {"status", 503}, {"retryAfter", 1}},
                                          {{"kind", "status"}, {"status", 429}, {"retryAfter", 1}, {"waitMinutes", 0}},
                                          {{"kind", "status"}, {"status", 401}},
                                          {{"kind", "delay"}, {"delayMs", 300}},
                                          {{"kind", "drop"}, {"applies", "yes"}},
                                          {{"kind", "drop"}},
                                          {{"kind", "silent"}},
                                          {{"kind", "garbage"}},
                                          {{"kind", "truncate"}, {"bytes", 100}}};
    Json fault = faults[static_cast<std::size_t>(below(static_cast<int>(faults.size())))];
    fault["times"] = 1 + below(4);
    bench_.service().inject(fault);
  }

  bool heals() {
    bench_.service().clear_faults();
    bench_.deploy(bench_.desired_state(moved_, "the last"));
    std::string said;
    for (const auto end = steady_clock::now() + kTimeToHeal; steady_clock::now() < end;) {
      service_.signal(SIGUSR1);
      const auto plan = testing::run(
          {.path = CAMPAIGNCTL, .arguments = {"--config", bench_.settings_file(), "--output", "json", "plan"}});
      simdjson::dom::parser parser;
      simdjson::dom::element summary;
      std::int64_t updates = -1;
      std::int64_t agreed = 0;
      const bool is_read = parser.parse(plan.output)["summary"].get(summary) == simdjson::SUCCESS &&
                           summary["update"].get(updates) == simdjson::SUCCESS &&
                           summary["unchanged"].get(agreed) == simdjson::SUCCESS;
      if (is_read && updates == 0 && agreed > 0) return true;
      said = what_is_left(plan.output) + plan.errors;
      std::this_thread::sleep_for(kBetweenActs);
    }
    return fails("a minute after the last fault and edit the project is not as the file says:\n" + said);
  }

  bool stays_flat() {
    const std::size_t quarter = samples_.size() / 4;
    if (quarter < 4) return fails("too short to tell whether anything grows: a few minutes are needed");
    const Sample first = peak_of(samples_, quarter / 2, quarter);
    const Sample last = peak_of(samples_, samples_.size() - quarter, samples_.size());
    std::cout << edits_ << " edits, " << patches_ << " PATCHes; RSS " << first.rss_kb << " kB in the first quarter, "
              << last.rss_kb << " kB in the last; descriptors " << first.descriptors << " and " << last.descriptors
              << std::endl;
    if (last.rss_kb > first.rss_kb + kMostGrowthKb) return fails("its memory grows");
    if (last.descriptors > first.descriptors + kMostMoreDescriptors) return fails("its descriptors grow");
    return true;
  }

  bool is_all_accounted_for() {
    ReadOnlyJournal journal({bench_.directory() / "state"});
    const auto open = journal.unresolved();
    if (!open) return fails("the journal cannot be read: " + open.error().detail);
    if (!open->empty()) return fails(std::to_string(open->size()) + " PATCHes have no outcome in the journal");
    return true;
  }

  bool fails(const std::string& why) {
    std::cout << "FAILED: " << why << std::endl;
    return false;
  }

  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

  std::mt19937_64 random_;
  bench::Workbench bench_;
  ChildProcess service_;
  std::vector<Sample> samples_;
  std::size_t patches_ = 0;
  int edits_ = 0;
  int moved_ = 0;
};

}  // namespace
}  // namespace campaignd

int main(int argc, char** argv) {
  int minutes = 30;
  std::uint64_t seed = 1;
  const bool is_understood = argc <= 3 && (argc < 2 || std::istringstream(argv[1]) >> minutes) &&
                             (argc < 3 || std::istringstream(argv[2]) >> seed) && minutes > 0;
  if (!is_understood) {
    std::cerr << campaignd::kUsage;
    return 2;
  }
  const bool is_well = campaignd::Soak(seed).run(std::chrono::minutes(minutes));
  std::cout << (is_well ? "nothing was lost, and nothing grows" : "") << std::endl;
  return is_well ? 0 : 1;
}
