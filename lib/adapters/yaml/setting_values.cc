#include "adapters/yaml/setting_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "adapters/yaml/reader.h"
#include "core/duration.h"

namespace campaignd {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  std::int64_t worth;
};
// The largest first, so that a limit is told in the largest unit that divides it.
constexpr std::array<Unit, 7> kSizeUnits{{{"GB", 1'000'000'000},
                                          {"MB", 1'000'000},
                                          {"kB", 1000},
                                          {"GiB", std::int64_t{1} << 30},
                                          {"MiB", std::int64_t{1} << 20},
                                          {"KiB", std::int64_t{1} << 10},
                                          {"B", 1}}};
constexpr std::string_view kDurationForm = "a duration such as `300ms`, `10s`, `5m`, `2h` or `1d`";
constexpr std::string_view kSizeForm = "a size such as `256MB` or `2GB`";
constexpr std::size_t kLongestPath = 4095;  // bytes; PATH_MAX without the end

struct Size {
  std::int64_t bytes = 0;
  bool is_in_range = false;
};

std::optional<Size> parse_size(std::string_view text, Limits<std::int64_t> limits);
std::string size_text(std::int64_t bytes);
std::optional<double> parse_decimal(std::string_view text);
std::string decimal_text(double number);
std::string must_be(std::string_view key, std::string_view what, std::string_view text);

}  // namespace

std::optional<milliseconds> read_duration(const Node& node, std::string_view key, Limits<milliseconds> limits,
                                          Findings& findings) {
  const auto text = read_text(node, key, findings, kDurationForm);
  if (!text) return std::nullopt;
  const auto duration = parse_duration(*text);
  if (duration && *duration >= limits.least && *duration <= limits.most) return duration;
  findings.error(node.at,
                 duration
                     ? must_be(key, "from " + duration_text(limits.least) + " to " + duration_text(limits.most), *text)
                     : must_be(key, kDurationForm, *text));
  return std::nullopt;
}

std::optional<std::int64_t> read_size(const Node& node, std::string_view key, Limits<std::int64_t> limits,
                                      Findings& findings) {
  const auto text = read_text(node, key, findings, kSizeForm);
  if (!text) return std::nullopt;
  const auto size = parse_size(*text, limits);
  if (size && size->is_in_range) return size->bytes;
  findings.error(node.at, size
                              ? must_be(key, "from " + size_text(limits.least) + " to " + size_text(limits.most), *text)
                              : must_be(key, kSizeForm, *text));
  return std::nullopt;
}

std::optional<double> read_number(const Node& node, std::string_view key, Limits<double> limits, Findings& findings) {
  const auto text = read_text(node, key, findings, "a number");
  if (!text) return std::nullopt;
  const auto number = node.is_plain ? parse_decimal(*text) : std::nullopt;
  if (number && *number >= limits.least && *number <= limits.most) return number;
  findings.error(
      node.at, must_be(key, "a number from " + decimal_text(limits.least) + " to " + decimal_text(limits.most), *text));
  return std::nullopt;
}

std::optional<double> read_share(const Node& node, std::string_view key, Limits<double> limits, Findings& findings) {
  const auto text = read_text(node, key, findings, "a share such as `10%` or `0.1`");
  if (!text) return std::nullopt;
  const bool is_percent = !text->empty() && text->back() == '%';
  auto share = parse_decimal(std::string_view(*text).substr(0, text->size() - (is_percent ? 1 : 0)));
  if (share && is_percent) *share /= 100;
  if (share && *share >= limits.least && *share <= limits.most) return share;
  const auto both = [](double limit) { return "`" + decimal_text(limit * 100) + "%`"; };
  findings.error(
      node.at,
      must_be(key, "a share from " + both(limits.least) + " to " + both(limits.most) + ", such as `10%` or `0.1`",
              *text));
  return std::nullopt;
}

std::optional<std::string> read_path(const Node& node, std::string_view key, Shown shown, Findings& findings) {
  const auto text = read_text(node, key, findings);
  if (!text || !has_no_directional_marks(*text, key, node.at, findings)) return std::nullopt;
  const bool is_one_line = std::all_of(text->begin(), text->end(),
                                       [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f'; });
  if (text->empty() || text->front() != '/' || !is_one_line || text->size() > kLongestPath) {
    constexpr std::string_view kWhat = "an absolute path, one that begins with `/`";
    findings.error(node.at, shown == Shown::kInMessages
                                ? must_be(key, kWhat, *text)
                                : std::string("`").append(key).append("` must be ").append(kWhat));
    return std::nullopt;
  }
  const auto last = text->find_last_not_of('/');
  return last == std::string::npos ? "/" : text->substr(0, last + 1);
}

namespace {

// Empty where the text is no number with one of the units.
std::optional<Size> parse_size(std::string_view text, Limits<std::int64_t> limits) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto* const unit = std::find_if(kSizeUnits.begin(), kSizeUnits.end(),
                                        [&](const Unit& known) { return known.name == text.substr(digits); });
  if (digits == 0 || unit == kSizeUnits.end()) return std::nullopt;
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + digits, number);
  if (parsed.ec != std::errc() || number > limits.most / unit->worth) return Size{};
  return Size{number * unit->worth, number * unit->worth >= limits.least};
}

std::string size_text(std::int64_t bytes) {
  const auto* const unit = std::find_if(kSizeUnits.begin(), kSizeUnits.end(), [&](const Unit& known) {
    return bytes == 0 ? known.name == "B" : bytes % known.worth == 0;
  });
  return std::to_string(bytes / unit->worth).append(unit->name);
}

std::optional<double> parse_decimal(std::string_view text) {
  const auto dot = text.find('.');
  const bool has_form = !text.empty() && text.find_first_not_of("0123456789.") == text.npos && text.front() != '.' &&
                        text.back() != '.' && text.find('.', dot + (dot == text.npos ? 0 : 1)) == text.npos;
  if (!has_form) return std::nullopt;
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return parsed.ec == std::errc() && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string decimal_text(double number) {
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), written.ptr};
}

std::string must_be(std::string_view key, std::string_view what, std::string_view text) {
  return std::string("`").append(key).append("` must be ").append(what).append(", not ") + quoted(text);
}

}  // namespace
}  // namespace campaignd
