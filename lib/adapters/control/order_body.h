// The bodies of the socket's requests, read into orders. Every byte is hostile: what is not asked for, said twice or of
// another kind is an error that names the key, and the one that was probably meant. Pure.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "engine/order.h"

namespace campaignd {

// The person is not in it: he is who the socket says.
tl::expected<Order, std::string> read_pause(std::string_view body);    // {"reason": "…", "for": "2h"}
tl::expected<Order, std::string> read_resume(std::string_view body);   // {"restore": false}, or nothing
tl::expected<Order, std::string> read_approve(std::string_view body);  // {"plan": "9f3c51aa"}
tl::expected<Order, std::string> read_rearm(std::string_view body);    // {"handle": "eid-greeting"}
tl::expected<Order, std::string> read_freeze(std::string_view body);   // {"reason": "…", "all": false, "names": []}

// Nothing, or an empty object.
tl::expected<void, std::string> read_nothing(std::string_view body);

}  // namespace campaignd
