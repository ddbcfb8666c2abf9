// The long run: walks seed after seed on all processors for a given time, goes on where the last run of the same
// program ended, and keeps the sum in a file. A broken rule ends it, with the seed and its story.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

#include "seeds.h"

namespace campaignd {
namespace {

using std::chrono::steady_clock;

constexpr auto kSpan = std::chrono::hours(30 * 24);
constexpr std::uint64_t kSeedsInAPortion = 2000;  // what is lost at most where the run is ended by force
constexpr const char* kUsage =
    "usage: simulation_long_run [MINUTES [RESULTS]]\n"
    "Walks 30 simulated days a seed, for MINUTES (60), and adds what it did to the file RESULTS\n"
    "(simulation-results.txt). Started again, the same program goes on behind the last seed of that file.\n";

// Another program is another proof: its seeds start anew.
std::string name_of_this_program() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  std::uint64_t state = 0xcbf29ce484222325ULL;
  for (std::istreambuf_iterator<char> it(file), end; it != end; ++it) {
    state = (state ^ static_cast<unsigned char>(*it)) * 0x100000001b3ULL;
  }
  std::ostringstream text;
  text << std::hex << std::setw(16) << std::setfill('0') << state;
  return text.str();
}

struct Sum {
  std::uint64_t seeds = 0;
  double seconds = 0;
};

// Lines of `program seeds seconds`; what is not one is passed over, so that a cut line costs itself alone.
Sum sum_of(const std::string& results, const std::string& program) {
  Sum sum;
  std::ifstream file(results);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string whose;
    std::uint64_t seeds = 0;
    double seconds = 0;
    if (!(words >> whose >> seeds >> seconds) || whose != program) continue;
    sum.seeds += seeds;
    sum.seconds += seconds;
  }
  return sum;
}

int run(std::chrono::minutes span, const std::string& results) {
  const std::string program = name_of_this_program();
  Sum sum = sum_of(results, program);
  const auto end = steady_clock::now() + span;
  while (steady_clock::now() < end) {
    const auto began = steady_clock::now();
    // Counted by whole portions: a seed that another thread had not finished is walked again.
    const Walks walks = walk({.from = sum.seeds + 1, .count = kSeedsInAPortion}, kSpan);
    for (const Broken& broken : walks.broken) {
      std::cout << "SEEDS=" << broken.seed << " " << broken.rule << "\n" << broken.story;
      return 1;
    }
    const double seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
    sum.seeds += walks.walked;
    sum.seconds += seconds;
    std::ofstream(results, std::ios::app) << program << ' ' << walks.walked << ' ' << seconds << '\n';
    std::cout << summary(walks) << '\n'
              << sum.seeds << " seeds of 30 days, no rule broken, " << std::fixed << std::setprecision(0)
              << static_cast<double>(sum.seeds) / sum.seconds << " a second" << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace campaignd

int main(int argc, char** argv) {
  int minutes = 60;
  if (argc > 3 || (argc > 1 && !(std::istringstream(argv[1]) >> minutes)) || minutes < 0) {
    std::cerr << campaignd::kUsage;
    return 2;
  }
  return campaignd::run(std::chrono::minutes(minutes), argc > 2 ? argv[2] : "simulation-results.txt");
}
