#include "adapters/git/libgit2.h"

#include <dlfcn.h>

#include <optional>
#include <type_traits>

namespace campaignd {
namespace {

// Of the headers that this was compiled with, so that a newer one with other structures is not taken for it.
constexpr const char* kFile = "libgit2.so." LIBGIT2_SOVERSION;

std::optional<LibGit2> load();

}  // namespace

const LibGit2* LibGit2::get() {
  static const std::optional<LibGit2> kLoaded = load();
  return kLoaded ? &*kLoaded : nullptr;
}

LibGit2::Running::Running(const LibGit2& git) : git_(git) {
  git_.libgit2_init();
  // The service's user rarely owns the work tree. Nothing of its configuration is run, so there is nothing to guard.
  git_.libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

namespace {

std::optional<LibGit2> load() {
  void* const file = ::dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (file == nullptr) return std::nullopt;
  bool has_all = true;
  const auto find = [&](const char* name, auto& function) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(file, name));
    has_all = has_all && function != nullptr;
  };
  LibGit2 git;
  find("git_commit_author", git.commit_author);
  find("git_commit_free", git.commit_free);
  find("git_commit_id", git.commit_id);
  find("git_commit_lookup", git.commit_lookup);
  find("git_commit_parent", git.commit_parent);
  find("git_commit_parentcount", git.commit_parentcount);
  find("git_commit_summary", git.commit_summary);
  find("git_commit_tree", git.commit_tree);
  find("git_commit_tree_id", git.commit_tree_id);
  find("git_libgit2_init", git.libgit2_init);
  find("git_libgit2_opts", git.libgit2_opts);
  find("git_libgit2_shutdown", git.libgit2_shutdown);
  find("git_odb_hash", git.odb_hash);
  find("git_oid_equal", git.oid_equal);
  find("git_oid_tostr", git.oid_tostr);
  find("git_reference_name_to_id", git.reference_name_to_id);
  find("git_repository_free", git.repository_free);
  find("git_repository_open_ext", git.repository_open_ext);
  find("git_repository_workdir", git.repository_workdir);
  find("git_tree_entry_byindex", git.tree_entry_byindex);
  find("git_tree_entry_byname", git.tree_entry_byname);
  find("git_tree_entry_bypath", git.tree_entry_bypath);
  find("git_tree_entry_filemode", git.tree_entry_filemode);
  find("git_tree_entry_free", git.tree_entry_free);
  find("git_tree_entry_id", git.tree_entry_id);
  find("git_tree_entry_name", git.tree_entry_name);
  find("git_tree_entry_type", git.tree_entry_type);
  find("git_tree_entrycount", git.tree_entrycount);
  find("git_tree_free", git.tree_free);
  find("git_tree_lookup", git.tree_lookup);
  return has_all ? std::optional(git) : std::nullopt;
}

}  // namespace
}  // namespace campaignd
