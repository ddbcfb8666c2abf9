#include "adapters/git/commit_of.h"

#include <array>
#include <filesystem>
#include <memory>
#include <system_error>

#include "adapters/files/yaml_name.h"
#include "adapters/git/libgit2.h"

namespace campaignd {
namespace {

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
  [[nodiscard]] bool has_exactly(git_repository* repository, const git_commit* commit) const;
  [[nodiscard]] bool is_blob_of(const git_tree_entry* entry, const std::string& bytes) const;
  [[nodiscard]] bool is_tree_of(const git_tree* tree) const;
  [[nodiscard]] std::string hash_of(const git_commit* commit) const;

  const LibGit2& git_;
  const std::filesystem::path& path_;
  const std::vector<SourceFile>& files_;
};

bool is_in_work_tree(const std::filesystem::path& path);

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
  const auto commit = head_of(repository.get());
  if (!commit || !has_exactly(repository.get(), commit.get())) return std::nullopt;
  const git_signature* author = git_.commit_author(commit.get());
  const char* subject = git_.commit_summary(commit.get());
  return Commit{hash_of(commit.get()), author != nullptr && author->name != nullptr ? author->name : "",
                subject != nullptr ? subject : ""};
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

bool Question::has_exactly(git_repository* repository, const git_commit* commit) const {
  const char* work_tree = git_.repository_workdir(repository);
  if (work_tree == nullptr) return false;
  std::error_code failed;
  const std::filesystem::path root = std::filesystem::canonical(work_tree, failed);
  const std::filesystem::path inside = path_.lexically_relative(root);
  if (failed || inside.empty() || *inside.begin() == "..") return false;

  git_tree* found = nullptr;
  if (git_.commit_tree(&found, commit) != 0) return false;
  const Owned<git_tree> tree(found, git_.tree_free);
  if (inside == ".") return is_tree_of(tree.get());
  git_tree_entry* found_entry = nullptr;
  if (git_.tree_entry_bypath(&found_entry, tree.get(), inside.c_str()) != 0) return false;
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

std::string Question::hash_of(const git_commit* commit) const {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_.oid_tostr(text.data(), text.size(), git_.commit_id(commit));
}

}  // namespace
}  // namespace campaignd
