// What was read ahead counts only where it is what the service finds.
#include "assembly/reading_ahead.h"

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <string>
#include <variant>

#include "assembly/read_now.h"
#include "contract/temporary_directory.h"

namespace campaignd::testing {
namespace {

std::string file_of(std::string_view handle) {
  return "version: 1\ncampaigns:\n  " + std::string(handle) + ": {id: 665f0c2ab1e4d2a7c9f01234}\n";
}

void save(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

SourceText read(const std::filesystem::path& file) {
  auto reading = read_now(file);
  REQUIRE(std::holds_alternative<SourceText>(reading));
  return std::get<SourceText>(std::move(reading));
}

std::string first_handle(ReadingAhead& ahead, const std::filesystem::path& file) {
  const auto desired = ahead.parse(read(file));
  REQUIRE(desired);
  return desired->campaigns.front().handle.str();
}

TEST_CASE("what was read ahead is what the service would have read, and counts once") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "campaigns.yaml";
  save(file, file_of("eid"));
  static_cast<void>(read(file));  // it is at rest
  ReadingAhead ahead(file);

  CHECK(first_handle(ahead, file) == "eid");
  save(file, file_of("sale"));
  CHECK(first_handle(ahead, file) == "sale");
}

TEST_CASE("other bytes than those that were read ahead are read as they are") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "campaigns.yaml";
  const auto other = directory.path() / "other.yaml";
  SUBCASE("the file changed") {
    save(file, file_of("eid"));
    static_cast<void>(read(file));
  }
  SUBCASE("the file came") {}
  save(other, file_of("sale"));
  ReadingAhead ahead(file);
  CHECK(first_handle(ahead, other) == "sale");
}

TEST_CASE("what is wrong with a file is told as ever") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "campaigns.yaml";
  save(file, "version: 1\ncampaigns:\n  eid: {nam: x}\n");
  static_cast<void>(read(file));
  ReadingAhead ahead(file);

  const auto desired = ahead.parse(read(file));

  REQUIRE_FALSE(desired);
  CHECK(to_text(desired.error().front()).starts_with("campaigns.yaml:3:3: error: `eid` has neither"));
}

TEST_CASE("who reads ahead takes signals as before") {
  sigset_t before{};
  sigset_t after{};
  ::pthread_sigmask(SIG_BLOCK, nullptr, &before);
  const ReadingAhead ahead("/nowhere");
  ::pthread_sigmask(SIG_BLOCK, nullptr, &after);
  CHECK(sigismember(&before, SIGTERM) == sigismember(&after, SIGTERM));
}

}  // namespace
}  // namespace campaignd::testing
