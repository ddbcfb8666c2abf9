#include "simulator/reading.h"

#include <algorithm>
#include <cstdint>

#include "simulator/answer_shapes.h"
#include "simulator/query_rules.h"

namespace campaignd::simulator {
namespace {

using Campaigns = std::vector<const Campaign*>;

Json credit_json(double credit);
Json with_components(Json resources);
Campaigns matching(const Project& project, const Options& options, const ListQuery& query);
std::optional<Campaigns> page_of(const Campaigns& all, int page, int limit, PastEnd past_end);
std::vector<int> matching_recipients(const Campaign& campaign, const RecipientQuery& query);

}  // namespace

Answer answer_info(const Project& project, const Call& call) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  Json info = {{"projectName", project.name}, {"credit", credit_json(project.credit)}};
  for (const auto& [key, value] : project.info_extra.items()) info[key] = value;
  return json_answer(info);
}

Answer answer_resources(const Project& project, const Call& call) {
  const auto query = read_resources_query(call.query);
  if (!query) return failure(400, query.error());
  const Json& resources = project.catalog.resources();
  return success(query->includes_components ? with_components(resources) : resources);
}

Answer answer_list(const Project& project, const Options& options, const Call& call) {
  const auto query = read_list_query(call.query);
  if (!query) return failure(400, query.error());

  std::optional<Campaigns> shown = matching(project, options, *query);
  if (query->page && query->limit) {
    shown = page_of(*shown, *query->page, *query->limit, options.past_end);
    if (!shown) return failure(400, "page is past the end");
  } else if (options.list_max > 0 && shown->size() > static_cast<std::size_t>(options.list_max)) {
    shown->resize(static_cast<std::size_t>(options.list_max));
  }
  const auto doubled = std::min(shown->size(), static_cast<std::size_t>(options.list_duplicates));
  for (std::size_t i = 0; i < doubled; ++i) shown->push_back((*shown)[i]);

  // Written one by one: ten thousand campaigns in one JSON value would take ten times as much memory as their text.
  const Shape shape = options.list_shape.value_or(options.shape);
  Answer answer;
  answer.body = R"({"success":true,"data":[)";
  bool is_first = true;
  for (const Campaign* campaign : *shown) {
    if (!is_first) answer.body += ',';
    is_first = false;
    answer.body += to_text(campaign_json(*campaign, project.catalog, shape, options.upper_case_ids));
  }
  answer.body += "]}";
  return answer;
}

Answer answer_one(const Project& project, const Options& options, const Call& call, const Campaign& campaign) {
  const auto query = read_recipient_query(call.query);
  if (!query) return failure(400, query.error());

  const Shape shape = options.get_shape.value_or(options.shape);
  Json data = campaign_json(campaign, project.catalog, shape, options.upper_case_ids);
  const auto indices = matching_recipients(campaign, *query);
  const auto total = indices.size();
  const auto limit = static_cast<std::size_t>(query->limit);
  const auto first = std::min(total, (static_cast<std::size_t>(query->page) - 1) * limit);
  Json recipients = Json::array();
  for (std::size_t i = first; i < std::min(total, first + limit); ++i) {
    recipients.push_back(recipient_json(campaign, indices[i]));
  }
  Json samples = Json::array();
  for (const Campaign* sample : project.samples_of(campaign.id)) {
    samples.push_back({{"_id", sample->id}, {"name", sample->name}, {"status", sample->status}});
  }
  data["recipients"] = std::move(recipients);
  data["linkedSampleCampaigns"] = std::move(samples);
  data["pagination"] = {
      {"total", total}, {"pages", (total + limit - 1) / limit}, {"page", query->page}, {"limit", query->limit}};
  return success(data);
}

namespace {

// 640000 where it is whole, as JavaScript writes it.
Json credit_json(double credit) {
  const auto whole = static_cast<std::int64_t>(std::clamp(credit, -1e15, 1e15));
  return static_cast<double>(whole) == credit ? Json(whole) : Json(credit);
}

Json with_components(Json resources) {
  if (!resources.is_object() || !resources.contains("businesses")) return resources;
  for (auto& business : resources["businesses"]) {
    if (!business.is_object() || !business.contains("whatsappAccounts")) continue;
    for (auto& account : business["whatsappAccounts"]) {
      if (!account.is_object() || !account.contains("templates")) continue;
      for (auto& entry : account["templates"]) {
        if (!entry.is_object() || entry.contains("components")) continue;
        entry["components"] = {{{"type", "BODY"}, {"text", "Hello {{1}}"}}};
      }
    }
  }
  return resources;
}

Campaigns matching(const Project& project, const Options& options, const ListQuery& query) {
  Campaigns found = project.newest_first();
  std::erase_if(found, [&](const Campaign* campaign) {
    return (query.status && campaign->status != *query.status) || (campaign->is_sample && !options.list_samples);
  });
  return found;
}

// Absent where the page is past the end and that is an error. An empty list has one page.
std::optional<Campaigns> page_of(const Campaigns& all, int page, int limit, PastEnd past_end) {
  const auto size = static_cast<std::size_t>(limit);
  auto number = static_cast<std::size_t>(page);
  const auto pages = std::max<std::size_t>(1, (all.size() + size - 1) / size);
  if (number > pages) {
    if (past_end == PastEnd::kEmpty) return Campaigns{};
    if (past_end == PastEnd::kError) return std::nullopt;
    number = pages;
  }
  const auto first = (number - 1) * size;
  const auto last = std::min(all.size(), first + size);
  return Campaigns(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last));
}

std::vector<int> matching_recipients(const Campaign& campaign, const RecipientQuery& query) {
  std::vector<int> indices;
  for (int i = 0; i < recipient_count(campaign); ++i) {
    const bool fits =
        (!query.status || *query.status == recipient_status(campaign, i)) &&
        (!query.phone_number || digits_of(*query.phone_number) == digits_of(recipient_number(campaign, i)));
    if (fits) indices.push_back(i);
  }
  return indices;
}

}  // namespace
}  // namespace campaignd::simulator
