#include "bench/workbench.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "simulator/generator.h"

namespace campaignd::bench {
namespace {

constexpr auto kQuarter = std::chrono::minutes(15);

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

Workbench::Workbench(int campaigns, std::chrono::milliseconds delay, const std::string& api, const std::string& more)
    : server_({.port = 0, .options = {.delay = delay}}) {
  service().with([&](simulator::World& world, simulator::Instant now) {
    world.project = simulator::generate_project(campaigns, /*seed=*/1, simulator::Mix::kScheduled, now);
    for (const simulator::Campaign* campaign : world.project.all()) {
      const auto* message = world.project.catalog.template_by_id(campaign->template_id);
      const auto* number = world.project.catalog.number_by_id(campaign->phone_number_id);
      campaigns_.push_back({campaign->id, message->name + "/" + message->language, number->number,
                            campaign->scheduled_for.value_or(now)});
    }
  });
  std::filesystem::create_directory(directory() / "state");
  write_file(directory() / "key", "sk_dev_simulator\n");
  std::filesystem::permissions(directory() / "key", std::filesystem::perms::owner_read);
  write_file(settings_file(), "desiredState: " + desired_file() +
                                  "\nstateDirectory: " + (directory() / "state").string() + "\napi: {baseUrl: \"" +
                                  server_.base_url() + "\", keyFile: " + (directory() / "key").string() + api +
                                  "}\ncontrol: {socket: " + control_socket() + "}\n" + more);
  deploy(desired_state(0));
}

std::string Workbench::desired_state(int moved, const std::string& remark) const {
  std::string text = "version: 1\ncampaigns:\n";
  int number = 0;
  for (const Known& campaign : campaigns_) {
    const auto at = number < moved ? campaign.at + kQuarter : campaign.at;
    text += "  campaign-" + std::to_string(++number) + ":\n    id: " + campaign.id +
            "\n    template: " + campaign.template_name + "\n    phoneNumber: \"" + campaign.number +
            "\"\n    scheduledFor: " + simulator::format_rfc3339(at) + "\n";
  }
  return text + "# " + remark + "\n";
}

std::chrono::system_clock::time_point Workbench::deploy(const std::string& text) const {
  const auto next = directory() / "campaigns.next";
  write_file(next, text);
  const auto before = std::chrono::system_clock::now();
  std::filesystem::rename(next, desired_file());
  return before;
}

void Workbench::touch_one() {
  service().with(
      [](simulator::World& world, simulator::Instant now) { world.project.all().front()->updated_at = now; });
}

std::vector<Workbench::Change> Workbench::changes(int moved) const {
  std::vector<Change> changes;
  for (const Known& campaign : campaigns_) {
    if (static_cast<int>(changes.size()) == moved) break;
    changes.push_back({campaign.id, R"({"scheduleType":"schedule","scheduledFor":")" +
                                        simulator::format_rfc3339(campaign.at + kQuarter) + "\"}"});
  }
  return changes;
}

std::vector<simulator::LoggedRequest> Workbench::requests(const std::string& method) {
  return service().requests({.method = method, .campaign = {}});
}

}  // namespace campaignd::bench
