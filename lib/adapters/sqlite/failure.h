// What a failed database means for a person: which file, what is wrong with it, and what to do next.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "adapters/sqlite/schema.h"
#include "adapters/sqlite/statement.h"
#include "ports/journal.h"

namespace campaignd {

JournalFailure failure_of(const std::filesystem::path& file, const DatabaseError& error);
JournalFailure failure_of(const std::filesystem::path& file, const SchemaRefused& refusal);

// Whether the connection that threw `error` is better closed and opened anew: the file is damaged, or the disk is ill.
[[nodiscard]] bool is_lasting(const DatabaseError& error);

// `act`'s result, or what its exception means.
template <class Act>
auto guarded(const std::filesystem::path& file, Act act) -> tl::expected<decltype(act()), JournalFailure> {
  try {
    if constexpr (std::is_void_v<decltype(act())>) {
      act();
      return {};
    } else {
      return act();
    }
  } catch (const DatabaseError& error) {
    return tl::make_unexpected(failure_of(file, error));
  } catch (const SchemaRefused& refusal) {
    return tl::make_unexpected(failure_of(file, refusal));
  }
}

}  // namespace campaignd
