// The echo check: whether an answer shows what a PATCH asked for, field by field and in every shape.
#include "core/verify.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

struct EchoRow {
  const char* rule;
  Patch sent;
  std::function<void(ObservedCampaign&)> answer;  // what is different in the answer from a scheduled campaign
  std::vector<Field> not_shown;                   // empty: it is shown
};

const WallTime kSentTime = TestProject::at("18:00");
const TemplateId kSentTemplate = TestProject::template_id();
const PhoneNumberId kSentNumber = TestProject::number_id(1);

std::vector<EchoRow> rows() {
  const auto as_is = [](ObservedCampaign&) {};
  const Patch arm{.schedule = Schedule{kSentTime}};
  const Patch disarm{.schedule = Schedule{}};
  return {
      {"an arm is shown by `scheduled` with the time", arm, as_is, {}},
      {"an arm is not shown by another time",
       arm,
       [](auto& c) { c.scheduled_for = kSentTime + 1ms; },
       {Field::kScheduledFor}},
      {"an arm is not shown by the time in a draft",
       arm,
       [](auto& c) { c.status = CampaignStatus::kDraft; },
       {Field::kScheduledFor}},
      {"an arm is not shown by `scheduled` without a time",
       arm,
       [](auto& c) { c.scheduled_for.reset(); },
       {Field::kScheduledFor}},
      {"an arm is not shown by `running`",
       arm,
       [](auto& c) { c.status = CampaignStatus::kRunning; },
       {Field::kScheduledFor}},
      {"a disarm is shown by `draft`, whatever its time says",
       disarm,
       [](auto& c) { c.status = CampaignStatus::kDraft; },
       {}},
      {"a disarm is not shown by `scheduled` without a time",
       disarm,
       [](auto& c) { c.scheduled_for.reset(); },
       {Field::kScheduledFor}},
      {"a disarm is not shown by a status that is not known",
       disarm,
       [](auto& c) { c.status = CampaignStatus::kUnknown; },
       {Field::kScheduledFor}},
      {"a template is shown by its id", Patch{.template_id = kSentTemplate}, as_is, {}},
      {"a template is shown by name and language where there is no id",
       Patch{.template_id = kSentTemplate},
       [](auto& c) {
         c.message_template = ObservedTemplate{{}, "eid_greeting", "ar"};
       },
       {}},
      {"a template is not shown by its name in another language",
       Patch{.template_id = kSentTemplate},
       [](auto& c) {
         c.message_template = ObservedTemplate{{}, "eid_greeting", "en"};
       },
       {Field::kTemplate}},
      {"a template is not shown by another id with the right name",
       Patch{.template_id = kSentTemplate},
       [](auto& c) {
         c.message_template = ObservedTemplate{TemplateId::parse("a0000000000000000000000f"), "eid_greeting", "ar"};
       },
       {Field::kTemplate}},
      {"a template is not shown by an answer that leaves it out",
       Patch{.template_id = kSentTemplate},
       [](auto& c) { c.message_template.reset(); },
       {Field::kTemplate}},
      {"a number is shown by its digits where there is no id",
       Patch{.phone_number_id = kSentNumber},
       [](auto& c) {
         c.phone_number = ObservedNumber{{}, {"9647700000001"}};
       },
       {}},
      {"a number is not shown by other digits",
       Patch{.phone_number_id = kSentNumber},
       [](auto& c) {
         c.phone_number = ObservedNumber{{}, {"9647700000002"}};
       },
       {Field::kPhoneNumber}},
      {"a number is not shown by no digits at all",
       Patch{.phone_number_id = kSentNumber},
       [](auto& c) { c.phone_number = ObservedNumber{}; },
       {Field::kPhoneNumber}},
      {"a name is shown to the letter", Patch{.name = "eid"}, as_is, {}},
      {"a name is not shown in another case", Patch{.name = "Eid"}, as_is, {Field::kName}},
      {"a category is shown by the service's word", Patch{.category = Category::kMarketing}, as_is, {}},
      {"a category is not shown where there is none",
       Patch{.category = Category::kUtility},
       [](auto& c) { c.category.clear(); },
       {Field::kCategory}},
      {"of several fields each has to be shown",
       Patch{.name = "other", .template_id = kSentTemplate, .schedule = Schedule{kSentTime + 1h}},
       as_is,
       {Field::kName, Field::kScheduledFor}},
  };
}

TEST_CASE("an answer shows a PATCH where every field that was sent is there") {
  for (const EchoRow& row : rows()) {
    CAPTURE(std::string(row.rule));
    TestProject project;
    ObservedCampaign answer = project.has("eid", kSentTime);
    row.answer(answer);

    const Verification found = verify(answer.id, row.sent, answer, &project.catalog);

    CHECK(found.not_shown == row.not_shown);
    CHECK((found.echo == Echo::kShown) == row.not_shown.empty());
  }
}

TEST_CASE("an answer about another campaign shows nothing") {
  TestProject project;
  const ObservedCampaign answer = project.has("eid", kSentTime);
  CHECK(verify(TestProject::id_of("other"), Patch{.name = "eid"}, answer, &project.catalog).echo == Echo::kAnother);
}

TEST_CASE("without a catalog only an id can show a template or a number") {
  TestProject project;
  ObservedCampaign answer = project.has("eid", kSentTime);
  CHECK(verify(answer.id, Patch{.template_id = kSentTemplate}, answer, nullptr).echo == Echo::kShown);
  answer.message_template = ObservedTemplate{{}, "eid_greeting", "ar"};
  CHECK(verify(answer.id, Patch{.template_id = kSentTemplate}, answer, nullptr).echo == Echo::kNotShown);
}

}  // namespace
}  // namespace campaignd
