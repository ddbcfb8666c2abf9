#include "adapters/yaml/addresses.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <variant>

#include "adapters/yaml/reader.h"

namespace campaignd {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kLongestHost = 253;

struct HostAndPort {
  std::string host;  // without brackets
  std::string_view port;
  bool is_ipv6 = false;
};

std::optional<HostAndPort> split_host(std::string_view authority);
bool is_host(const HostAndPort& address);
bool is_port(std::string_view text);
bool is_loopback(const HostAndPort& address);
bool is_made_of(std::string_view text, std::string_view more);
std::string problem_of_url(std::string_view url, PlainHttp plain_http);

}  // namespace

std::optional<std::string> read_base_url(const Node& node, PlainHttp plain_http, Findings& findings) {
  const auto text = read_text(node, "api.baseUrl", findings);
  if (!text || !has_no_directional_marks(*text, "api.baseUrl", node.at, findings)) return std::nullopt;
  const std::string problem = problem_of_url(*text, plain_http);
  if (problem.empty()) return text;
  findings.error(node.at, "`api.baseUrl` " + problem);
  return std::nullopt;
}

std::optional<std::string> read_listen(const Node& node, Findings& findings) {
  const auto text = read_text(node, "control.listen", findings);
  if (!text || text->empty()) return text;
  if (!has_no_directional_marks(*text, "control.listen", node.at, findings)) return std::nullopt;
  const auto address = split_host(*text);
  if (address && is_host(*address) && is_port(address->port)) return text;
  findings.error(node.at,
                 "`control.listen` must be HOST:PORT, such as `127.0.0.1:9464` or `[::1]:9464`, not " + quoted(*text));
  return std::nullopt;
}

namespace {

// What is wrong with it, to stand behind its name; empty where nothing is. The URL itself is shown only once it is
// known to hold neither credentials nor a query.
std::string problem_of_url(std::string_view url, PlainHttp plain_http) {
  const auto scheme_end = url.find("://");
  const std::string_view scheme = url.substr(0, scheme_end == url.npos ? 0 : scheme_end);
  const std::string_view rest = scheme_end == url.npos ? std::string_view{} : url.substr(scheme_end + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::string_view path = rest.substr(authority.size());
  if (url.find('@') != url.npos)
    return "must not hold credentials; the key belongs in the file that `api.keyFile` names";
  if (url.find('?') != url.npos) return "must not hold a query (`?…`)";
  if (url.find('#') != url.npos) return "must not hold a fragment (`#…`)";
  if (scheme != "https" && scheme != "http") return "must begin with `https://`, not be " + quoted(url);
  const auto address = split_host(authority);
  if (!address || !is_host(*address)) return quoted(url) + " names no host";
  if (authority.back() == ':' || (!address->port.empty() && !is_port(address->port))) {
    return quoted(url) + " has no port from 1 to 65535 behind the colon";
  }
  if (!is_made_of(path, "/._~-%")) return quoted(url) + " holds a character that does not belong in a path";
  if (!path.empty() && path.back() == '/') return quoted(url) + " ends with a slash; take it off";
  if (scheme == "http" && plain_http == PlainHttp::kLoopbackOnly && !is_loopback(*address)) {
    return quoted(url) + " would send the key in clear; write `https://`, or `allowInsecure: true` beside it";
  }
  return "";
}

// `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`; the pieces are only cut.
std::optional<HostAndPort> split_host(std::string_view authority) {
  if (authority.substr(0, 1) != "[") {
    const auto colon = std::min(authority.find(':'), authority.size());
    return HostAndPort{std::string(authority.substr(0, colon)), authority.substr(std::min(colon + 1, authority.size())),
                       /*is_ipv6=*/false};
  }
  const auto end = authority.find(']');
  if (end == authority.npos) return std::nullopt;
  const std::string_view behind = authority.substr(end + 1);
  if (!behind.empty() && behind.front() != ':') return std::nullopt;
  return HostAndPort{std::string(authority.substr(1, end - 1)), behind.substr(std::min<std::size_t>(1, behind.size())),
                     /*is_ipv6=*/true};
}

bool is_host(const HostAndPort& address) {
  if (address.is_ipv6) {
    in6_addr parsed{};
    return ::inet_pton(AF_INET6, address.host.c_str(), &parsed) == 1;
  }
  return !address.host.empty() && address.host.size() <= kLongestHost && is_made_of(address.host, ".-_") &&
         address.host.front() != '.' && address.host.front() != '-';
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, port);
  return parsed.ec == std::errc() && parsed.ptr == end && port >= 1 && port <= 65535;
}

// Only what is surely this machine: other spellings of 127.0.0.1, such as `127.1`, are not worth their risk.
bool is_loopback(const HostAndPort& address) {
  if (address.is_ipv6) {
    in6_addr parsed{};
    constexpr std::array<unsigned char, 16> kOne{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return ::inet_pton(AF_INET6, address.host.c_str(), &parsed) == 1 &&
           std::equal(kOne.begin(), kOne.end(), std::begin(parsed.s6_addr));
  }
  in_addr parsed{};
  if (::inet_pton(AF_INET, address.host.c_str(), &parsed) == 1) return (ntohl(parsed.s_addr) >> 24U) == 127;
  return address.host == "localhost";
}

bool is_made_of(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return kLetters.find(c) != kLetters.npos || kDigits.find(c) != kDigits.npos || more.find(c) != more.npos;
  });
}

}  // namespace
}  // namespace campaignd
