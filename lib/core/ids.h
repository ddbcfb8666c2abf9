// The identifiers that travel through the program, each a type of its own so that none can stand in for another.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd {

// 24 hexadecimal digits, as OTPIQ gives every object (API reference, `ObjectId`). Any letter case is read; lower case
// is kept, so that equal ids compare equal.
template <class Tag>
class ObjectId {
 public:
  static constexpr std::size_t kLength = 24;

  // Empty where `text` is anything but 24 hexadecimal digits.
  static std::optional<ObjectId> parse(std::string_view text) {
    if (text.size() != kLength) return std::nullopt;
    ObjectId id;
    for (std::size_t i = 0; i < kLength; ++i) {
      const char c = text[i];
      const bool digit = c >= '0' && c <= '9';
      const bool lower = c >= 'a' && c <= 'f';
      const bool upper = c >= 'A' && c <= 'F';
      if (!digit && !lower && !upper) return std::nullopt;
      id.digits_[i] = upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return id;
  }

  [[nodiscard]] std::string_view text() const { return {digits_.data(), digits_.size()}; }
  [[nodiscard]] std::string str() const { return std::string(text()); }

  // By words, not digit by digit: maps by id are most of what a plan does.
  friend bool operator==(const ObjectId& a, const ObjectId& b) {
    return a.word(0) == b.word(0) && a.word(1) == b.word(1) && a.word(2) == b.word(2);
  }
  friend std::strong_ordering operator<=>(const ObjectId& a, const ObjectId& b) {
    for (std::size_t i = 0; i < kLength / sizeof(std::uint64_t); ++i) {
      if (const auto order = a.word(i) <=> b.word(i); order != 0) return order;
    }
    return std::strong_ordering::equal;
  }

 private:
  ObjectId() = default;

  // Eight digits as a number that is the larger, the later they stand in the alphabet.
  [[nodiscard]] std::uint64_t word(std::size_t number) const {
    std::uint64_t digits = 0;
    std::memcpy(&digits, digits_.data() + number * sizeof digits, sizeof digits);
    return std::endian::native == std::endian::little ? __builtin_bswap64(digits) : digits;
  }

  std::array<char, kLength> digits_{};
};

using CampaignId = ObjectId<struct CampaignIdTag>;
using TemplateId = ObjectId<struct TemplateIdTag>;        // `templates[].id` of the resources
using PhoneNumberId = ObjectId<struct PhoneNumberIdTag>;  // `phoneNumbers[].id` of the resources, never Meta's

// A campaign's key in the desired state: [a-z0-9][a-z0-9._-]{0,62}.
class Handle {
 public:
  static constexpr std::size_t kMaxLength = 63;

  // Empty where `text` is not a handle.
  static std::optional<Handle> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const { return text_; }
  friend auto operator<=>(const Handle&, const Handle&) = default;

 private:
  explicit Handle(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace campaignd

template <class Tag>
struct std::hash<campaignd::ObjectId<Tag>> {
  std::size_t operator()(const campaignd::ObjectId<Tag>& id) const noexcept {
    return std::hash<std::string_view>{}(id.text());
  }
};
template <>
struct std::hash<campaignd::Handle> {
  std::size_t operator()(const campaignd::Handle& handle) const noexcept {
    return std::hash<std::string>{}(handle.str());
  }
};
