// Typed access to a tree: what is not as expected is reported where it stands and comes back empty, and reading goes
// on, so that all of a file's errors are found at once. Shared by the desired state and the settings.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"

namespace campaignd {

enum class ExtensionKeys : std::uint8_t { kRefused, kAllowed };  // keys `x-…`, which are read by nobody

// Whether `node` is a mapping; reports what it is instead. `what` names it in the message: `campaigns`.
bool is_mapping(const Node& node, std::string_view what, Findings& findings);
// The same of a whole file; `example` is a line that could stand in it.
bool is_mapping_of_keys(const Node& top, std::string_view example, Findings& findings);

bool is_sequence(const Node& node, std::string_view what, Findings& findings);

// Reports every key of the mapping that is not in `known`, with the nearest known one.
void refuse_unknown_keys(const Node& mapping, std::span<const std::string_view> known, ExtensionKeys extension_keys,
                         Findings& findings);

// A scalar's text, which may be empty. `key` names it in the message, `what` says what it must be.
std::optional<std::string> read_text(const Node& node, std::string_view key, Findings& findings,
                                     std::string_view what = "text");

// `true` or `false`, without quotes.
std::optional<bool> read_bool(const Node& node, std::string_view key, Findings& findings);

// A whole number without quotes, both limits included.
std::optional<std::int64_t> read_integer(const Node& node, std::string_view key, std::int64_t least, std::int64_t most,
                                         Findings& findings);

// One of the words; reports all of them, and the nearest, where it is none.
std::optional<std::size_t> read_word(const Node& node, std::string_view key, std::span<const std::string_view> words,
                                     Findings& findings);

// A scalar between backticks, with quotes where the file has them.
std::string as_written(const Node& scalar);

// `; did you mean `name`?`, or nothing where no known word is near.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

// Reports a character of `text` that steers the direction of text, by name. Whether there was none.
bool has_no_directional_marks(std::string_view text, std::string_view key, Mark at, Findings& findings);

}  // namespace campaignd
