#include "adapters/git/commit_of.h"

#include <array>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "adapters/files/yaml_name.h"
#include "adapters/git/libgit2.h"

namespace campaignd {
namespace {

// How far back is looked for the commit that brought the file; a file that is older than that is found some commits
// younger, and read as quickly.
constexpr int kMostCommits = 1000;

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

// What is asked of one repository.
class Question {
 public:
  Question(const LibGit2& git, const std::filesystem::path& path, const std::vector<SourceFile>& files)
      : git_(git), path_(path), files_(files) {}

  [[nodiscard]] std::optional<Commit> answer() const;

 private:
  [[nodiscard]] Owned<git_repository> repository_around() const;
  [[nodiscard]] Owned<git_commit> head_of(git_repository* repository) const;
  [[nodiscard]] std::optional<std::filesystem::path> inside(git_repository* repository) const;
  [[nodiscard]] bool has_exactly(git_repository* repository, const git_commit* commit,
                                 const std::filesystem::path& place) const;
  [[nodiscard]] Owned<git_commit> where_it_came_in(Owned<git_commit> commit, const std::filesystem::path& place) const;
  [[nodiscard]] std::optional<git_oid> object_at(const git_commit* commit, const std::filesystem::path& place) const;
  [[nodiscard]] bool is_blob_of(const git_tree_entry* entry, const std::string& bytes) const;
  [[nodiscard]] bool is_tree_of(const git_tree* tree) const;
  [[nodiscard]] std::string hash_of(const git_commit* commit) const;

  const LibGit2& git_;
  const std::filesystem::path& path_;
  const std::vector<SourceFile>& files_;
};

bool is_in_work_tree(const std::filesystem::path& path);
std::string shortened(const char* text);

}  // namespace

std::optional<Commit> commit_of(const std::string& path, const std::vector<SourceFile>& files) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::canonical(path, failed);
  if (failed || files.empty()) return std::nullopt;
  // To load and start libgit2 takes longer than to read and plan.
  if (!is_in_work_tree(real)) return std::nullopt;
  const LibGit2* const git = LibGit2::get();
  if (git == nullptr) return std::nullopt;
  const LibGit2::Running running(*git);
  return Question(*git, real, files).answer();
}

