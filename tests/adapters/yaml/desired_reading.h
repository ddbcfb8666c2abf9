// Desired state as the tests hand it to the reader: from text, or from the files of tests/data/desired.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "ports/source.h"

namespace campaignd::testing {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;  // file name and bytes

tl::expected<DesiredState, Diagnostics> read_files(const NamedTexts& files);

// One file, `campaigns.yaml`.
tl::expected<DesiredState, Diagnostics> read_text(const std::string& text);

// Every error on a line of its own, as people see it; empty where the files were read.
std::string errors_of(const NamedTexts& files);
std::string errors_of(const std::string& text);

std::string to_lines(const Diagnostics& errors);

std::string bytes_of_file(const std::string& path);

}  // namespace campaignd::testing
