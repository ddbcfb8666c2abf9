#include "adapters/sqlite/machine_id.h"

#include <fstream>

namespace campaignd {
namespace {

std::string bound_machine(const Connection& connection) {
  Statement statement = connection.prepare("SELECT value FROM meta WHERE key = 'machine_id'");
  return statement.next() ? statement.take_text() : std::string{};
}

}  // namespace

std::string read_machine_id(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line == "uninitialized" ? std::string{} : line;
}

void bind_machine(Connection& connection, const std::string& machine_id) {
  if (!machine_id.empty() && bound_machine(connection).empty()) rebind_machine(connection, machine_id);
}

void rebind_machine(Connection& connection, const std::string& machine_id) {
  Statement statement = connection.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('machine_id', ?)");
  statement.put_text(machine_id);
  statement.run();
}

bool belongs_to_another(const Connection& connection, const std::string& machine_id) {
  const std::string bound = bound_machine(connection);
  return !bound.empty() && bound != machine_id;
}

}  // namespace campaignd
