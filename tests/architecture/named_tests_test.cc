// What SECURITY.md claims is shown by tests that it names by their titles, and each of these exists.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

const fs::path kHome = CAMPAIGND_SOURCE_DIR;

std::string whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::set<std::string> titles_in(const std::string& text, const std::regex& pattern) {
  std::set<std::string> titles;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) titles.insert((*it)[1]);
  return titles;
}

TEST_CASE("each test that SECURITY.md names exists") {
  static const std::regex title(R"re((?:TEST_CASE|SUBCASE|TEST_CASE_TEMPLATE)\(\s*"([^"]+)")re");
  std::set<std::string> there;
  for (const auto& file : fs::recursive_directory_iterator(kHome / "tests")) {
    if (file.path().extension() == ".cc" || file.path().extension() == ".h") {
      there.merge(titles_in(whole(file.path()), title));
    }
  }
  static const std::regex quoted(R"re("([^"\n]{20,})")re");
  const std::set<std::string> named = titles_in(whole(kHome / "SECURITY.md"), quoted);
  CHECK(named.size() > 20);
  for (const std::string& name : named) CHECK_MESSAGE(there.contains(name), name);
}

}  // namespace
