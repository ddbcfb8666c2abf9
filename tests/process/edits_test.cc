#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "process/service_bench.h"

namespace campaignd::testing {

namespace {

constexpr std::string_view kBroken =
    "version: 1\ncampaigns:\n  eid:\n    name: تهنئة عيد الفطر\n    scheduldFor: null\n";

}  // namespace

TEST_CASE("an edit reaches the API by itself: by rename, in place, and by another target of a link") {
  ServiceBench bench;
  std::filesystem::create_directories(bench.desk.path("v1"));
  std::filesystem::create_directories(bench.desk.path("v2"));
  bench.desk.write("v1/campaigns.yaml", bench.eid_at("18:00"));
  bench.desk.write("v2/campaigns.yaml", bench.eid_at("19:00"));
  std::filesystem::create_directory_symlink("v1", bench.desk.path("data"));
  std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  std::filesystem::create_symlink("data/campaigns.yaml", bench.desk.path("campaigns.yaml"));
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  std::filesystem::create_directory_symlink("v2", bench.desk.path("data.new"));
  std::filesystem::rename(bench.desk.path("data.new"), bench.desk.path("data"));
  CHECK(bench.eid_goes_out_at("19:00"));

  bench.file_moves_eid_to("20:00");
  CHECK(bench.eid_goes_out_at("20:00"));

  bench.desk.write("campaigns.yaml", bench.eid_at("21:00"));
  CHECK(bench.eid_goes_out_at("21:00"));
  CHECK(bench.patches() == 3);
}

TEST_CASE("a slow writer's file is not read half") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  const std::string text = bench.eid_at("19:00");

  std::ofstream writer(bench.desk.path("campaigns.yaml"), std::ios::trunc);
  writer << text.substr(0, text.size() / 2) << std::flush;
  service.signal(SIGUSR1);
  REQUIRE(bench.reconciles(2));
  CHECK(bench.patches() == 0);
  writer << text.substr(text.size() / 2) << std::flush;
  writer.close();

  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(count(service.errors(), "error") == 0);
}

TEST_CASE("a broken edit leaves the last good revision in force, is told with its place, and its mending is told") {
  ServiceBench bench;
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  bench.replace("campaigns.yaml", kBroken);
  CHECK(service.says("campaigns.yaml:5:5: error: "));
  CHECK(service.says("the last good revision stays in force"));
  CHECK(service.says("scheduledFor"));  // the nearest key

  // What the good one asks for still counts.
  bench.desk.server.simulator().edit(ServiceBench::kEid, {{"scheduledFor", "+5d@17:00"}});
  service.signal(SIGUSR1);
  CHECK(bench.eid_goes_out_at("18:00"));

  bench.file_moves_eid_to("19:00");
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("the newest version of the file can be read again"));
}

TEST_CASE("a service that finds a broken file goes on with the last good revision of its life before") {
  ServiceBench bench;
  bench.file_moves_eid_to("18:00");
  {
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("in agreement"));
    service.signal(SIGTERM);
    REQUIRE(service.wait());
  }
  bench.replace("campaigns.yaml", kBroken);

  ChildProcess service(bench.campaignd());

  CHECK(service.says("1 campaign"));
  CHECK(service.says("campaigns.yaml:5:5: error: "));
  CHECK(service.says("1 unchanged"));
}

TEST_CASE("a first file that is broken is told, nothing is asked of the service, and its mending starts everything") {
  ServiceBench bench;
  bench.replace("campaigns.yaml", kBroken);
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("campaigns.yaml:5:5: error: "));
  CHECK(bench.requests() == 0);

  bench.file_moves_eid_to("19:00");

  CHECK(bench.eid_goes_out_at("19:00"));
}

TEST_CASE("a file that is emptied, is removed, or becomes a directory changes nothing, and is told") {
  ServiceBench bench;
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::size_t told = 0;
  const auto is_told = [&] {
    const bool more = eventually([&] { return count(service.errors(), "the last good revision stays") > told; });
    told = count(service.errors(), "the last good revision stays");
    return more;
  };

  bench.desk.write("campaigns.yaml", "");
  CHECK(is_told());
  std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  CHECK(is_told());
  std::filesystem::create_directory(bench.desk.path("campaigns.yaml"));
  CHECK(is_told());
  CHECK(bench.patches() == 0);

  std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  bench.file_moves_eid_to("19:00");
  CHECK(bench.eid_goes_out_at("19:00"));
}

}  // namespace campaignd::testing
