#include "core/ids.h"

#include <doctest/doctest.h>

#include "core/diagnostic.h"

namespace campaignd {
namespace {

TEST_CASE("ids that differ in letter case only are equal") {
  CHECK(CampaignId::parse("665F0C2AB1E4D2A7C9F01234") == CampaignId::parse("665f0c2ab1e4d2a7c9f01234"));
}

TEST_CASE("an id is exactly 24 hexadecimal digits") {
  CHECK(CampaignId::parse(std::string(24, 'a')).has_value());
  CHECK_FALSE(CampaignId::parse(std::string(23, 'a')).has_value());
  CHECK_FALSE(CampaignId::parse(std::string(25, 'a')).has_value());
  CHECK_FALSE(CampaignId::parse("665f0c2ab1e4d2a7c9f0123g").has_value());
}

TEST_CASE("a handle is 1 to 63 characters of its alphabet") {
  CHECK(Handle::parse("a").has_value());
  CHECK(Handle::parse("eid-greeting_2026.v1").has_value());
  CHECK(Handle::parse(std::string(63, 'a')).has_value());
  CHECK_FALSE(Handle::parse(std::string(64, 'a')).has_value());
  CHECK_FALSE(Handle::parse("").has_value());
  CHECK_FALSE(Handle::parse("-eid").has_value());
  CHECK_FALSE(Handle::parse("Eid").has_value());
  CHECK_FALSE(Handle::parse("e d").has_value());
}

TEST_CASE("a diagnostic reads as a compiler's, and cannot carry terminal codes") {
  CHECK(to_text({Severity::kError, "campaigns.yaml", 12, 19, "unknown key"}) ==
        "campaigns.yaml:12:19: error: unknown key");
  CHECK(to_text({Severity::kWarning, "campaigns.yaml", 0, 0, "no campaigns"}) ==
        "campaigns.yaml: warning: no campaigns");
  CHECK(to_text({Severity::kNote, "a\nb", 1, 0, "\x1b[31m"}) == "a\\nb:1: note: \\x1b[31m");
}

}  // namespace
}  // namespace campaignd
