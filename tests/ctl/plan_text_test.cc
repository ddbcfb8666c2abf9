#include "plan_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "core/display_text.h"
#include "golden.h"
#include "plans.h"

namespace campaignd::testing {

namespace {

std::vector<std::string> lines_in(std::string text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.erase(0, lines.back().size() + 1);
  }
  return lines;
}

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

PlanEntry update(std::string_view handle) {
  PlanEntry made = entry(handle, Action::kUpdate);
  made.fields = {{Field::kTemplate, "a/ar", "b/ar", Mark{}}};
  return made;
}

PlanTextOptions for_terminal() {
  PlanTextOptions options;
  options.width = 80;
  options.settings_file = "/etc/campaignd/campaignd.yaml";
  return options;
}

}  // namespace

TEST_CASE("no line of a plan is wider than the terminal, from 80 columns on") {
  for (const std::size_t width : {80U, 100U, 160U}) {
    PlanTextOptions options = for_terminal();
    options.width = width;
    for (const std::string& line : lines_in(plan_text(plan_with_everything(), options))) {
      CAPTURE(line);
      CHECK(display_width(line) <= width);
    }
  }
}

TEST_CASE("a name of 80 wide characters pushes nobody else's place off the screen") {
  PlanEntry wide = update("wide");
  for (int i = 0; i < 80; ++i) wide.name += "漢";
  PlanEntry narrow = update("narrow");
  narrow.name = "Narrow";

  for (const std::string& line : lines_in(plan_text(plan_of({wide, narrow}), for_terminal()))) {
    if (says(line, "Narrow")) CHECK(display_width(line) <= 80);
    if (says(line, "漢")) CHECK(says(line, "campaigns.yaml:7"));
  }
}

TEST_CASE("a thousand campaigns in agreement are a few lines; a thousand updates are all shown") {
  std::vector<PlanEntry> same;
  std::vector<PlanEntry> updates;
  for (int i = 0; i < 1000; ++i) {
    same.push_back(entry("c" + std::to_string(i)));
    updates.push_back(update("c" + std::to_string(i)));
  }

  const std::string quiet = plan_text(plan_of(same), for_terminal());
  CHECK(lines_in(quiet).size() < 12);
  CHECK(says(quiet, "and 992 more"));
  CHECK(says(quiet, "Plan: 1000 unchanged."));
  const std::string busy = plan_text(plan_of(updates), for_terminal());
  CHECK(says(busy, "c999"));
  CHECK(says(busy, "To update (1000)  100000 recipients"));
}

TEST_CASE("recipients beyond all reason overflow no sum of the updates") {
  PlanEntry vast = update("eid");
  vast.recipients = std::numeric_limits<std::int64_t>::max();

  CHECK(says(plan_text(plan_of({vast, vast}), for_terminal()), "To update (2)  2000000000 recipients"));
}

TEST_CASE("a campaign that is missing is told which one in no file has nearly its name") {
  Plan plan = plan_of({entry("lost", Action::kMissing)});
  plan.entries[0].name = "School boks";
  plan.unmanaged = {{*entry("x").id, "School books", "draft", std::nullopt, std::nullopt, false}};
  CHECK(says(plan_text(plan, for_terminal()), "did you mean  School books is in no file"));

  plan.unmanaged[0].name = "Something else";
  CHECK_FALSE(says(plan_text(plan, for_terminal()), "did you mean"));
}

TEST_CASE("a campaign on the clock without a time is not called a draft") {
  Plan plan = plan_of({entry("odd", Action::kUpdate)});
  plan.entries[0].scheduled_for.reset();
  plan.entries[0].fields = {{Field::kScheduledFor, FieldValue{}, FieldValue{}, Mark{}}};
  CHECK(says(plan_text(plan, for_terminal()), "- scheduled, without a time"));
}

TEST_CASE("what becomes of the updates is said in the end, whatever keeps campaignd from them") {
  const Plan plan = plan_of({update("one")});
  PlanTextOptions options = for_terminal();
  std::string all;
  const auto look = [&](std::string_view title) {
    const std::string text = plan_text(plan, options);
    all += "== " + std::string(title) + "\n" + text.substr(text.find("Plan:")) + "\n";
  };

  look("nothing keeps it");
  options.service = Presence::Is::kRuns;
  look("it runs");
  options.service = Presence::Is::kAbsent;
  look("it does not run");
  options.service = Presence::Is::kUnknown;
  options.settings_file = "/srv/books.yaml";
  look("other settings");
  options.service = Presence::Is::kRuns;
  options.journal_failure = "disk full";
  look("a journal that cannot be written");
  options.pause = Pause{"holiday", "sara", plan.now, at("2026-11-26T09:00:00.000Z"), false, false};
  look("paused with an end");
  options.journal_failure.clear();
  options.service = Presence::Is::kUnknown;
  options.pause->until.reset();
  look("paused without an end");
  options.pause->freeze = true;
  look("frozen");
  options.service = Presence::Is::kAbsent;
  look("frozen, and it does not run");
  options.is_clone = true;
  look("clone");
  options.dry_run = true;
  look("dry run");
  options.is_rehearsal = true;
  look("another file");

  CHECK(all == golden("plan-endings.txt", all));
}

}  // namespace campaignd::testing
