// A journal of this process's own: a socket where sd_journal_sendv looks for systemd's, behind a mount that nobody else
// sees. The process stays in that mount namespace, and in a user namespace where it is not root.
#pragma once

#include <map>
#include <string>

namespace campaignd::testing {

class PrivateJournal {
 public:
  // Throws std::system_error where this machine lets nobody make a namespace.
  PrivateJournal();
  ~PrivateJournal();
  PrivateJournal(const PrivateJournal&) = delete;
  PrivateJournal& operator=(const PrivateJournal&) = delete;

  using Entry = std::map<std::string, std::string>;  // by field

  // The next entry, by systemd's native protocol; throws where none comes within the deadline or it cannot be read.
  Entry next();
  [[nodiscard]] bool is_empty() const;

  void disappear();  // the socket goes, as where there is no journald
  void stop();       // the socket stays, and nobody reads it
  void start();

 private:
  int socket_ = -1;
};

}  // namespace campaignd::testing
