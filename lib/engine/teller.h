// Stamps events with what all events of a reconcile share, and hands them on. It decides nothing.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/event.h"
#include "engine/inputs.h"

namespace campaignd {

class Teller {
 public:
  Teller(Tell tell, const Clock& clock) : tell_(std::move(tell)), clock_(clock) {}

  void say(Event event) const {
    if (!tell_) return;
    event.at = clock_.wall_now();
    event.reconcile = reconcile;
    event.revision = revision;
    tell_(event);
  }
  void say(EventLevel level, EventKind kind, std::string message) const {
    Event event;
    event.level = level;
    event.kind = kind;
    event.message = std::move(message);
    say(std::move(event));
  }

  std::uint64_t reconcile = 0;
  std::string revision;

 private:
  Tell tell_;
  const Clock& clock_;
};

}  // namespace campaignd
