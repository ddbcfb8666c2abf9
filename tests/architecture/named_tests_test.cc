// What README.md and SECURITY.md claim is shown by tests that they name by their titles, and each of these exists.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kHome = CAMPAIGND_SOURCE_DIR;

std::string whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::set<std::string> found_in(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

// Test cases, and the checks of the system test.
std::set<std::string> read_titles() {
  static const std::regex test_case(R"re((?:TEST_CASE|SUBCASE|TEST_CASE_TEMPLATE)\(\s*"([^"]+)")re");
  static const std::regex check(R"re(\ncheck "([^"$]+)")re");
  std::set<std::string> titles;
  for (const auto& file : fs::recursive_directory_iterator(kHome / "tests")) {
    const auto extension = file.path().extension();
    if (extension == ".cc" || extension == ".h") titles.merge(found_in(whole(file.path()), test_case));
    if (extension == ".bash") titles.merge(found_in(whole(file.path()), check));
  }
  return titles;
}

const std::set<std::string>& titles_of_tests() {
  static const std::set<std::string> titles = read_titles();
  return titles;
}

std::set<std::string> quotes_in(const std::string& text) {
  static const std::regex quoted(R"re("([^"\n]+)")re");
  return found_in(text, quoted);
}

std::set<std::string> paths_in(const std::string& text) {
  static const std::regex path(R"re(`(tests/[^`* ]+)`)re");
  return found_in(text, path);
}

using Row = std::vector<std::string>;

Row cells_of(const std::string& line) {
  Row cells;
  std::istringstream rest(line.substr(1));
  for (std::string cell; std::getline(rest, cell, '|');) {
    const auto from = cell.find_first_not_of(' ');
    cells.push_back(from == cell.npos ? "" : cell.substr(from, cell.find_last_not_of(' ') - from + 1));
  }
  return cells;
}

// The rows of all tables whose last column has this name.
std::vector<Row> rows_under(const std::string& document, const std::string& last_column) {
  std::vector<Row> rows;
  std::istringstream lines(whole(kHome / document));
  Row head;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('|')) {
      head.clear();
    } else if (head.empty()) {
      head = cells_of(line);
    } else if (!line.starts_with("|--") && head.back() == last_column) {
      rows.push_back(cells_of(line));
      CHECK_MESSAGE(rows.back().size() == head.size(), document << ": " << line);
    }
  }
  return rows;
}

TEST_CASE("each row that says by what it is shown names a test, and each of these exists") {
  const std::set<std::string>& titles = titles_of_tests();
  for (const char* document : {"README.md", "SECURITY.md"}) {
    const std::vector<Row> rows = rows_under(document, "shown by");
    CHECK(rows.size() > 20);
    for (const Row& row : rows) {
      const auto named = quotes_in(row.back());
      const auto paths = paths_in(row.back());
      CHECK_MESSAGE(named.size() + paths.size() > 0, document << ": nothing shows: " << row.front());
      for (const std::string& title : named) CHECK_MESSAGE(titles.contains(title), document << ": " << title);
    }
  }
}

TEST_CASE("each test that SECURITY.md names in a sentence exists") {
  const std::set<std::string>& titles = titles_of_tests();
  static const std::regex quoted(R"re("([^"\n]{20,})")re");
  for (const std::string& title : found_in(whole(kHome / "SECURITY.md"), quoted)) {
    CHECK_MESSAGE(titles.contains(title), title);
  }
}

TEST_CASE("each file of tests that README.md and SECURITY.md name exists") {
  for (const char* document : {"README.md", "SECURITY.md"}) {
    const auto paths = paths_in(whole(kHome / document));
    CHECK(paths.size() > 2);
    for (const std::string& path : paths) CHECK_MESSAGE(fs::exists(kHome / path), document << ": " << path);
  }
}

TEST_CASE("what README.md says of trouble, and of questions at night, is all among what it says is shown") {
  std::set<std::string> shown;
  for (const Row& row : rows_under("README.md", "shown by")) shown.insert(row.front());
  for (const char* column : {"gets you", "type"}) {
    const std::vector<Row> claims = rows_under("README.md", column);
    CHECK(claims.size() > 10);
    for (const Row& claim : claims) CHECK_MESSAGE(shown.contains(claim.front()), claim.front());
  }
}

}  // namespace
