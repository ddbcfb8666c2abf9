// Whether the bytes that have come in are a whole request, and which ones are not worth waiting for. Only how long a
// request is is read here; what it says is read once all of it is there. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace campaignd {

inline constexpr std::size_t kLargestHead = 8192;
inline constexpr std::size_t kLongestRequestLine = 1024;
inline constexpr std::size_t kLargestBody = 1U << 20U;

struct NotWhole {
  bool wants_to_be_told_to_go_on = false;  // `Expect: 100-continue`, and its body has not come yet
};
struct Whole {
  std::size_t size = 0;  // of the request
};
struct Unacceptable {
  int status = 400;
  std::string why;
};
using Frame = std::variant<NotWhole, Whole, Unacceptable>;

Frame frame_of(std::string_view bytes);

// A whole answer that was not worth parsing anything for.
std::string plain_refusal(const Unacceptable& refusal);

}  // namespace campaignd
