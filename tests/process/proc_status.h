// What the kernel says of a process or a thread in its `status` file: proc(5).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <fstream>
#include <string>

namespace campaignd::testing {

inline std::string proc_status(pid_t process) {
  return "/proc/" + std::to_string(process) + "/status";
}

// `VmRSS` in kB, `voluntary_ctxt_switches`, and the like; 0 where the file, or the field, is not there.
inline std::int64_t number_in_status(const std::string& file, const std::string& field) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(field + ":")) return std::stoll(line.substr(field.size() + 1));
  }
  return 0;
}

}  // namespace campaignd::testing
