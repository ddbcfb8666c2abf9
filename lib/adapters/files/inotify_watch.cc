#include "adapters/files/inotify_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace campaignd {
namespace {

// What stands there may change while the watches are set; then they are set once more.
constexpr int kAttempts = 10;
// A writer that never rests must not keep the loop here; what is left makes the descriptor readable again.
constexpr int kMostReads = 64;
constexpr std::uint32_t kOfPlace = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

std::string trouble_text(const std::string& directory, int error);

}  // namespace

struct InotifyWatch::Event {
  int watch = -1;
  std::uint32_t mask = 0;
  std::string name;  // empty: the directory itself
};

InotifyWatch::InotifyWatch(std::string path, OpenWriters& writers)
    : path_(std::move(path)), writers_(writers), inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (!inotify_.is_open()) {
    no_inotify_ =
        "changes of files are seen at the next interval only, because the machine gives no inotify instance: " +
        std::system_category().message(errno) + "; raise fs.inotify.max_user_instances";
  }
  renew();
}

bool InotifyWatch::drain() {
  if (!inotify_.is_open()) return false;
  bool may_have_changed = false;
  bool places_changed = false;
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (int reads = 0; reads < kMostReads; ++reads) {
    const ssize_t size = ::read(inotify_.number(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event header{};
      std::memcpy(&header, buffer.data() + at, sizeof header);
      const char* name = buffer.data() + at + sizeof header;  // padded with zeros to `len`
      const Effect effect = take({header.wd, header.mask, std::string(name, ::strnlen(name, header.len))});
      may_have_changed = may_have_changed || effect != Effect::kNone;
      places_changed = places_changed || effect == Effect::kPlaces;
      at += sizeof header + header.len;
    }
  }
  if (places_changed) renew();
  return may_have_changed;
}

bool InotifyWatch::look_again() {
  const auto before = watches_;
  renew();
  return watches_ != before;
}

void InotifyWatch::watch(std::string path) {
  path_ = std::move(path);
  writers_.forget();
  open_.clear();
  renew();
}

InotifyWatch::Effect InotifyWatch::take(const Event& event) {
  if ((event.mask & IN_Q_OVERFLOW) != 0) {
    writers_.forget();
    open_.clear();
    return Effect::kPlaces;
  }
  const auto watch = watches_.find(event.watch);
  if (watch == watches_.end()) return Effect::kNone;  // of a watch that was taken away meanwhile
  const std::set<std::string> places = watch->second;
  if ((event.mask & IN_IGNORED) != 0) watches_.erase(watch);
  if ((event.mask & kOfPlace) != 0) return Effect::kPlaces;
  Effect effect = Effect::kNone;
  for (const std::string& place : places) effect = std::max(effect, take_at(event, place));
  return effect;
}

InotifyWatch::Effect InotifyWatch::take_at(const Event& event, const std::string& place) {
  const auto found = places_.find(place);
  if (found == places_.end()) return Effect::kNone;
  if (found->second.is_file) return take_of_file(event, place);
  if (event.name.empty()) return found->second.is_needed() ? Effect::kPlaces : Effect::kNone;
  if (!found->second.cares_for(event.name)) return Effect::kNone;
  return take_of_file(event, place + (place.ends_with('/') ? "" : "/") + event.name);
}

InotifyWatch::Effect InotifyWatch::take_of_file(const Event& event, const std::string& path) {
  if ((event.mask & IN_MODIFY) != 0) {
    const bool is_news = open_.insert_or_assign(path, event.watch).second;
    if (is_news) writers_.modified(path);
    return is_news ? Effect::kBytes : Effect::kNone;
  }
  if ((event.mask & (IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE)) != 0) tell_closed(path);
  return (event.mask & IN_CLOSE_WRITE) != 0 ? Effect::kBytes : Effect::kPlaces;
}

void InotifyWatch::renew() {
  trouble_ = no_inotify_;
  if (!inotify_.is_open()) return;
  for (int tries = 0; tries < kAttempts; ++tries) {
    places_ = places_for(path_);
    arm(places_);
    if (places_for(path_) == places_) break;
  }
  tell_those_gone();
}

// Watches these places and no others.
void InotifyWatch::arm(const WatchedPlaces& places) {
  trouble_.clear();
  std::map<int, std::set<std::string>> watches;
  // Directories first: where watches run short, it is the files that can be done without.
  for (const bool files : {false, true}) {
    for (const auto& [path, place] : places) {
      if (place.is_file == files) add(path, place, watches);
    }
  }
  for (const auto& [watch, paths] : watches_) {
    if (!watches.contains(watch)) ::inotify_rm_watch(inotify_.number(), watch);
  }
  watches_ = std::move(watches);
}

void InotifyWatch::add(const std::string& path, const WatchedPlace& place,
                       std::map<int, std::set<std::string>>& watches) {
  // Who writes on to a file that was deleted or replaced does not write the one that bears its name now.
  const std::uint32_t flags = IN_DONT_FOLLOW | IN_EXCL_UNLINK | (place.is_file ? 0U : std::uint32_t{IN_ONLYDIR});
  int watch = ::inotify_add_watch(inotify_.number(), path.c_str(), place.mask | flags);
  if (watch >= 0 && watches.contains(watch)) {
    // The same directory under another path: both masks count.
    watch = ::inotify_add_watch(inotify_.number(), path.c_str(),
                                place.mask | places_.at(*watches[watch].begin()).mask | flags);
  }
  if (watch >= 0) {
    watches[watch].insert(path);
  } else if (place.is_needed() && errno != ENOENT && errno != ENOTDIR) {
    trouble_ = trouble_text(path, errno);
  }
}

void InotifyWatch::tell_closed(const std::string& path) {
  if (open_.erase(path) != 0) writers_.closed(path);
}

// Of a file that is no longer on the way, or stands in a directory that was replaced, nobody tells the close.
void InotifyWatch::tell_those_gone() {
  const std::map<std::string, int> open = open_;
  for (const auto& [path, watch] : open) {
    if (!tells_close(watch, path)) tell_closed(path);
  }
}

bool InotifyWatch::tells_close(int watch, const std::string& path) const {
  const auto found = watches_.find(watch);
  if (found == watches_.end()) return false;
  if (found->second.contains(path)) return true;  // the file's own
  const auto slash = path.find_last_of('/');
  const std::string directory = slash == 0 ? "/" : path.substr(0, slash);
  return found->second.contains(directory) && places_.at(directory).cares_for(path.substr(slash + 1));
}

namespace {

std::string trouble_text(const std::string& directory, int error) {
  std::string text = "changes in " + directory + " are seen at the next interval only, because it cannot be watched: ";
  if (error == ENOSPC) return text + "the user's inotify watches are used up; raise fs.inotify.max_user_watches";
  text += std::system_category().message(error);
  if (error == EACCES) text += "; let user id " + std::to_string(::geteuid()) + " read the directory";
  return text;
}

}  // namespace
}  // namespace campaignd
