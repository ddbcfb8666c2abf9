// drift: what somebody changed at the service is set back, or reported and left, until the file itself asks anew.
#include <doctest/doctest.h>

#include <utility>

#include "core/agreement.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

// The entry asked for 12:00 and got it; then somebody moved the campaign earlier, to 10:00.
TestProject with_drift() {
  TestProject project;
  DesiredCampaign& entry = project.wants("eid", project.at("12:00"));
  ObservedCampaign& seen = project.has("eid", project.at("12:00"));
  CampaignMemory known{seen};
  known.own_keys = entry.own_keys;
  known.agreed = Agreement{seen, entry.own_keys, managed_text(entry), project.now};
  project.memory.campaigns.insert_or_assign(seen.id, std::move(known));
  seen.scheduled_for = project.at("10:00");
  return project;
}

TEST_CASE("drift: mend sets back what somebody changed at the service") {
  CHECK(with_drift().verdict("eid") == "update");
  CHECK(with_drift().entry("eid").cause == Cause::kService);
}

TEST_CASE("drift: report leaves it, and says what was changed") {
  TestProject project = with_drift();
  project.policy.drift = DriftPolicy::kReport;

  CHECK(project.verdict("eid") == "blocked: drift");
  CHECK(project.entry("eid").detail.find("scheduledFor") != std::string::npos);
  CHECK(project.entry("eid").patches.empty());
}

TEST_CASE("drift: report stands in no change's way that the file asks for") {
  TestProject project = with_drift();
  project.policy.drift = DriftPolicy::kReport;
  project.desired.campaigns.front().own_keys = "second";
  project.desired.campaigns.front().scheduled_for->value = project.at("14:00");

  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("drift: report leaves a disarm alone, which the file's null asks for") {
  TestProject project = with_drift();
  project.policy.drift = DriftPolicy::kReport;
  project.desired.campaigns.front().scheduled_for->value = std::nullopt;

  CHECK(project.verdict("eid") == "update");
}

}  // namespace
}  // namespace campaignd
