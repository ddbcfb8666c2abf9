// Which commit the desired state is, read with libgit2 from the work tree that its files lie in. Any failure is an
// empty answer and never an error. Reads local files only: no network, no hook, no filter, nothing is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/files/commit.h"

namespace campaignd {

// Where HEAD has exactly these bytes at `path`, links followed (the one file, or of a directory all of its *.yaml and
// *.yml and no others): the commit that brought them there, HEAD's own or an earlier one. Any thread.
std::optional<Commit> commit_of(const std::string& path, const std::vector<SourceFile>& files);

}  // namespace campaignd
