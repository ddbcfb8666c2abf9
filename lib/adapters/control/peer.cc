#include "adapters/control/peer.h"

#include <pwd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

namespace campaignd {
namespace {

std::vector<gid_t> groups_of(int socket) {
  std::vector<gid_t> groups;
  auto bytes = static_cast<socklen_t>(0);
  // Says how much room it needs where there is too little.
  while (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &bytes) != 0) {
    if (errno != ERANGE) return {};
    groups.resize(bytes / sizeof(gid_t));
  }
  groups.resize(bytes / sizeof(gid_t));
  return groups;
}

}  // namespace

std::optional<Peer> peer_of(int socket) {
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return std::nullopt;
  return Peer{credentials.uid, credentials.gid, groups_of(socket)};
}

bool may_speak(const Peer& peer, uid_t user, gid_t group) {
  if (peer.user == 0 || peer.user == user || peer.group == group) return true;
  return std::find(peer.groups.begin(), peer.groups.end(), group) != peer.groups.end();
}

std::string person_of(const Peer& peer) {
  const std::string number = "uid " + std::to_string(peer.user);
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(peer.user, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) return number;
  return number + " (" + found->pw_name + ")";
}

}  // namespace campaignd
