// Which commit is claimed: only one that has exactly the bytes that were read. Whatever goes wrong is no claim.
#include "adapters/git/commit_of.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "adapters/files/yaml_name.h"
#include "contract/temporary_directory.h"
#include "git_program.h"

using namespace campaignd;
using campaignd::testing::git;

namespace {

void put(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// A work tree with one commit; made once and copied, because git is slow.
const std::filesystem::path& first_commit() {
  static const TemporaryDirectory directory;
  static const std::filesystem::path root = [] {
    git(directory.path(), "init");
    put(directory.path() / "campaigns.yaml", "a: 1\n");
    put(directory.path() / "campaigns.d/a.yaml", "a\n");
    put(directory.path() / "campaigns.d/b.yml", "b\n");
    put(directory.path() / "campaigns.d/README", "no campaign\n");
    git(directory.path(), "add -A");
    git(directory.path(), "commit -m 'Move the Eid greeting\n\nto the evening'");
    return directory.path();
  }();
  return root;
}

struct Tree {
  TemporaryDirectory directory;
  std::filesystem::path root = directory.path() / "tree";
  std::filesystem::path file = root / "campaigns.yaml";

  Tree() { std::filesystem::copy(first_commit(), root, std::filesystem::copy_options::recursive); }
  void commit(const std::string& message) const {
    git(root, "add -A");
    git(root, "commit -m '" + message + "'");
  }
  [[nodiscard]] std::string head(const std::string& what = "HEAD") const {
    return testing::git_says(root, "rev-parse " + what);
  }
};

std::optional<Commit> commit_at(const std::filesystem::path& file) {
  return commit_of(file, {{file.filename(), bytes_of(file)}});
}

std::optional<std::string> hash_at(const std::filesystem::path& file) {
  const auto commit = commit_at(file);
  return commit ? std::optional(commit->hash) : std::nullopt;
}

std::optional<Commit> commit_at_directory(const std::filesystem::path& directory) {
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (is_yaml_name(entry.path().filename().native()))
      files.push_back({entry.path().filename(), bytes_of(entry.path())});
  }
  return commit_of(directory, files);
}

}  // namespace

TEST_CASE("a file as its commit has it is claimed, with the author and the subject") {
  const Tree tree;
  CHECK(commit_at(tree.file) == Commit{tree.head(), "Sara", "Move the Eid greeting"});
  CHECK(commit_at(tree.root / "campaigns.d/a.yaml") == commit_at(tree.file));
}

TEST_CASE("newer commits that leave the file alone are not who brought it") {
  const Tree tree;
  const Commit brought{tree.head(), "Sara", "Move the Eid greeting"};
  put(tree.root / "other", "x");
  tree.commit("Another matter");
  CHECK(commit_at(tree.file) == brought);
  CHECK(commit_at_directory(tree.root / "campaigns.d") == brought);
  CHECK(commit_at_directory(tree.root)->subject == "Another matter");

  put(tree.file, "a: 2\n");
  tree.commit("Move it again");
  CHECK(commit_at(tree.file) == Commit{tree.head(), "Sara", "Move it again"});

  git(tree.root, "checkout --detach HEAD~1");
  CHECK(commit_at(tree.file) == brought);
}

TEST_CASE("what was taken back is brought anew, and what came by a merge was brought by the commit that was merged") {
  const Tree tree;
  put(tree.file, "a: 2\n");
  tree.commit("Move it");
  put(tree.file, "a: 1\n");
  tree.commit("Take it back");
  CHECK(commit_at(tree.file)->subject == "Take it back");

  git(tree.root, "checkout -b side");
  put(tree.file, "a: 3\n");
  tree.commit("Move it on a branch");
  git(tree.root, "checkout -");
  put(tree.root / "other", "x");
  tree.commit("Another matter");
  git(tree.root, "merge --no-ff -m Merge side");
  CHECK(commit_at(tree.file)->subject == "Move it on a branch");
}

TEST_CASE("a clone without its history names the oldest commit that it has") {
  const Tree tree;
  put(tree.root / "other", "x");
  tree.commit("Another matter");
  git(tree.directory.path(), "clone --depth 1 file://" + tree.root.string() + " shallow");
  CHECK(commit_at(tree.directory.path() / "shallow/campaigns.yaml")->subject == "Another matter");
}

TEST_CASE("a subject that is endless is cut between two characters") {
  const Tree tree;
  std::string subject = "x";
  for (int i = 0; i < 400; ++i) subject += "ع";
  put(tree.file, "a: 2\n");
  tree.commit(subject);
  const std::string shown = commit_at(tree.file)->subject;
  CHECK(shown == subject.substr(0, 499) + "…");
}

TEST_CASE("bytes that the commit does not have are nobody's commit") {
  const Tree tree;
  SUBCASE("edited") {
    put(tree.file, "a: 2\n");
  }
  SUBCASE("edited and staged") {
    put(tree.file, "a: 2\n");
    git(tree.root, "add campaigns.yaml");
  }
  SUBCASE("with other line ends, as a filter makes them") {
    git(tree.root, "config core.autocrlf true");
    put(tree.file, "a: 1\r\n");
  }
  SUBCASE("not in the commit") {
    git(tree.root, "rm --cached campaigns.yaml");
    git(tree.root, "commit -m Remove");
  }
  CHECK_FALSE(commit_at(tree.file));
}

