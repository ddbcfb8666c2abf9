#include "whole_lines.h"

#include <utility>

#include "core/settings_place.h"

namespace campaignd {

Tell whole_lines(EventLog& log, std::string settings_file) {
  return [&log, file = std::move(settings_file)](const Event& event) {
    Event whole = event;
    whole.message = with_settings_named(event.message, file);
    log.write(whole);
  };
}

}  // namespace campaignd
