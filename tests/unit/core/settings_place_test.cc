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

TEST_CASE("a command that names its settings already is completed no second time") {
  const std::string once = with_settings_named("`campaignctl plan`", "/srv/a.yaml");
  CHECK(with_settings_named(once, "/srv/a.yaml") == once);
  CHECK(with_settings_named("`campaignctl --config /b.yaml plan` or `campaignctl plan`", "/srv/a.yaml") ==
        "`campaignctl --config /b.yaml plan` or `campaignctl --config /srv/a.yaml plan`");
}

}  // namespace campaignd
