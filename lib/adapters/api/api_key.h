// The project's API key, and the one place that keeps it out of everything that is shown. Its bytes lie in memory once
// for each ApiKey, cannot be printed or copied by accident, and are overwritten when it dies. What libcurl copies is
// out of reach.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace campaignd {

class ApiKey {
 public:
  static constexpr std::size_t kMinLength = 8;  // shorter ones would be found, and hidden, in ordinary text
  static constexpr std::size_t kMaxLength = 4096;

  // One line of printable ASCII without spaces; the line's end may follow. The error says what is wrong and quotes
  // nothing of it.
  static tl::expected<ApiKey, std::string> parse(std::string_view text);

  // `parse` of a whole file, of which at most kMaxLength bytes and a line's end are read. The error names the file.
  static tl::expected<ApiKey, std::string> read(const std::string& path);

  ApiKey(ApiKey&& other) noexcept;
  ApiKey& operator=(ApiKey&& other) noexcept;
  ApiKey(const ApiKey&) = delete;
  ApiKey& operator=(const ApiKey&) = delete;
  ~ApiKey();

  // `text` with every occurrence of the key replaced by `[key]`. To be called before anything is cut short: half a key
  // is not found.
  [[nodiscard]] std::string redacted(std::string_view text) const;

  // For the Authorization header, and nothing else.
  [[nodiscard]] std::string_view reveal() const { return {bytes_.get(), size_}; }

  friend bool operator==(const ApiKey& a, const ApiKey& b) { return a.reveal() == b.reveal(); }
  friend std::ostream& operator<<(std::ostream&, const ApiKey&) = delete;

 private:
  explicit ApiKey(std::string_view text);
  void wipe();

  std::unique_ptr<char[]> bytes_;  // not a string: a short one would be copied, not moved
  std::size_t size_ = 0;
};

}  // namespace campaignd