namespace {

std::optional<Commit> Question::answer() const {
  const auto repository = repository_around();
  if (!repository) return std::nullopt;
  auto head = head_of(repository.get());
  const auto place = inside(repository.get());
  if (!head || !place || !has_exactly(repository.get(), head.get(), *place)) return std::nullopt;
  const auto commit = where_it_came_in(std::move(head), *place);
  const git_signature* author = git_.commit_author(commit.get());
  return Commit{hash_of(commit.get()), shortened(author != nullptr ? author->name : nullptr),
                shortened(git_.commit_summary(commit.get()))};
}

// A work tree has a `.git` at its top, a directory or, where it is one of several, a file.
bool is_in_work_tree(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path place = path;
  while (!std::filesystem::exists(place / ".git", failed)) {
    if (!place.has_relative_path()) return false;
    place = place.parent_path();
  }
  return true;
}

Owned<git_repository> Question::repository_around() const {
  std::error_code failed;
  const std::filesystem::path start = std::filesystem::is_directory(path_, failed) ? path_ : path_.parent_path();
  git_repository* found = nullptr;
  const int answer = git_.repository_open_ext(&found, start.c_str(), 0, nullptr);
  return {answer == 0 ? found : nullptr, git_.repository_free};
}

Owned<git_commit> Question::head_of(git_repository* repository) const {
  git_oid id;
  git_commit* commit = nullptr;
  const bool is_there =
      git_.reference_name_to_id(&id, repository, "HEAD") == 0 && git_.commit_lookup(&commit, repository, &id) == 0;
  return {is_there ? commit : nullptr, git_.commit_free};
}

// The path as a commit's tree names it; `.` for the whole.
std::optional<std::filesystem::path> Question::inside(git_repository* repository) const {
  const char* work_tree = git_.repository_workdir(repository);
  if (work_tree == nullptr) return std::nullopt;
  std::error_code failed;
  const std::filesystem::path root = std::filesystem::canonical(work_tree, failed);
  std::filesystem::path place = path_.lexically_relative(root);
  if (failed || place.empty() || *place.begin() == "..") return std::nullopt;
  return place;
}

// HEAD may be about another matter by somebody else: who wrote this is the author of the commit that brought it.
Owned<git_commit> Question::where_it_came_in(Owned<git_commit> commit, const std::filesystem::path& place) const {
  const auto object = object_at(commit.get(), place);
  for (int steps = 0; object && steps < kMostCommits; ++steps) {
    Owned<git_commit> earlier(nullptr, git_.commit_free);
    for (unsigned i = 0; !earlier && i < git_.commit_parentcount(commit.get()); ++i) {
      git_commit* found = nullptr;
      if (git_.commit_parent(&found, commit.get(), i) != 0) continue;  // a shallow clone ends somewhere
      Owned<git_commit> parent(found, git_.commit_free);
      const auto before = object_at(parent.get(), place);
      if (before && git_.oid_equal(&*before, &*object) != 0) earlier = std::move(parent);
    }
    if (!earlier) break;
    commit = std::move(earlier);
  }
  return commit;
}

std::optional<git_oid> Question::object_at(const git_commit* commit, const std::filesystem::path& place) const {
  if (place == ".") return *git_.commit_tree_id(commit);
  git_tree* found = nullptr;
  if (git_.commit_tree(&found, commit) != 0) return std::nullopt;
  const Owned<git_tree> tree(found, git_.tree_free);
  git_tree_entry* found_entry = nullptr;
  if (git_.tree_entry_bypath(&found_entry, tree.get(), place.c_str()) != 0) return std::nullopt;
  const Owned<git_tree_entry> entry(found_entry, git_.tree_entry_free);
  return *git_.tree_entry_id(entry.get());
}

bool Question::has_exactly(git_repository* repository, const git_commit* commit,
                           const std::filesystem::path& place) const {
  git_tree* found = nullptr;
  if (git_.commit_tree(&found, commit) != 0) return false;
  const Owned<git_tree> tree(found, git_.tree_free);
  if (place == ".") return is_tree_of(tree.get());
  git_tree_entry* found_entry = nullptr;
  if (git_.tree_entry_bypath(&found_entry, tree.get(), place.c_str()) != 0) return false;
  const Owned<git_tree_entry> entry(found_entry, git_.tree_entry_free);
  if (git_.tree_entry_type(entry.get()) != GIT_OBJECT_TREE) {
    return files_.size() == 1 && is_blob_of(entry.get(), files_.front().bytes);
  }
  git_tree* found_directory = nullptr;
  if (git_.tree_lookup(&found_directory, repository, git_.tree_entry_id(entry.get())) != 0) return false;
  const Owned<git_tree> directory(found_directory, git_.tree_free);
  return is_tree_of(directory.get());
}

// The blob's id is computed from the bytes; the object itself need not be read.
bool Question::is_blob_of(const git_tree_entry* entry, const std::string& bytes) const {
  git_oid id;
  return git_.tree_entry_type(entry) == GIT_OBJECT_BLOB && git_.tree_entry_filemode(entry) != GIT_FILEMODE_LINK &&
         git_.odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) == 0 &&
         git_.oid_equal(&id, git_.tree_entry_id(entry)) != 0;
}

bool Question::is_tree_of(const git_tree* tree) const {
  std::size_t yaml_count = 0;
  for (std::size_t i = 0; i < git_.tree_entrycount(tree); ++i) {
    if (is_yaml_name(git_.tree_entry_name(git_.tree_entry_byindex(tree, i)))) ++yaml_count;
  }
  if (yaml_count != files_.size()) return false;
  for (const SourceFile& file : files_) {
    const git_tree_entry* entry = git_.tree_entry_byname(tree, file.name.c_str());
    if (entry == nullptr || !is_blob_of(entry, file.bytes)) return false;
  }
  return true;
}

// Whoever writes a commit writes as much as he likes; it is kept with every revision and shown on one line.
std::string shortened(const char* text) {
  constexpr std::size_t kMost = 500;
  std::string shown = text != nullptr ? text : "";
  if (shown.size() <= kMost) return shown;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80) --end;  // not within a character
  return shown.substr(0, end) + "…";
}

std::string Question::hash_of(const git_commit* commit) const {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_.oid_tostr(text.data(), text.size(), git_.commit_id(commit));
}

}  // namespace
}  // namespace campaignd
