// A random walk: the whole service but its four effects, in one thread, on simulated time, from one seed. People edit
// the file and the project, pause, approve, freeze and resume; calls and disk fail, the process dies, time passes and
// jumps. What reaches the service is checked as it arrives; when everything is well again the project has to come to
// rest where the file wants it, and then to be quiet.
//
// Fault model: answers overtake each other; any call gets no answer before or after it took effect, or lands late, or
// is refused, by itself or in storms; a PATCH that was answered is delivered once more, up to hours later; the journal
// fails for a while; the process dies in any call; the file is broken, empty, gone, half written, or replaced while it
// is acted upon; lists are cut short; the clocks part, and are set by up to an hour; templates go bad and good;
// campaigns are deleted; the state wakes up on another machine. Which of spacing, preflight and onRemove act is the
// seed's choice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker.h"
#include "faults.h"
#include "people.h"

namespace campaignd {

class Walk {
 public:
  explicit Walk(std::uint64_t seed);

  // Days of people and faults, then a healing.
  void live(std::chrono::hours span);

  // The rules that were broken; with what led there.
  [[nodiscard]] const std::vector<std::string>& violations() const { return scene_.story.violations(); }
  [[nodiscard]] std::string story() const;

  [[nodiscard]] const FakeTransport::Tally& tally() const { return scene_.world.api.tally; }

 private:
  void step();
  void heal();
  void let_time_pass();
  void pass(std::chrono::milliseconds span);
  void arrives(const ApiCall& call);

  Scene scene_;
  Truth truth_{scene_};
  People people_{scene_, truth_};
  Faults faults_{scene_, truth_};
  Checker checker_{scene_, truth_};
};

}  // namespace campaignd
