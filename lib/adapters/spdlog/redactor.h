// Keeps secrets out of whatever leaves through the log: the one place where that is done. It is told every key that was
// in use since the start, and hides each of them anywhere in any text. Any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.h"

namespace campaignd {

class Redactor {
 public:
  // From now on `secret` is shown as `[key]`. Shorter ones than 8 characters are no keys, and hiding them would
  // eat ordinary words; they are not kept.
  void hide(std::string_view secret);

  // `text` without any secret.
  [[nodiscard]] std::string clean(std::string text) const;

  // The event with every text of it clean: before a format escapes characters, so that no escaping can disguise a key.
  [[nodiscard]] Event clean(Event event) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> secrets_;
};

}  // namespace campaignd
