#include "typed_command.h"

#include "command_line.h"
#include "core/display_text.h"

namespace campaignd {

std::string typed_command(std::string_view program, std::string_view settings_file, std::string_view arguments) {
  const bool is_default = settings_file.empty() || settings_file == CommandLine{}.settings_file;
  const std::string config = is_default ? "" : "--config " + isolate(settings_file) + " ";
  return std::string(program) + " " + config + std::string(arguments);
}

}  // namespace campaignd
