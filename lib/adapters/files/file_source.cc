#include "adapters/files/file_source.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "adapters/files/file_reading.h"
#include "adapters/files/source_errors.h"
#include "adapters/openssl/sha256.h"

namespace campaignd {
namespace {

// The kernel stamps changes by a clock that ticks every few milliseconds: two within one tick look alike.
constexpr auto kLeastRest = std::chrono::milliseconds(10);
// Its close is told by an event; this is for the warning about a long wait, and where events are lost.
constexpr auto kLookAtWriters = std::chrono::seconds(5);

std::string hash_of(const std::vector<SourceFile>& files, bool is_directory);

}  // namespace

FileSource::FileSource(std::string path, std::chrono::milliseconds debounce, const Clock& clock,
                       const OpenWriters& writers, CommitOf commit_of)
    : path_(std::move(path)),
      debounce_(std::max(debounce, kLeastRest)),
      clock_(clock),
      writers_(writers),
      commit_of_(std::move(commit_of)) {}

void FileSource::use(std::string path, std::chrono::milliseconds debounce) {
  if (path != path_) {
    rest_ = {};
    read_.reset();
  }
  path_ = std::move(path);
  debounce_ = std::max(debounce, kLeastRest);
}

FileSource::Reading FileSource::read() {
  read_.reset();
  const Standing standing = look_at(path_);
  auto waiting = reason_to_wait(standing);
  if (Diagnostics errors = errors_of_place(path_, standing); !errors.empty())
    return SourceUnreadable{std::move(errors)};
  if (waiting) return std::move(*waiting);
  // Only now: a file that is being written is empty at first.
  if (Diagnostics errors = errors_of_sizes(standing); !errors.empty()) return SourceUnreadable{std::move(errors)};
  return read_at_rest(standing);
}

bool FileSource::is_current() {
  return read_ && !writers_.any() && look_at(path_) == *read_;
}

std::optional<Unsettled> FileSource::reason_to_wait(const Standing& standing) {
  const MonotonicTime now = clock_.monotonic_now();
  const auto last_move = rest_.look(standing, clock_.wall_now(), now);
  if (const auto path = writers_.any()) {
    return Unsettled{last_part(*path) + " was opened for writing and not closed yet", now + kLookAtWriters};
  }
  if (!last_move || now - last_move->at >= debounce_) return std::nullopt;
  return Unsettled{last_move->name + " changed less than " + std::to_string(debounce_.count()) + " ms ago",
                   last_move->at + debounce_};
}

FileSource::Reading FileSource::read_at_rest(const Standing& standing) {
  SourceText text;
  Diagnostics errors;
  for (const StandingFile& file : standing.files) {
    auto first = read_whole(file);
    auto second = read_whole(file);
    for (const auto* each : {&first, &second}) {
      if (std::holds_alternative<FileMoved>(*each)) return moved_while_read(file.name);
    }
    if (const auto* failure = std::get_if<ReadFailure>(&first)) {
      errors.push_back(error_of_reading(file, failure->error));
      continue;
    }
    if (!std::holds_alternative<std::string>(second) || std::get<std::string>(first) != std::get<std::string>(second)) {
      return moved_while_read(file.name);
    }
    text.files.push_back({file.name, std::get<std::string>(std::move(second))});
  }
  // All of them stood there at one instant, and nobody began to write meanwhile.
  if (look_at(path_) != standing || writers_.any()) return moved_while_read(source_name(standing.is_directory));
  if (!errors.empty()) return SourceUnreadable{std::move(errors)};
  text.revision.hash = hash_of(text.files, standing.is_directory);
  text.revision.source = source_name(standing.is_directory);
  if (auto commit = commit_of_ ? commit_of_(path_, text.files) : std::nullopt) {
    text.revision.commit = std::move(commit->hash);
    text.revision.author = std::move(commit->author);
    text.revision.subject = std::move(commit->subject);
  }
  read_ = standing;
  return text;
}

Unsettled FileSource::moved_while_read(const std::string& name) const {
  return {name + " changed while it was read", clock_.monotonic_now() + debounce_};
}

std::string FileSource::source_name(bool is_directory) const {
  const std::string name = last_part(path_);
  return is_directory && !name.ends_with('/') ? name + "/" : name;
}

namespace {

// Of one file its bytes alone, so that `sha256sum campaigns.yaml` shows the same. Of a directory each name and size
// stand before the bytes, so that bytes cannot pass for a name.
std::string hash_of(const std::vector<SourceFile>& files, bool is_directory) {
  Sha256 hash;
  for (const SourceFile& file : files) {
    if (is_directory) {
      hash.add(file.name);
      hash.add(std::string(1, '\0') + std::to_string(file.bytes.size()) + std::string(1, '\0'));
    }
    hash.add(file.bytes);
  }
  return "sha256:" + hash.finish();
}

}  // namespace
}  // namespace campaignd