TEST_CASE("it is the bytes that were read that count, not those that stand there by now") {
  const Tree tree;
  CHECK_FALSE(commit_of(tree.file, {{"campaigns.yaml", "read before"}}));
  put(tree.file, "written since");
  CHECK(commit_of(tree.file, {{"campaigns.yaml", "a: 1\n"}}));
}

TEST_CASE("a directory is claimed only where all its files are the commit's, and the commit has no others") {
  const Tree tree;
  const auto directory = tree.root / "campaigns.d";
  REQUIRE(commit_at_directory(directory) == Commit{tree.head(), "Sara", "Move the Eid greeting"});
  SUBCASE("one edited") {
    put(directory / "b.yml", "B\n");
  }
  SUBCASE("one more") {
    put(directory / "c.yaml", "c\n");
  }
  SUBCASE("one less") {
    std::filesystem::remove(directory / "a.yaml");
  }
  SUBCASE("one by another name") {
    std::filesystem::rename(directory / "a.yaml", directory / "c.yaml");
  }
  SUBCASE("a draft and a note beside") {
    put(directory / ".c.yaml", "c\n");
    put(directory / "README", "changed\n");
    CHECK(commit_at_directory(directory));
    return;
  }
  CHECK_FALSE(commit_at_directory(directory));
}

TEST_CASE("the work tree's root as the directory of files is claimed likewise") {
  const Tree tree;
  CHECK(commit_at_directory(tree.root));
  put(tree.root / "more.yaml", "x");
  CHECK_FALSE(commit_at_directory(tree.root));
}

TEST_CASE("links are followed to the tree that the file lies in") {
  const Tree tree;
  const auto outside = tree.directory.path() / "etc.yaml";
  std::filesystem::create_symlink("tree/campaigns.yaml", outside);
  CHECK(hash_at(outside) == tree.head());

  std::filesystem::create_symlink("campaigns.yaml", tree.root / "link.yaml");
  CHECK(hash_at(tree.root / "link.yaml") == tree.head());
}

TEST_CASE("a linked work tree and a submodule have commits of their own") {
  const Tree tree;
  git(tree.root, "worktree add ../second -b second");
  put(tree.directory.path() / "second/campaigns.yaml", "a: 2\n");
  git(tree.directory.path() / "second", "commit -am Second");
  CHECK(hash_at(tree.directory.path() / "second/campaigns.yaml") == tree.head("second"));
  CHECK(hash_at(tree.file) == tree.head());

  git(tree.root, "-c protocol.file.allow=always submodule add ../tree sub");
  CHECK(hash_at(tree.root / "sub/campaigns.yaml") == tree.head());
}

TEST_CASE("a tree that belongs to somebody else is read as any other") {
  if (::geteuid() != 0) {
    MESSAGE("not tried: this user cannot give files away");
    return;
  }
  const Tree tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tree.root)) {
    REQUIRE(::lchown(entry.path().c_str(), 65534, 65534) == 0);
  }
  REQUIRE(::lchown(tree.root.c_str(), 65534, 65534) == 0);
  CHECK(hash_at(tree.file) == tree.head());
}

TEST_CASE("where there is no commit, or none that can be read, there is no claim and no error") {
  const Tree tree;
  SUBCASE("no repository") {
    std::filesystem::remove_all(tree.root / ".git");
  }
  SUBCASE("no commit yet") {
    std::filesystem::remove_all(tree.root / ".git");
    git(tree.root, "init");
    git(tree.root, "add -A");
  }
  SUBCASE("a damaged HEAD") {
    put(tree.root / ".git/HEAD", std::string("\0\xffnonsense", 10));
  }
  SUBCASE("no objects") {
    std::filesystem::remove_all(tree.root / ".git/objects");
  }
  SUBCASE("a damaged object") {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tree.root / ".git/objects")) {
      if (!entry.is_regular_file()) continue;
      std::filesystem::permissions(entry.path(), std::filesystem::perms(0644));
      put(entry.path(), "garbage");
    }
  }
  SUBCASE("a .git that is no repository") {
    std::filesystem::remove_all(tree.root / ".git");
    put(tree.root / ".git", "gitdir: /nowhere\n");
  }
  SUBCASE("a configuration that cannot be read") {
    put(tree.root / ".git/config", "[core\nbare = maybe\n");
  }
  SUBCASE("a format of the future") {
    git(tree.root, "config core.repositoryformatversion 9");
  }
  CHECK_FALSE(commit_at(tree.file));
}

TEST_CASE("a file inside a bare repository is nobody's commit") {
  const Tree tree;
  git(tree.directory.path(), "clone --bare tree bare.git");
  const auto file = tree.directory.path() / "bare.git/campaigns.yaml";
  put(file, "a: 1\n");
  CHECK_FALSE(commit_at(file));
}

TEST_CASE("a path that is gone again is nobody's commit") {
  const Tree tree;
  std::filesystem::remove(tree.file);
  CHECK_FALSE(commit_of(tree.file, {{"campaigns.yaml", "a: 1\n"}}));
  CHECK_FALSE(commit_of(tree.root / "campaigns.d", {}));
}
