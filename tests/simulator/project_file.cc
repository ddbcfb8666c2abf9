#include "simulator/project_file.h"

#include <algorithm>
#include <array>

#include "simulator/dashboard.h"

namespace campaignd::simulator {
namespace {

using Problem = std::optional<std::string>;

Problem check_top(const Json& file);
Problem check_list(const Json& owner, const std::string& key);
Problem check_businesses(const Json& file);
Problem add_from_file(Project& project, const Json& fields, Instant now);

}  // namespace

Checked<Project> read_project(const Json& file, Instant now) {
  if (auto problem = check_top(file)) return tl::unexpected{*std::move(problem)};
  Project project;
  Json about = file.value("project", Json{{"id", "6a0000000000000000000001"}, {"slug", "simulated"}});
  project.name = text_at(about, "name", project.name);
  about["name"] = project.name;
  project.credit = file.value("credit", project.credit);
  project.catalog.replace(complete_resources(about, file.value("businesses", Json::array())));
  if (file.contains("campaigns")) {
    for (const auto& fields : file.at("campaigns")) {
      if (auto problem = add_from_file(project, fields, now)) return tl::unexpected{*std::move(problem)};
    }
  }
  return project;
}

namespace {

Problem check_top(const Json& file) {
  constexpr std::array<std::string_view, 7> kKeys{"project", "credit", "businesses", "campaigns",
                                                  "options", "faults", "comment"};
  if (!file.is_object()) return "a project file is an object";
  for (const auto& [key, value] : file.items()) {
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) return "unknown key \"" + key + "\"";
  }
  if (file.contains("project") && !file.at("project").is_object()) return "\"project\" must be an object";
  if (file.contains("credit") && !file.at("credit").is_number()) return "\"credit\" must be a number";
  for (const std::string list : {"campaigns", "faults"}) {
    if (auto problem = check_list(file, list)) return problem;
  }
  return check_businesses(file);
}

Problem check_list(const Json& owner, const std::string& key) {
  if (!owner.contains(key)) return std::nullopt;
  const Json& items = owner.at(key);
  const bool holds_objects =
      items.is_array() && std::all_of(items.begin(), items.end(), [](const Json& item) { return item.is_object(); });
  return holds_objects ? Problem{} : Problem{"\"" + key + "\" must be a list of objects"};
}

Problem check_businesses(const Json& file) {
  if (auto problem = check_list(file, "businesses")) return problem;
  for (const auto& business : file.value("businesses", Json::array())) {
    if (auto problem = check_list(business, "whatsappAccounts")) return problem;
    for (const auto& account : business.value("whatsappAccounts", Json::array())) {
      for (const std::string list : {"phoneNumbers", "templates"}) {
        if (auto problem = check_list(account, list)) return problem;
      }
    }
  }
  return std::nullopt;
}

Problem add_from_file(Project& project, const Json& fields, Instant now) {
  const std::string id = text_at(fields, "_id");
  const std::string whose = "campaign " + (id.empty() ? text_at(fields, "name") : id) + ": ";
  if (fields.contains("_id") && !is_object_id(id)) return whose + "\"_id\" must be 24 hexadecimal digits";
  if (!id.empty() && project.find(id) != nullptr) return whose + "the id is given twice";
  const Campaign& campaign = add_campaign(project, fields, now);
  if (!campaign.extra.empty()) {
    const std::string key = campaign.extra.begin().key();
    return whose + "\"" + key + "\" cannot be " + to_text(fields.at(key));
  }
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd::simulator
