// Tells when the desired state may have changed, and who is in the middle of writing it, by inotify: on the directory
// that holds it, on the files themselves, on every directory that its path or its links lead through, and on the
// nearest one that there is where it is missing. Level stays with FileSource: this only says when to look. The loop's
// thread only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "adapters/files/descriptor.h"
#include "adapters/files/open_writers.h"
#include "adapters/files/watched_places.h"

namespace campaignd {

class InotifyWatch {
 public:
  // `writers` is borrowed. Where the machine gives no inotify instance, `trouble` says so and `descriptor` is -1.
  InotifyWatch(std::string path, OpenWriters& writers);

  // Readable when `drain` has something to do. The same one for life; -1: never.
  [[nodiscard]] int descriptor() const { return inotify_.number(); }

  // Takes what has happened, tells the writers, and watches what stands there now. True where the desired state may
  // have changed since the last call.
  bool drain();

  // Watches what stands there now, whatever was told: a mount over a directory, or a limit that was raised, tells
  // nobody. To be called now and then. True where something else is watched than before, so that changes may have gone
  // unseen.
  bool look_again();

  // Another desired state from now on; who writes the old one is forgotten.
  void watch(std::string path);

  // Why changes may go unseen until the next interval, and what to do; empty: none.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  struct Event;
  enum class Effect { kNone, kBytes, kPlaces };

  [[nodiscard]] Effect take(const Event& event);
  [[nodiscard]] Effect take_at(const Event& event, const std::string& place);
  [[nodiscard]] Effect take_of_file(const Event& event, const std::string& path);
  void renew();
  void arm(const WatchedPlaces& places);
  void add(const std::string& path, const WatchedPlace& place, std::map<int, std::set<std::string>>& watches);
  void tell_closed(const std::string& path);
  void tell_those_gone();
  [[nodiscard]] bool tells_close(int watch, const std::string& path) const;

  std::string path_;
  OpenWriters& writers_;
  Descriptor inotify_;
  std::string no_inotify_;  // why there is none
  std::string trouble_;
  WatchedPlaces places_;
  std::map<int, std::set<std::string>> watches_;  // the places of each; two where one is mounted or linked twice
  std::map<std::string, int> open_;               // paths told as modified and not yet as closed, and by which watch
};

}  // namespace campaignd
