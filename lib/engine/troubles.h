// What is wrong and lasts: told when it begins, when it changes, hourly, and when it ends. Everything between is quiet.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/event.h"
#include "core/instant.h"
#include "engine/teller.h"

namespace campaignd {

struct Trouble {
  Event event;            // how it is told
  std::string signature;  // another one is a change; what passing time alone alters stays out of it
  bool hourly = true;
  bool told = false;  // its beginning has been told already
};

class Troubles {
 public:
  // All that there are now, by a key that names the same trouble from one reconcile to the next.
  using Found = std::map<std::string, Trouble>;

  // Returns those that began or changed, for the journal.
  std::vector<Event> now_are(Found found, const Teller& teller, MonotonicTime now);

 private:
  struct Lasting {
    Trouble trouble;
    MonotonicTime told_at{};
  };
  std::map<std::string, Lasting> lasting_;
};

}  // namespace campaignd
