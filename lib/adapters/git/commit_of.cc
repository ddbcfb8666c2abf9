#include "adapters/git/commit_of.h"

#include <git2.h>

#include <array>
#include <filesystem>
#include <memory>
#include <system_error>

#include "adapters/files/yaml_name.h"

namespace campaignd {
namespace {

// How far back is looked for the commit that brought the file; a file that is older than that is found some commits
// younger, and read as quickly.
constexpr int kMostCommits = 1000;

template <class T, void (*free_it)(T*)>
struct Free {
  void operator()(T* object) const { free_it(object); }
};
using Repository = std::unique_ptr<git_repository, Free<git_repository, git_repository_free>>;
using CommitObject = std::unique_ptr<git_commit, Free<git_commit, git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Free<git_tree, git_tree_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, Free<git_tree_entry, git_tree_entry_free>>;

// libgit2 counts how often it was started.
class Library {
 public:
  Library();
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

bool is_in_work_tree(const std::filesystem::path& path);
Repository repository_around(const std::filesystem::path& path);
CommitObject head_of(git_repository* repository);
std::optional<std::filesystem::path> inside(git_repository* repository, const std::filesystem::path& path);
bool has_exactly(git_repository* repository, const git_commit* commit, const std::filesystem::path& place,
                 const std::vector<SourceFile>& files);
CommitObject where_it_came_in(CommitObject commit, const std::filesystem::path& place);
std::optional<git_oid> object_at(const git_commit* commit, const std::filesystem::path& place);
bool is_blob_of(const git_tree_entry* entry, const std::string& bytes);
bool is_tree_of(const git_tree* tree, const std::vector<SourceFile>& files);
std::string hash_of(const git_commit* commit);
std::string shortened(const char* text);

}  // namespace

std::optional<Commit> commit_of(const std::string& path, const std::vector<SourceFile>& files) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::canonical(path, failed);
  if (failed || files.empty()) return std::nullopt;
  // To start libgit2 takes longer than to read and plan: it loads every certificate of the machine.
  if (!is_in_work_tree(real)) return std::nullopt;
  const Library library;
  const Repository repository = repository_around(real);
  if (!repository) return std::nullopt;
  CommitObject head = head_of(repository.get());
  const auto place = inside(repository.get(), real);
  if (!head || !place || !has_exactly(repository.get(), head.get(), *place, files)) return std::nullopt;
  const CommitObject commit = where_it_came_in(std::move(head), *place);
  const git_signature* author = git_commit_author(commit.get());
  return Commit{hash_of(commit.get()), shortened(author != nullptr ? author->name : nullptr),
                shortened(git_commit_summary(commit.get()))};
}

namespace {

Library::Library() {
  git_libgit2_init();
  // The service's user rarely owns the work tree. Nothing of its configuration is run, so there is nothing to guard.
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
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

Repository repository_around(const std::filesystem::path& path) {
  std::error_code failed;
  const std::filesystem::path start = std::filesystem::is_directory(path, failed) ? path : path.parent_path();
  git_repository* found = nullptr;
  const int answer = git_repository_open_ext(&found, start.c_str(), 0, nullptr);
  return Repository(answer == 0 ? found : nullptr);
}

CommitObject head_of(git_repository* repository) {
  git_oid id;
  git_commit* commit = nullptr;
  if (git_reference_name_to_id(&id, repository, "HEAD") != 0) return nullptr;
  return CommitObject(git_commit_lookup(&commit, repository, &id) == 0 ? commit : nullptr);
}

// The path as a commit's tree names it; `.` for the whole.
std::optional<std::filesystem::path> inside(git_repository* repository, const std::filesystem::path& path) {
  const char* work_tree = git_repository_workdir(repository);
  if (work_tree == nullptr) return std::nullopt;
  std::error_code failed;
  const std::filesystem::path root = std::filesystem::canonical(work_tree, failed);
  std::filesystem::path place = path.lexically_relative(root);
  if (failed || place.empty() || *place.begin() == "..") return std::nullopt;
  return place;
}

// HEAD may be about another matter by somebody else: who wrote this is the author of the commit that brought it.
CommitObject where_it_came_in(CommitObject commit, const std::filesystem::path& place) {
  const auto object = object_at(commit.get(), place);
  for (int steps = 0; object && steps < kMostCommits; ++steps) {
    CommitObject earlier;
    for (unsigned i = 0; !earlier && i < git_commit_parentcount(commit.get()); ++i) {
      git_commit* found = nullptr;
      if (git_commit_parent(&found, commit.get(), i) != 0) continue;  // a shallow clone ends somewhere
      CommitObject parent(found);
      const auto before = object_at(parent.get(), place);
      if (before && git_oid_equal(&*before, &*object) != 0) earlier = std::move(parent);
    }
    if (!earlier) break;
    commit = std::move(earlier);
  }
  return commit;
}

std::optional<git_oid> object_at(const git_commit* commit, const std::filesystem::path& place) {
  if (place == ".") return *git_commit_tree_id(commit);
  git_tree* found = nullptr;
  if (git_commit_tree(&found, commit) != 0) return std::nullopt;
  const Tree tree(found);
  git_tree_entry* found_entry = nullptr;
  if (git_tree_entry_bypath(&found_entry, tree.get(), place.c_str()) != 0) return std::nullopt;
  const TreeEntry entry(found_entry);
  return *git_tree_entry_id(entry.get());
}

bool has_exactly(git_repository* repository, const git_commit* commit, const std::filesystem::path& place,
                 const std::vector<SourceFile>& files) {
  git_tree* found = nullptr;
  if (git_commit_tree(&found, commit) != 0) return false;
  const Tree tree(found);
  if (place == ".") return is_tree_of(tree.get(), files);
  git_tree_entry* found_entry = nullptr;
  if (git_tree_entry_bypath(&found_entry, tree.get(), place.c_str()) != 0) return false;
  const TreeEntry entry(found_entry);
  if (git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE) {
    return files.size() == 1 && is_blob_of(entry.get(), files.front().bytes);
  }
  git_tree* found_directory = nullptr;
  if (git_tree_lookup(&found_directory, repository, git_tree_entry_id(entry.get())) != 0) return false;
  const Tree directory(found_directory);
  return is_tree_of(directory.get(), files);
}

// The blob's id is computed from the bytes; the object itself need not be read.
bool is_blob_of(const git_tree_entry* entry, const std::string& bytes) {
  git_oid id;
  return git_tree_entry_type(entry) == GIT_OBJECT_BLOB && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK &&
         git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) == 0 &&
         git_oid_equal(&id, git_tree_entry_id(entry)) != 0;
}

bool is_tree_of(const git_tree* tree, const std::vector<SourceFile>& files) {
  std::size_t yaml_count = 0;
  for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
    if (is_yaml_name(git_tree_entry_name(git_tree_entry_byindex(tree, i)))) ++yaml_count;
  }
  if (yaml_count != files.size()) return false;
  for (const SourceFile& file : files) {
    const git_tree_entry* entry = git_tree_entry_byname(tree, file.name.c_str());
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

std::string hash_of(const git_commit* commit) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), git_commit_id(commit));
}

}  // namespace
}  // namespace campaignd
