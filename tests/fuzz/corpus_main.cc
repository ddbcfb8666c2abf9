// Runs every file of the directories that are named through a fuzz target, in any compiler's build. What the target
// finds wrong ends it.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/rule.h"

namespace {

std::vector<std::filesystem::path> files_in(const char* directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void run(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot be read: " + path.string());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  std::cerr << path.string() << std::endl;  // at once: it may be the last that is said
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

int run_all(const std::vector<const char*>& directories) {
  std::size_t count = 0;
  for (const char* directory : directories) {
    for (const auto& path : files_in(directory)) {
      run(path);
      ++count;
    }
  }
  std::cout << count << " inputs\n";
  if (count == 0) std::cerr << "there is no corpus\n";
  return count == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run_all({arguments + 1, arguments + count});
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
}
