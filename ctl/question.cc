#include "question.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace campaignd {

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

bool ask(const std::string& question) {
  std::fprintf(stderr, "%s [y/N] ", question.c_str());
  std::string answer;
  if (!std::getline(std::cin, answer)) {
    std::fputs("\n", stderr);
    return false;
  }
  answer.erase(0, std::min(answer.find_first_not_of(" \t"), answer.size()));
  answer.erase(answer.find_last_not_of(" \t\r") + 1);
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes" || answer == "YES";
}

}  // namespace campaignd
