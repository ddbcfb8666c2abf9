// What is so, whatever the service believes: which versions of the file may be in force, what people told and took off
// the clock, and since when nothing has failed. People and faults write it down, the checker reads it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scene.h"

namespace campaignd {

// The file's entries, by the number of the campaign that each names.
using Version = std::map<int, Entry>;

struct Truth {
  explicit Truth(Scene& scene) : scene_(scene) {}

  // The file.
  Version file;                       // as people mean it, be it written yet or not
  bool is_half_written = false;       // nobody knows what the file says
  bool is_in_force_for_sure = false;  // the newest of `in_play`, and no other
  [[nodiscard]] MonotonicTime in_force_since() const { return in_force_since_; }
  [[nodiscard]] const std::vector<Version>& in_play() const { return in_play_; }  // good ones, the newest last
  [[nodiscard]] const Entry* entry_of(CampaignId id) const;                       // of `file`
  void write_file();                                                              // as `file` says, at once
  void breaks_file(const std::string& error);
  void removes_file();
  void writes_half();
  void replace_file_in_call(int n);         // in the n-th call from now
  void a_turn_has_ended();                  // whatever is to be read was read
  void call_arrives();                      // and the file may be replaced
  [[nodiscard]] bool moved_unseen() const;  // the file was replaced since the service looked at it last

  // What people told, as they would expect it to be kept to.
  bool paused = false;
  bool stops = false;                           // a freeze is under way: it may take anything off the clock
  bool restores = false;                        // a person had it put back what a freeze took
  bool is_clone = false;                        // of a machine that runs elsewhere
  bool left_open = false;                       // a freeze beside the service died, or could not store its end
  int pause_in_calls = 0;                       // another process stores a pause in the n-th call; 0: never
  std::set<CampaignId> frozen;                  // by name
  std::set<CampaignId> approved;                // campaigns of approved plans
  std::map<CampaignId, std::string> taken_off;  // by a person: the entry's own keys then
  [[nodiscard]] bool stop_is_open(CampaignId id) const;
  [[nodiscard]] bool is_freeze_left_open() const;
  [[nodiscard]] std::set<CampaignId> kept_off_by_freezes() const;  // that no entry names, and as far as it is stored
  [[nodiscard]] bool stores_late() const { return stores_late_; }
  void recall_orders();  // what was stored counts in the next life, and nothing else

  // The world.
  bool disk_fails = false;
  std::map<std::size_t, WallTime> bad_since;  // templates that cannot be sent
  std::optional<WallTime> last_bad;           // when one of them was last set right
  void is_disturbed() { undisturbed_since_ = scene_.world.clock.monotonic_now(); }
  [[nodiscard]] MonotonicTime undisturbed_since() const { return undisturbed_since_; }

 private:
  void note_version();

  Scene& scene_;
  std::vector<Version> in_play_;
  std::optional<Version> written_;  // what the file says, where it is good
  bool stores_late_ = false;        // what the last turn did is not stored yet
  int replace_in_calls_ = 0;
  std::optional<int> reads_at_replacement_;
  MonotonicTime undisturbed_since_{};
  MonotonicTime in_force_since_{};
};

}  // namespace campaignd
