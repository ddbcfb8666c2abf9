// Who is at the other end of a UNIX socket, as the kernel knows him; nothing that he says of himself counts.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace campaignd {

struct Peer {
  uid_t user = 0;
  gid_t group = 0;
  std::vector<gid_t> groups = {};  // the others
};

// Empty where the kernel does not know.
std::optional<Peer> peer_of(int socket);

// Who may speak to a service of that user and group: root, itself, and the group's members.
bool may_speak(const Peer& peer, uid_t user, gid_t group);

// `uid 1000 (sara)`: what is recorded; without a name where the machine has none for him.
std::string person_of(const Peer& peer);

}  // namespace campaignd
