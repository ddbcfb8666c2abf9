// libgit2, loaded when a commit is first asked for: few desired states lie in a work tree, and with the libraries
// behind it, it would be a good part of every start. Never unloaded. Any thread.
#pragma once

#include <git2.h>

namespace campaignd {

// Those of its functions that are used, by their names without `git_`.
struct LibGit2 {
  // Null where it cannot be loaded.
  static const LibGit2* get();

  // It is up while one of these lives: what it holds then, every certificate of the machine, goes with the last.
  class Running {
   public:
    explicit Running(const LibGit2& git);
    ~Running() { git_.libgit2_shutdown(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    const LibGit2& git_;
  };

  decltype(&git_commit_author) commit_author = nullptr;
  decltype(&git_commit_free) commit_free = nullptr;
  decltype(&git_commit_id) commit_id = nullptr;
  decltype(&git_commit_lookup) commit_lookup = nullptr;
  decltype(&git_commit_parent) commit_parent = nullptr;
  decltype(&git_commit_parentcount) commit_parentcount = nullptr;
  decltype(&git_commit_summary) commit_summary = nullptr;
  decltype(&git_commit_tree) commit_tree = nullptr;
  decltype(&git_commit_tree_id) commit_tree_id = nullptr;
  decltype(&git_libgit2_init) libgit2_init = nullptr;
  decltype(&git_libgit2_opts) libgit2_opts = nullptr;
  decltype(&git_libgit2_shutdown) libgit2_shutdown = nullptr;
  decltype(&git_odb_hash) odb_hash = nullptr;
  decltype(&git_oid_equal) oid_equal = nullptr;
  decltype(&git_oid_tostr) oid_tostr = nullptr;
  decltype(&git_reference_name_to_id) reference_name_to_id = nullptr;
  decltype(&git_repository_free) repository_free = nullptr;
  decltype(&git_repository_open_ext) repository_open_ext = nullptr;
  decltype(&git_repository_workdir) repository_workdir = nullptr;
  decltype(&git_tree_entry_byindex) tree_entry_byindex = nullptr;
  decltype(&git_tree_entry_byname) tree_entry_byname = nullptr;
  decltype(&git_tree_entry_bypath) tree_entry_bypath = nullptr;
  decltype(&git_tree_entry_filemode) tree_entry_filemode = nullptr;
  decltype(&git_tree_entry_free) tree_entry_free = nullptr;
  decltype(&git_tree_entry_id) tree_entry_id = nullptr;
  decltype(&git_tree_entry_name) tree_entry_name = nullptr;
  decltype(&git_tree_entry_type) tree_entry_type = nullptr;
  decltype(&git_tree_entrycount) tree_entrycount = nullptr;
  decltype(&git_tree_free) tree_free = nullptr;
  decltype(&git_tree_lookup) tree_lookup = nullptr;
};

}  // namespace campaignd
