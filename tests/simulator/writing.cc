#include "simulator/writing.h"

#include <algorithm>
#include <set>

#include "simulator/answer_shapes.h"
#include "simulator/body_rules.h"
#include "simulator/lifecycle.h"
#include "simulator/query_rules.h"
#include "simulator/schedule_rules.h"

namespace campaignd::simulator {
namespace {

constexpr int kMostRecipients = 1000;

Answer written(const Project& project, const Options& options, const Campaign& campaign, int status = 200);
std::optional<std::string> check_editable(const Campaign& campaign);
std::optional<Answer> check_resources(const Project& project, const Options& options, const CampaignBody& body,
                                      const Campaign& campaign, int unknown_status);
bool is_name_taken(const Project& project, const std::string& name, const Campaign& campaign);
void take_over(Campaign& campaign, const CampaignBody& body, const Schedule& schedule, const Catalog& catalog);
std::vector<Recipient> newcomers(const Campaign& campaign, std::vector<Recipient> offered);
std::vector<std::string> unsupported(const std::vector<Recipient>& recipients);

}  // namespace

Answer create_campaign(Project& project, const Options& options, const Call& call, Instant now) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  const auto document = read_body(call.content_type, call.body);
  if (!document) return failure(400, document.error());
  const auto body = read_create(*document, options.accepts_offsets);
  if (!body) return failure(400, body.error());

  Campaign campaign;
  // The reference has a 404 for this call, and nothing else that it could mean.
  if (auto refusal = check_resources(project, options, *body, campaign, /*unknown_status=*/404)) return *refusal;
  Options takes_time_alone = options;
  takes_time_alone.time_alone = TimeAlone::kTake;  // no earlier schedule that it could be at odds with
  const auto schedule = schedule_after({"now", std::nullopt}, *body, takes_time_alone, now);
  if (!schedule) return failure(400, schedule.error());
  if (options.unique_names && is_name_taken(project, *body->name, campaign)) {
    return failure(400, "A campaign with this name already exists");
  }

  campaign.created_at = now;
  campaign.updated_at = now;
  take_over(campaign, *body, *schedule, project.catalog);
  return written(project, options, project.add(std::move(campaign)), 201);
}

Answer update_campaign(Project& project, const Options& options, const Call& call, Campaign& campaign, Instant now) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  const auto document = read_body(call.content_type, call.body);
  if (!document) return failure(400, document.error());
  const auto body = read_update(*document, options.accepts_offsets);
  if (!body) return failure(400, body.error());
  if (const auto problem = check_editable(campaign)) return failure(400, *problem);
  if (auto refusal = check_resources(project, options, *body, campaign, /*unknown_status=*/400)) return *refusal;
  const auto schedule = schedule_after({campaign.schedule_type, campaign.scheduled_for}, *body, options, now);
  if (!schedule) return failure(400, schedule.error());
  if (options.unique_names && body->name && is_name_taken(project, *body->name, campaign)) {
    return failure(400, "A campaign with this name already exists");
  }

  take_over(campaign, *body, *schedule, project.catalog);
  campaign.updated_at = now;
  project.changed(campaign);
  return written(project, options, campaign);
}

Answer delete_campaign(Project& project, const Call& call, const Campaign& campaign) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  if (!call.body.empty()) return failure(400, "This call takes no body");
  if (const auto problem = check_editable(campaign)) return failure(400, *problem);
  const std::string id = campaign.id;
  project.erase(id);
  return success(Json::object());
}

Answer attach_recipients(Project& project, const Options& options, const Call& call, Campaign& campaign, Instant now) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  const auto document = read_body(call.content_type, call.body);
  if (!document) return failure(400, document.error());
  auto offered = read_recipients(*document);
  if (!offered) return failure(400, offered.error());
  if (const auto problem = check_editable(campaign)) return failure(400, *problem);
  if (const auto strange = unsupported(*offered); !strange.empty()) {
    return json_answer(
        {{"success", false}, {"error", "Some phone numbers are not supported"}, {"unsupportedPhoneNumbers", strange}},
        400);
  }
  auto added = newcomers(campaign, *std::move(offered));
  if (added.empty()) return failure(400, "All phone numbers are on the campaign already");
  if (recipient_count(campaign) + static_cast<int>(added.size()) > kMostRecipients) {
    return failure(400, "A campaign takes at most 1000 recipients");
  }

  for (auto& recipient : added) campaign.recipients.push_back(std::move(recipient));
  campaign.updated_at = now;
  project.changed(campaign);
  return written(project, options, campaign);
}

