#include "adapters/api/api_key.h"

#include <fcntl.h>
#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace campaignd {

namespace {

std::string_view without_line_end(std::string_view text);
std::string errno_text();

}  // namespace

tl::expected<ApiKey, std::string> ApiKey::parse(std::string_view text) {
  text = without_line_end(text);
  const auto printable = [](char c) { return c > ' ' && c <= '~'; };
  if (text.empty()) return tl::unexpected<std::string>("the API key is empty");
  if (text.find_first_of("\r\n") != text.npos) {
    return tl::unexpected<std::string>("the API key must be one line, and nothing else");
  }
  if (!std::all_of(text.begin(), text.end(), printable)) {
    return tl::unexpected<std::string>("the API key holds a space, or a byte that is not printable ASCII");
  }
  if (text.size() < kMinLength) {
    return tl::unexpected("the API key is shorter than " + std::to_string(kMinLength) + " characters");
  }
  if (text.size() > kMaxLength) {
    return tl::unexpected("the API key is longer than " + std::to_string(kMaxLength) + " characters");
  }
  return ApiKey(text);
}

tl::expected<ApiKey, std::string> ApiKey::read(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return tl::unexpected(path + ": " + errno_text());
  std::array<char, kMaxLength + 3> buffer{};
  std::size_t size = 0;
  ssize_t got = 0;
  do {
    got = ::read(file, buffer.data() + size, buffer.size() - size);
    if (got > 0) size += static_cast<std::size_t>(got);
  } while ((got > 0 && size < buffer.size()) || (got < 0 && errno == EINTR));
  const std::string failure = got < 0 ? errno_text() : "";
  ::close(file);

  auto key = failure.empty() ? parse({buffer.data(), size}) : tl::unexpected(failure);
  ::explicit_bzero(buffer.data(), buffer.size());
  if (!key) return tl::unexpected(path + ": " + key.error());
  return key;
}

ApiKey::ApiKey(std::string_view text) : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
  std::copy(text.begin(), text.end(), bytes_.get());
}

ApiKey::ApiKey(ApiKey&& other) noexcept : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

ApiKey& ApiKey::operator=(ApiKey&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

ApiKey::~ApiKey() {
  wipe();
}

void ApiKey::wipe() {
  if (bytes_) ::explicit_bzero(bytes_.get(), size_);
}

std::string ApiKey::redacted(std::string_view text) const {
  const std::string_view key = reveal();
  std::string result;
  std::size_t from = 0;
  if (!key.empty()) {
    for (auto at = text.find(key); at != text.npos; at = text.find(key, from)) {
      result.append(text.substr(from, at - from)).append("[key]");
      from = at + key.size();
    }
  }
  return result.append(text.substr(from));
}

namespace {

std::string_view without_line_end(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

std::string errno_text() {
  return std::generic_category().message(errno);
}

}  // namespace

}  // namespace campaignd
