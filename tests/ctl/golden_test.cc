#include "golden.h"

#include <doctest/doctest.h>

#include "adapters/json/catalog_json.h"
#include "adapters/json/diagnostics_json.h"
#include "adapters/json/plan_json.h"
#include "catalog_text.h"
#include "failure_text.h"
#include "plan_text.h"
#include "plans.h"

namespace campaignd::testing {

namespace {

PlanTextOptions at_width(std::size_t width) {
  PlanTextOptions options;
  options.width = width;
  options.settings_file = "/etc/campaignd/campaignd.yaml";
  return options;
}

}  // namespace

TEST_CASE("a plan with every action reads well on 80 and 120 columns, and is not broken for a pipe") {
  const Plan plan = plan_with_everything();
  matches_golden("plan-80.txt", plan_text(plan, at_width(80)));
  matches_golden("plan-120.txt", plan_text(plan, at_width(120)));
  matches_golden("plan-pipe.txt", plan_text(plan, at_width(0)));
}

TEST_CASE("colour changes nothing but colour") {
  const Plan plan = plan_with_everything();
  PlanTextOptions options = at_width(80);
  options.paint = Paint::ansi();
  std::string painted = plan_text(plan, options);
  CHECK(painted.find('\033') != std::string::npos);

  while (painted.find('\033') != std::string::npos) {
    const std::size_t start = painted.find('\033');
    painted.erase(start, painted.find('m', start) - start + 1);
  }

  CHECK(painted == plan_text(plan, at_width(80)));
}

TEST_CASE("a plan with every action as JSON") {
  matches_golden("plan.json", plan_json(plan_with_everything()));
}

TEST_CASE("a held plan says why, and the setting that lets it through") {
  Plan plan = plan_with_everything();
  plan.held = Hold{"9f3c51aa", "maxChangeRatio: 34 of 40 (85 %) > 50 %"};
  plan.entries.erase(plan.entries.begin() + 1, plan.entries.end());
  plan.unmanaged.clear();
  plan.warnings.clear();
  matches_golden("plan-held.txt", plan_text(plan, at_width(80)));
  matches_golden("plan-held.json", plan_json(plan));
}

TEST_CASE("a dry run says so, and how it ends") {
  Plan plan = plan_with_everything();
  plan.entries.erase(plan.entries.begin() + 1, plan.entries.end());
  plan.unmanaged.clear();
  plan.warnings.clear();
  PlanTextOptions options = at_width(80);
  options.dry_run = true;
  matches_golden("plan-dry-run.txt", plan_text(plan, options));
}

TEST_CASE("a plan without anything to do is short") {
  matches_golden("plan-agreed.txt", plan_text(plan_of({entry("a"), entry("b")}), at_width(80)));
  matches_golden("plan-agreed.json", plan_json(plan_of({entry("a")})));
}

TEST_CASE("a plan of no campaigns says that there are none") {
  CHECK(plan_summary(empty_plan()) == "Plan: no campaigns.");
}

TEST_CASE("a name that is not UTF-8 costs the JSON one character, not the whole plan") {
  PlanEntry broken = entry("broken");
  broken.name = "a\xff z";
  CHECK(plan_json(plan_of({broken})).find("a\xEF\xBF\xBD z") != std::string::npos);
}

TEST_CASE("what the service sends cannot steer the terminal") {
  PlanEntry hostile = entry("hostile", Action::kUpdate);
  hostile.name = "\033[2Jgone";
  hostile.status = "sched\033[31muled";
  hostile.fields = {{Field::kTemplate, std::string("\033]0;x\a"), std::string("b\033"), Mark{}}};
  hostile.detail = "\033[1mdetail";
  hostile.warnings = {{"rule", "\033[5mwarning"}};
  Plan plan = plan_of({hostile});
  plan.entries.push_back(hostile);
  plan.entries.back().action = Action::kBlocked;
  plan.entries.back().reason = "observe";
  plan.unmanaged = {{*hostile.id, "\033c", "\033", std::nullopt, std::nullopt, false}};
  plan.warnings = hostile.warnings;

  CHECK(plan_text(plan, at_width(80)).find_first_of("\033\a") == std::string::npos);
}

TEST_CASE("templates and numbers as tables and as JSON") {
  matches_golden("resources.txt", catalog_text(small_catalog(), {Paint::none(), 80}));
  matches_golden("resources-40.txt", catalog_text(small_catalog(), {Paint::none(), 40}));
  matches_golden("resources.json", catalog_json(small_catalog()));
  matches_golden("resources-none.txt", catalog_text(Catalog{}, {}));
}

TEST_CASE("what validate found as JSON") {
  matches_golden("validate.json",
                 diagnostics_json({{Severity::kError, "campaigns.yaml", 12, 19, "unknown key \"nmae\""},
                                   {Severity::kWarning, "campaigns.yaml", 0, 0, "it is empty"}}));
  matches_golden("validate-ok.json", diagnostics_json({}));
}

TEST_CASE("a failed call says what happened, where, and what to do next") {
  Settings settings;
  settings.file = "/etc/campaignd/campaignd.yaml";
  std::string all;
  for (const auto& [kind, status] : {std::pair{FailureKind::kNeverSent, 0},
                                     {FailureKind::kNeverSent, 429},
                                     {FailureKind::kEffectUnknown, 503},
                                     {FailureKind::kRefused, 400},
                                     {FailureKind::kUnauthorized, 401},
                                     {FailureKind::kForbidden, 403},
                                     {FailureKind::kNotFound, 404},
                                     {FailureKind::kTls, 0},
                                     {FailureKind::kWithheld, 0}}) {
    const FailureText text = failure_text({kind, status, "the detail", std::nullopt}, settings, "/etc/campaignd/key");
    all += text.what + "\n" + text.next + "\n\n";
  }
  matches_golden("failures.txt", all);
}

}  // namespace campaignd::testing
