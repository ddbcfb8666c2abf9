// What a person can do about a file that they may not read: which group may, or sudo.
#pragma once

#include <string>

namespace campaignd {

// A sentence, or two; empty where the file can be read, or fails for another reason than permission.
std::string access_advice(const std::string& path);

}  // namespace campaignd
