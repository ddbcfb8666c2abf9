#include "adapters/git/commit_of.h"

#include <git2.h>

#include <array>
#include <filesystem>
#include <memory>
#include <system_error>

#include "adapters/files/yaml_name.h"

namespace campaignd {
namespace {

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
bool has_exactly(git_repository* repository, const git_commit* commit, const std::filesystem::path& path,
                 const std::vector<SourceFile>& files);
bool is_blob_of(const git_tree_entry* entry, const std::string& bytes);
bool is_tree_of(const git_tree* tree, const std::vector<SourceFile>& files);
std::string hash_of(const git_commit* commit);

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
  const CommitObject commit = head_of(repository.get());
  if (!commit || !has_exactly(repository.get(), commit.get(), real, files)) return std::nullopt;
  const git_signature* author = git_commit_author(commit.get());
  const char* subject = git_commit_summary(commit.get());
  return Commit{hash_of(commit.get()), author != nullptr && author->name != nullptr ? author->name : "",
                subject != nullptr ? subject : ""};
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

bool has_exactly(git_repository* repository, const git_commit* commit, const std::filesystem::path& path,
                 const std::vector<SourceFile>& files) {
  const char* work_tree = git_repository_workdir(repository);
  if (work_tree == nullptr) return false;
  std::error_code failed;
  const std::filesystem::path root = std::filesystem::canonical(work_tree, failed);
  const std::filesystem::path inside = path.lexically_relative(root);
  if (failed || inside.empty() || *inside.begin() == "..") return false;

  git_tree* found = nullptr;
  if (git_commit_tree(&found, commit) != 0) return false;
  const Tree tree(found);
  if (inside == ".") return is_tree_of(tree.get(), files);
  git_tree_entry* found_entry = nullptr;
  if (git_tree_entry_bypath(&found_entry, tree.get(), inside.c_str()) != 0) return false;
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

std::string hash_of(const git_commit* commit) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), git_commit_id(commit));
}

}  // namespace
}  // namespace campaignd
