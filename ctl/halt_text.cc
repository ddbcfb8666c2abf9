#include "halt_text.h"

#include "core/display_text.h"
#include "time_text.h"

namespace campaignd {

std::string pause_sentence(const Pause& pause, WallTime now, const Zone& zone, std::string_view until_resumed) {
  std::string text = pause.freeze ? "campaignd is frozen" : "campaignd is paused";
  if (!pause.person.empty()) text += " by " + isolate(pause.person);
  const std::string since = distance(pause.since, now);
  if (pause.since != WallTime{}) text += since == "now" ? " just now" : " " + since;
  if (!pause.reason.empty()) text += ": " + isolate(pause.reason);
  text += ". Until " + (pause.until ? told(*pause.until, now, zone) : std::string(until_resumed)) + ", ";
  return text + (pause.freeze ? "it takes campaigns off the clock and puts none on it."
                              : "it makes only the disarms that the file asks for.");
}

std::string journal_sentence(std::string_view failure) {
  return "campaignd cannot write its journal (" + escape_controls(failure) +
         "), so that it makes only the disarms that the file asks for.";
}

}  // namespace campaignd
