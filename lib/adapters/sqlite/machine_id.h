// Which machine this is, by its /etc/machine-id, so that a copied state directory is noticed.
#pragma once

#include <filesystem>
#include <string>

#include "adapters/sqlite/statement.h"

namespace campaignd {

// The first line of `file`; empty where there is none, or where the first boot has not filled it yet (machine-id(5)).
std::string read_machine_id(const std::filesystem::path& file);

// Binds a directory that belongs to nobody yet. Without an id of our own it stays unbound.
void bind_machine(Connection& connection, const std::string& machine_id);

// Makes the directory ours, whoever's it was.
void rebind_machine(Connection& connection, const std::string& machine_id);

// Whether the directory is bound to some other machine.
[[nodiscard]] bool belongs_to_another(const Connection& connection, const std::string& machine_id);

}  // namespace campaignd
