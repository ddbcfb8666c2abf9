#include "adapters/api/api_key.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

// A file of its own, gone at the end.
class KeyFile {
 public:
  explicit KeyFile(std::string_view bytes) {
    std::string folder = (std::filesystem::temp_directory_path() / "campaignd-key-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    std::ofstream(path(), std::ios::binary) << bytes;
  }
  ~KeyFile() { std::filesystem::remove_all(folder_); }
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;

  [[nodiscard]] std::string path() const { return (folder_ / "key").string(); }
  [[nodiscard]] std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

std::string error_of(std::string_view text) {
  const auto key = ApiKey::parse(text);
  REQUIRE_FALSE(key.has_value());
  return key.error();
}

TEST_CASE("a key is one line of printable ASCII, and its line's end is not part of it") {
  for (const std::string_view text : {"sk_live_1", "sk_live_1\n", "sk_live_1\r\n"}) {
    CHECK(ApiKey::parse(text).value().reveal() == "sk_live_1");
  }
  CHECK(error_of("") == "the API key is empty");
  CHECK(error_of("\n") == "the API key is empty");
  CHECK(error_of("sk_live_1\nsk_live_2\n") == "the API key must be one line, and nothing else");
  CHECK(error_of("sk_live_1\n\n") == "the API key must be one line, and nothing else");
  CHECK(error_of("sk live 1") == "the API key holds a space, or a byte that is not printable ASCII");
  CHECK(error_of(std::string_view("sk_live\0", 8)) ==
        "the API key holds a space, or a byte that is not printable ASCII");
  CHECK(error_of("sk_live_é") == "the API key holds a space, or a byte that is not printable ASCII");
}

TEST_CASE("a key has 8 to 4096 characters") {
  CHECK(error_of("1234567") == "the API key is shorter than 8 characters");
  CHECK(ApiKey::parse("12345678"));
  CHECK(ApiKey::parse(std::string(4096, 'k')));
  CHECK(error_of(std::string(4097, 'k')) == "the API key is longer than 4096 characters");
}

TEST_CASE("a key is read from its file, whatever its length") {
  CHECK(ApiKey::read(KeyFile("sk_live_1\n").path()).value().reveal() == "sk_live_1");
  CHECK(ApiKey::read(KeyFile(std::string(4096, 'k') + "\r\n").path()).value().reveal() == std::string(4096, 'k'));
}

TEST_CASE("what is wrong with a key file names the file and quotes nothing of it") {
  const KeyFile file("my secret words");
  const auto key = ApiKey::read(file.path());
  REQUIRE_FALSE(key.has_value());
  CHECK(key.error() == file.path() + ": the API key holds a space, or a byte that is not printable ASCII");

  const KeyFile long_one(std::string(1U << 20U, 'k'));
  CHECK(ApiKey::read(long_one.path()).error() == long_one.path() + ": the API key is longer than 4096 characters");
  CHECK(ApiKey::read(file.folder()).error() == file.folder() + ": Is a directory");
  CHECK(ApiKey::read(file.path() + "x").error() == file.path() + "x: No such file or directory");
}

TEST_CASE("a pipe that nobody writes to is an empty key, not a wait for ever") {
  const KeyFile file("");
  const std::string pipe = file.folder() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(ApiKey::read(pipe).error() == pipe + ": the API key is empty");
}

TEST_CASE("every occurrence of the key is taken out of a text") {
  const ApiKey secret = ApiKey::parse("aaaaaaaa").value();
  CHECK(secret.redacted("") == "");
  CHECK(secret.redacted("aaaaaaa") == "aaaaaaa");
  CHECK(secret.redacted("aaaaaaaa") == "[key]");
  CHECK(secret.redacted("x aaaaaaaaaaaaaaaa y") == "x [key][key] y");
}

TEST_CASE("a key that was moved leaves nothing behind") {
  ApiKey from = key();
  ApiKey to = std::move(from);
  CHECK(to.reveal() == kKey);
  CHECK(from.reveal().empty());  // NOLINT(bugprone-use-after-move): what is left is what is asked
  CHECK(from.redacted("text") == "text");
  to = ApiKey::parse("another-key").value();
  CHECK(to.reveal() == "another-key");
}

}  // namespace
}  // namespace campaignd::test
