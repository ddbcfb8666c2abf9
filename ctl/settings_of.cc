#include "settings_of.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "access_advice.h"
#include "assembly/settings_loading.h"

namespace campaignd {

tl::expected<Settings, CommandFailure> settings_of(const Invocation& invocation, const Environment& environment) {
  const std::string& file = invocation.settings_file;
  auto settings = load_settings(file, environment);
  if (settings) return std::move(*settings);
  const bool is_there = ::access(file.c_str(), F_OK) == 0 || errno != ENOENT;
  return tl::unexpected(CommandFailure{std::move(settings.error()), "",
                                       is_there ? access_advice(file) : "Name the settings file with --config FILE."});
}

}  // namespace campaignd
