#include "core/settings_place.h"

#include <doctest/doctest.h>

namespace campaignd {

TEST_CASE("the commands of a sentence name the settings where those are not the usual ones") {
  const std::string sentence =
      "it stays so until `campaignctl rearm eid`, or `campaignctl resume`; campaignctl is not meant";

  CHECK(with_settings_named(sentence, "/srv/a.yaml") ==
        "it stays so until `campaignctl --config /srv/a.yaml rearm eid`, or `campaignctl --config /srv/a.yaml resume`; "
        "campaignctl is not meant");
  CHECK(with_settings_named(sentence, kDefaultSettingsFile) == sentence);
  CHECK(with_settings_named(sentence, "") == sentence);
  CHECK(with_settings_named("", "/srv/a.yaml").empty());
}

TEST_CASE("a settings file that a shell would take to pieces is quoted in a command") {
  CHECK(campaignctl_command("/srv/my campaigns/a.yaml", "plan") ==
        "campaignctl --config '/srv/my campaigns/a.yaml' plan");
  CHECK(campaignctl_command("/srv/sara's/$a.yaml", "plan") == R"(campaignctl --config '/srv/sara'\''s/$a.yaml' plan)");
  CHECK(campaignctl_command("/srv/\xC3\xA4-1_b.yaml", "plan") == "campaignctl --config /srv/\xC3\xA4-1_b.yaml plan");
  const std::string once = with_settings_named("`campaignctl plan`", "/srv/my a.yaml");
  CHECK(once == "`campaignctl --config '/srv/my a.yaml' plan`");
  CHECK(with_settings_named(once, "/srv/my a.yaml") == once);
}

TEST_CASE("a command that names its settings already is completed no second time") {
  const std::string once = with_settings_named("`campaignctl plan`", "/srv/a.yaml");
  CHECK(with_settings_named(once, "/srv/a.yaml") == once);
  CHECK(with_settings_named("`campaignctl --config /b.yaml plan` or `campaignctl plan`", "/srv/a.yaml") ==
        "`campaignctl --config /b.yaml plan` or `campaignctl --config /srv/a.yaml plan`");
}

}  // namespace campaignd
