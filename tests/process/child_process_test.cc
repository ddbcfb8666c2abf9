#include "process/child_process.h"

#include <doctest/doctest.h>

#include <csignal>

namespace campaignd::testing {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Program shell(const std::string& script) {
  return {.path = "/bin/sh", .arguments = {"-c", script}};
}

}  // namespace

TEST_CASE("output, errors and exit code come back apart from each other") {
  const Ended ended = run(shell("echo data; echo talk >&2; exit 3"));

  CHECK(ended.output == "data\n");
  CHECK(ended.errors == "talk\n");
  CHECK(ended.exit_code == 3);
}

TEST_CASE("a child gets the environment that it is given, and no other") {
  Program program = shell("echo \"$GIVEN,$HOME\"");
  program.environment["GIVEN"] = "here";

  CHECK(run(program).output == "here,\n");
}

TEST_CASE("more output than a pipe holds does not stop a child, whatever the test does meanwhile") {
  const Ended ended = run(shell("head -c 1000000 /dev/zero"));

  CHECK(ended.output.size() == 1000000);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a child that is signalled shows the signal, and no exit code") {
  ChildProcess child(shell("echo ready; exec sleep 60"));
  REQUIRE(child.says("ready"));

  child.signal(SIGINT);
  const auto ended = child.wait();

  REQUIRE(ended);
  CHECK(ended->signal == SIGINT);
  CHECK_FALSE(ended->exit_code);
}

TEST_CASE("a child that goes on is told from one that has ended, and is killed at the deadline") {
  ChildProcess child(shell("exec sleep 60"));

  CHECK_FALSE(child.wait(milliseconds(20)));
  CHECK(run(shell("exec sleep 60"), milliseconds(20)).signal == SIGKILL);
}

TEST_CASE("what a child never says is not waited for after its end") {
  ChildProcess child(shell("echo other"));

  CHECK_FALSE(child.says("this", seconds(60)));
}

TEST_CASE("a child's terminal has the columns that were asked for") {
  Program program = shell("test -t 1 && test -t 2 && stty size <&1");
  program.environment["PATH"] = "/bin:/usr/bin";
  program.terminal_columns = 97;

  CHECK(run(program).output == "50 97\n");
}

TEST_CASE("a child works in the directory, and writes to the file, that it is told to") {
  Program program = shell("pwd");
  program.directory = "/usr";
  CHECK(run(program).output == "/usr\n");

  program.output_file = "/dev/full";
  CHECK(run(program).exit_code != 0);
}

}  // namespace campaignd::testing