Answer start_campaign(Project& project, const Options& options, const Call& call, Campaign& campaign, Instant now) {
  if (const auto problem = refuse_any_query(call.query)) return failure(400, *problem);
  if (!call.body.empty()) return failure(400, "This call takes no body");
  if (campaign.status == "scheduled") return failure(400, "A scheduled campaign starts by itself");
  if (campaign.status != "draft") return failure(400, "Only a draft can be started");
  if (const auto problem = obstacle_to_start(project, campaign)) {
    Json body = {{"success", false}, {"error", *problem}};
    if (const auto cost = static_cast<double>(estimated_cost(campaign)); project.credit < cost) {
      body["yourCredit"] = project.credit;
      body["requiredCredit"] = cost;
      body["canCover"] = false;
    }
    return json_answer(body, 400);
  }
  start(project, campaign, now);
  return written(project, options, campaign);
}

namespace {

Answer written(const Project& project, const Options& options, const Campaign& campaign, int status) {
  const Shape shape = options.patch_shape.value_or(options.shape);
  return success(campaign_json(campaign, project.catalog, shape, options.upper_case_ids), status);
}

std::optional<std::string> check_editable(const Campaign& campaign) {
  if (campaign.is_sample) return "Sample campaigns cannot be changed";
  if (!is_editable(campaign)) return "Only draft or scheduled campaigns can be changed";
  return std::nullopt;
}

// Known now, fit for campaigns, and, where either changes, of one account with the other.
std::optional<Answer> check_resources(const Project& project, const Options& options, const CampaignBody& body,
                                      const Campaign& campaign, int unknown_status) {
  if (!body.template_id && !body.phone_number_id) return std::nullopt;
  const Template* chosen = project.catalog.template_by_id(body.template_id.value_or(campaign.template_id));
  const PhoneNumber* number = project.catalog.number_by_id(body.phone_number_id.value_or(campaign.phone_number_id));
  if (body.template_id) {
    if (chosen == nullptr || !chosen->is_current) return failure(unknown_status, "Template not found");
    if (chosen->category == "AUTHENTICATION") return failure(400, "Authentication templates cannot be used");
    if (options.refuses_unapproved && chosen->status != "APPROVED") return failure(400, "Template is not approved");
  }
  if (body.phone_number_id && (number == nullptr || !number->is_current)) {
    return failure(unknown_status, "Phone number not found");
  }
  if (chosen == nullptr || number == nullptr || chosen->account != number->account) {
    return failure(400, "The template and the phone number must belong to the same WhatsApp account");
  }
  return std::nullopt;
}

bool is_name_taken(const Project& project, const std::string& name, const Campaign& campaign) {
  const auto all = project.newest_first();
  return std::any_of(all.begin(), all.end(),
                     [&](const Campaign* other) { return other->name == name && other->id != campaign.id; });
}

void take_over(Campaign& campaign, const CampaignBody& body, const Schedule& schedule, const Catalog& catalog) {
  campaign.name = body.name.value_or(campaign.name);
  if (body.template_id && *body.template_id != campaign.template_id) {
    campaign.template_id = *body.template_id;
    if (const Template* chosen = catalog.template_by_id(campaign.template_id)) campaign.category = chosen->category;
  }
  campaign.phone_number_id = body.phone_number_id.value_or(campaign.phone_number_id);
  campaign.category = body.category.value_or(campaign.category);
  campaign.schedule_type = schedule.type;
  campaign.scheduled_for = schedule.at;
  campaign.status = schedule.type == "schedule" ? "scheduled" : "draft";
}

std::vector<Recipient> newcomers(const Campaign& campaign, std::vector<Recipient> offered) {
  std::set<std::string> known;
  for (int i = 0; i < recipient_count(campaign); ++i) known.insert(digits_of(recipient_number(campaign, i)));
  std::erase_if(offered,
                [&](const Recipient& recipient) { return !known.insert(digits_of(recipient.phone_number)).second; });
  return offered;
}

std::vector<std::string> unsupported(const std::vector<Recipient>& recipients) {
  std::vector<std::string> strange;
  for (const auto& recipient : recipients) {
    const std::string& number = recipient.phone_number;
    const bool has_only_digits = number.find_first_not_of("+0123456789 -") == std::string::npos;
    if (!has_only_digits || digits_of(number).size() < 8) strange.push_back(number);
  }
  return strange;
}

}  // namespace
}  // namespace campaignd::simulator
