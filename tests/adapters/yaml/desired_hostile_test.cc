// Files that are made to cost: each is refused, in bounded time and with a bounded number of errors.
#include <doctest/doctest.h>

#include <chrono>
#include <ctime>
#include <string>

#include "desired_reading.h"

namespace campaignd::testing {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

// A correct file of exactly `size` bytes.
std::string padded_to(std::size_t size) {
  std::string text = "version: 1\ncampaigns:\n  eid:\n    name: Eid greeting\n";
  while (text.size() + 101 < size) text += "#" + std::string(98, '.') + "\n";
  return text + "#" + std::string(size - text.size() - 2, '.') + "\n";
}

std::string lists(std::size_t depth) {
  return "version: 1\nx-deep: " + std::string(depth, '[') + std::string(depth, ']') +
         "\ncampaigns:\n  eid:\n    name: Eid greeting\n";
}

std::string blocks(std::size_t depth) {
  std::string text = "version: 1\nx-deep:\n";
  for (std::size_t i = 1; i <= depth; ++i) text += std::string(i, ' ') + "a:\n";
  return text + std::string(depth + 1, ' ') + "a: b\ncampaigns:\n  eid:\n    name: Eid greeting\n";
}

TEST_CASE("a file of 2 MiB is read, one of a byte more is not") {
  CHECK(errors_of(padded_to(2 * kMebibyte)) == "");
  CHECK(errors_of(padded_to(2 * kMebibyte + 1)) ==
        "campaigns.yaml: error: the file is larger than 2 MiB; split it into several files of a directory\n");
}

TEST_CASE("values stand 64 deep in each other at most") {
  CHECK(errors_of(lists(63)) == "");
  CHECK(errors_of(lists(64)) ==
        "campaigns.yaml:2:72: error: lists and mappings stand more than 64 deep in each other here\n");
  CHECK(errors_of(blocks(62)) == "");
  CHECK(errors_of(blocks(63)) ==
        "campaigns.yaml:66:65: error: lists and mappings stand more than 64 deep in each other here\n");
}

TEST_CASE("what a hostile file costs is bounded, whatever it is made of") {
  const std::string ten = repeated("0123456789", kMebibyte);
  const std::string mapping = "version: 1\ncampaigns:\n";
  std::string handles = mapping;
  for (int i = 0; i < 60'000; ++i) handles += "  a" + std::to_string(i) + ": {namo: x}\n";
  std::string merges = "version: 1\nx-a: &a {";
  for (int i = 0; i < 5'000; ++i) merges += "k" + std::to_string(i) + ": 1, ";
  merges += "z: 1}\ncampaigns:\n";
  for (int i = 0; i < 5'000; ++i) merges += "  c" + std::to_string(i) + ": {<<: *a}\n";
  const std::string files[] = {ten,
                               std::string(10 * kMebibyte, '['),
                               std::string(2 * kMebibyte, '['),
                               std::string(2 * kMebibyte, '{'),
                               repeated("[\n", kMebibyte),
                               repeated("- ", kMebibyte),
                               repeated("? ", kMebibyte),
                               repeated("a: ", kMebibyte / 2),
                               repeated("&a ", kMebibyte / 2),
                               repeated("!a ", kMebibyte / 2),
                               repeated("---\n", kMebibyte / 2),
                               repeated("%TAG ! a\n", kMebibyte / 8),
                               "version: 1\nx: \"" + repeated("\\\n", kMebibyte / 2),
                               "version: 1\nx: |\n" + repeated(" \n", kMebibyte / 2),
                               repeated(" ", 2 * kMebibyte - 1) + "a",
                               mapping + repeated("  eid:\n    name: Eid\n", 50'000),
                               mapping + "  eid:\n    name: " + std::string(kMebibyte, 'x') + "\n",
                               mapping + "  eid:\n    scheduledFor: " + std::string(kMebibyte, '1') + "\n",
                               mapping + "  " + std::string(kMebibyte, 'x') + ": {}\n",
                               handles,
                               merges};
  int index = 0;
  for (const std::string& file : files) {
    CAPTURE(index++);
    const auto before = std::chrono::steady_clock::now();
    const auto state = read_text(file);
    const auto took = std::chrono::steady_clock::now() - before;

    CHECK_FALSE(state);
    CHECK(took < std::chrono::seconds(60));  // what is not bounded takes hours
    if (state) continue;
    CHECK(state.error().size() <= 101);
    for (const Diagnostic& error : state.error()) CHECK(error.message.size() < 1000);
  }
}

TEST_CASE("a hundred errors are shown, and how many more there are") {
  std::string text = "version: 1\ncampaigns:\n";
  for (int i = 0; i < 5'000; ++i) text += "  c" + std::to_string(i) + ": {name: ab}\n";

  const auto state = read_text(text);

  REQUIRE_FALSE(state);
  REQUIRE(state.error().size() == 101);
  CHECK(to_text(state.error()[99]) ==
        "campaigns.yaml:102:15: error: `name` has 2 characters; a campaign's name has 3 to 80");
  CHECK(to_text(state.error()[100]) == "campaigns.yaml: note: 4900 more errors are not shown");
}

TEST_CASE("only what can be shown is compared with every zone that there is") {
  const auto seconds_for = [](int count) {
    std::string text = "version: 1\ncampaigns:\n";
    for (int i = 0; i < count; ++i)
      text += "  c" + std::to_string(i) + ": {timezone: Zone/N" + std::to_string(i) + "}\n";
    const std::clock_t before = std::clock();
    CHECK_FALSE(read_text(text));
    return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  };
  CHECK(seconds_for(14'000) < 6 * seconds_for(1'000));
}

TEST_CASE("aliases may stand for 250000 values in all, and not for more") {
  const auto with_aliases = [](int count) {
    std::string text = "version: 1\nx-a: &a [" + repeated("1,", 999) + "]\nx-b: [";
    for (int i = 0; i < count; ++i) text += "*a,\n";
    return text + "]\ncampaigns:\n  eid:\n    name: Eid greeting\n";
  };
  CHECK(errors_of(with_aliases(250)) == "");
  CHECK(errors_of(with_aliases(251)) ==
        "campaigns.yaml:253:1: error: the aliases up to here stand for more than 250000 values\n");
}

}  // namespace
}  // namespace campaignd::testing
