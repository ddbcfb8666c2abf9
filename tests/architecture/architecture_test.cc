// The folder list is the architecture, and this keeps it so: which folder may include which, which library's headers
// appear where, and what the pure core may not even name. It reads the sources as they stand.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = CAMPAIGND_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_source(const fs::path& file) {
  return file.extension() == ".h" || file.extension() == ".cc";
}

// Every source below `folder`, by its path from the root, in order.
std::vector<std::string> sources_in(const std::string& folder) {
  std::vector<std::string> sources;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (is_source(entry.path())) sources.push_back(fs::relative(entry.path(), kRoot).string());
  }
  std::sort(sources.begin(), sources.end());
  REQUIRE_FALSE(sources.empty());
  return sources;
}

struct Include {
  std::string file;
  std::string header;
  bool is_ours = false;  // "…", not <…>
};

std::vector<Include> includes_in(const std::string& folder) {
  static const std::regex pattern(R"re((?:^|\n)\s*#include\s+([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  for (const std::string& file : sources_in(folder)) {
    const std::string text = text_of(kRoot / file);
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
      includes.push_back({file, (*at)[2], (*at)[1] == "\""});
    }
  }
  return includes;
}

bool starts_with_one_of(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.rfind(beginning, 0) == 0; });
}

TEST_CASE("arrows point inwards: a folder of lib/ includes only what lies further in") {
  struct Rule {
    std::string folder;
    std::vector<std::string> may_include;
  };
  const std::vector<Rule> rules{
      {"lib/core", {"core/"}},
      {"lib/ports", {"core/", "ports/"}},
      {"lib/engine", {"core/", "ports/", "engine/"}},
      {"lib/adapters", {"core/", "ports/", "engine/", "adapters/"}},
      {"lib/assembly", {"core/", "ports/", "engine/", "adapters/", "assembly/"}},
  };
  for (const Rule& rule : rules) {
    for (const Include& include : includes_in(rule.folder)) {
      if (!include.is_ours) continue;
      CAPTURE(include.file);
      CAPTURE(include.header);
      CHECK(starts_with_one_of(include.header, rule.may_include));
    }
  }
}

TEST_CASE("the core, the ports and the engine use the standard library, date and tl::expected alone") {
  for (const std::string folder : {"lib/core", "lib/ports", "lib/engine"}) {
    for (const Include& include : includes_in(folder)) {
      if (include.is_ours) continue;
      CAPTURE(include.file);
      CAPTURE(include.header);
      const bool is_standard =
          include.header.find('/') == std::string::npos && include.header.find('.') == std::string::npos;
      CHECK((is_standard || starts_with_one_of(include.header, {"date/", "tl/expected"})));
    }
  }
}

TEST_CASE("what decides has no clock, no logger, no file, no socket and no chance in it") {
  static const std::regex forbidden(
      R"re(::now\(|\bsleep|\brand\(|random_device|std::thread|std::mutex|fstream|\bfopen\(|std::filesystem|getenv|std::cout|std::cerr|\bprintf\(|spdlog|curl|sqlite)re");
  for (const std::string& file : sources_in("lib/core")) {
    std::string text = text_of(kRoot / file);
    text = std::regex_replace(text, std::regex("//[^\n]*"), "");
    std::smatch found;
    const bool is_found = std::regex_search(text, found, forbidden);
    CAPTURE(file);
    CHECK_MESSAGE(!is_found, found.str());
  }
}

TEST_CASE("a library's headers appear in its own folder and nowhere else") {
  struct Home {
    std::string header;
    std::vector<std::string> folders;
  };
  const std::vector<Home> homes{
      {"curl/", {"lib/adapters/curl"}},
      {"simdjson", {"ctl", "lib/adapters/api", "lib/adapters/control"}},
      {"spdlog/", {"lib/adapters/spdlog"}},
      {"yaml-cpp/", {"lib/adapters/yaml"}},
      {"sqlite3", {"lib/adapters/sqlite"}},
      {"git2", {"lib/adapters/git"}},
      {"systemd/sd-event", {"lib/adapters/systemd"}},
      {"systemd/sd-journal", {"lib/adapters/spdlog"}},
      {"systemd/sd-daemon", {"lib/adapters/systemd"}},
      {"date/", {"lib/core"}},
  };
  for (const std::string top : {"lib", "daemon", "ctl"}) {
    for (const Include& include : includes_in(top)) {
      for (const Home& home : homes) {
        if (include.header.rfind(home.header, 0) != 0) continue;
        CAPTURE(include.file);
        CAPTURE(include.header);
        CHECK(starts_with_one_of(include.file, home.folders));
      }
    }
  }
}

TEST_CASE("nothing uses std::views, which clang 14 cannot compile with libstdc++ 12") {
  for (const std::string top : {"lib", "daemon", "ctl"}) {
    for (const std::string& file : sources_in(top)) {
      CAPTURE(file);
      CHECK(text_of(kRoot / file).find("std::views") == std::string::npos);
    }
  }
}

}  // namespace
