#include "import_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/difference.h"
#include "core/display_text.h"
#include "core/limits.h"
#include "core/resolve.h"
#include "core/utf8.h"
#include "handle_names.h"
#include "table.h"
#include "yaml_text.h"

namespace campaignd {

namespace {

using Campaigns = std::vector<const ObservedCampaign*>;

Campaigns editable_in_order(const Observation& observed);
std::string head(const Import& import, bool has_drafts);
std::string entry_text(const Import& import, const ObservedCampaign& seen, HandleNames& handles);
std::string comment_about(const ObservedCampaign& seen);
bool is_on_the_clock_without_time(const ObservedCampaign& seen);
bool is_utc(const Import& import);

}  // namespace

ImportText import_text(const Import& import) {
  const Campaigns campaigns = editable_in_order(import.observed);
  const bool has_drafts = std::any_of(campaigns.begin(), campaigns.end(), [](const ObservedCampaign* each) {
    return each->status == CampaignStatus::kDraft;
  });
  ImportText text{head(import, has_drafts)};
  HandleNames handles;
  for (const ObservedCampaign* each : campaigns) {
    const bool is_left_out = is_on_the_clock_without_time(*each);
    text.yaml += "\n" + (is_left_out ? comment_about(*each) : entry_text(import, *each, handles));
    ++(is_left_out ? text.left_out : text.campaigns);
  }
  return text;
}

namespace {

// What goes out first stands first, drafts last.
Campaigns editable_in_order(const Observation& observed) {
  Campaigns campaigns;
  for (const auto& [id, campaign] : observed.campaigns) {
    if (is_editable(campaign.status) && !campaign.is_sample) campaigns.push_back(&campaign);
  }
  std::stable_sort(campaigns.begin(), campaigns.end(), [](const ObservedCampaign* a, const ObservedCampaign* b) {
    return schedule_of(*a).value_or(WallTime::max()) < schedule_of(*b).value_or(WallTime::max());
  });
  return campaigns;
}

std::string head(const Import& import, bool has_drafts) {
  std::string text = "# The project's draft and scheduled campaigns as they were on " +
                     to_local_text(std::chrono::floor<std::chrono::minutes>(import.now), import.zone) +
                     ", written by\n# `campaignctl import`. As long as nobody changes anything, nothing comes of it.\n";
  if (has_drafts) {
    text +=
        "#\n# Drafts have no `scheduledFor` here, and their time is left alone: `scheduledFor: null` keeps one a "
        "draft\n"
        "# whatever is done at the service, and a time puts it on the clock.\n";
  }
  const std::string name(import.zone.name());
  text += "version: 1\n\ndefaults:\n";
  text += is_utc(import)
              ? "  # The times below are UTC. Do not write other times between them: a zone here, such as "
                "Asia/Baghdad, counts\n"
                "  # for all of them. `TZ=Asia/Baghdad campaignctl import` writes zone and times as they are there.\n"
              : "  # The times below are in this zone; who changes it changes when all of them go out.\n";
  return text + "  timezone: " + yaml_text(name) + "\n\ncampaigns:\n";
}

// By whatever name.
bool is_utc(const Import& import) {
  return to_local_text(import.now, import.zone).ends_with(" +00:00") &&
         import.zone.name().find("UTC") != std::string::npos;
}

bool is_on_the_clock_without_time(const ObservedCampaign& seen) {
  return seen.status == CampaignStatus::kScheduled && !seen.scheduled_for;
}

std::string comment_about(const ObservedCampaign& seen) {
  return "  # " + seen.id.str() + ", " + quoted_yaml_text(seen.name) +
         ", is scheduled without a time, which no file can say.\n";
}

// One way to write what a campaign has: by name, by id, or not at all.
template <class Reference>
struct Way {
  std::optional<Wanted<Reference>> wanted;
  std::string note;  // behind the value
};
using TemplateWays = std::vector<Way<TemplateReference>>;
using NumberWays = std::vector<Way<NumberReference>>;

// As the file's reader takes it; another name would be an error there.
bool is_writable_template(std::string_view name, std::string_view language) {
  const auto is_fit = [](std::string_view text) {
    if (text.empty() || text.find('/') != text.npos) return false;
    while (!text.empty()) {
      const CodePoint code = first_code_point(text);
      if (!code.is_valid || code.value <= U' ' || (code.value >= 0x7F && code.value <= 0x9F)) return false;
      if (directional_mark_name(code.value)) return false;
      text.remove_prefix(code.length);
    }
    return true;
  };
  return is_fit(name) && is_fit(language) && name.size() <= kLongestTemplateName && language.size() <= kLongestLanguage;
}

template <class Reference>
std::optional<Wanted<Reference>> wanted(Reference reference, std::string text) {
  return Wanted<Reference>{std::move(reference), {}, std::move(text)};
}

// A name that stands in several accounts, without an id beside it, may still be settled by its partner.
TemplateWays ways_of(const ObservedTemplate& seen, const Catalog& catalog) {
  const CatalogTemplate* const known = find_template(catalog, seen);
  const TemplateName name =
      known != nullptr ? TemplateName{known->name, known->language} : TemplateName{seen.name, seen.language};
  const std::string text = name.name + "/" + *name.language;
  TemplateWays ways;
  if (is_writable_template(name.name, *name.language)) ways.push_back({wanted<TemplateReference>(name, text), ""});
  if (known != nullptr) ways.push_back({wanted<TemplateReference>(known->id, known->id.str()), quoted_yaml_text(text)});
  return ways;
}

NumberWays ways_of(const ObservedNumber& seen, const Catalog& catalog) {
  const CatalogNumber* const known = find_number(catalog, seen);
  const PhoneDigits& number = known != nullptr ? known->number : seen.number;
  NumberWays ways;
  if (number.digits.size() >= kFewestDigits && number.digits.size() <= kMostDigits && number.digits.front() != '0')
    ways.push_back({wanted<NumberReference>(number, number.shown()), ""});
  if (known != nullptr) ways.push_back({wanted<NumberReference>(known->id, known->id.str()), number.shown()});
  return ways;
}

// The first way of both that means what the campaign has: a name that stands in two accounts is settled by its partner.
struct Chosen {
  Way<TemplateReference> message_template;
  Way<NumberReference> number;
  std::string why_not;  // of the first way that was tried and failed
};

bool means_the_same(const DesiredCampaign& entry, const ObservedCampaign& seen, const Catalog& catalog,
                    std::string& why_not) {
  const auto target = resolve(entry, seen, catalog);
  if (!target) {
    if (why_not.empty()) why_not = target.error().detail;
    return false;
  }
  return difference(entry, seen, *target, &catalog).empty();
}

Chosen choose(const Handle& handle, const ObservedCampaign& seen, const Catalog& catalog) {
  TemplateWays templates = seen.message_template ? ways_of(*seen.message_template, catalog) : TemplateWays{};
  NumberWays numbers = seen.phone_number ? ways_of(*seen.phone_number, catalog) : NumberWays{};
  templates.push_back({});
  numbers.push_back({});
  DesiredCampaign entry{handle, {}, {}, {}, {}, {}, {}, {}, "UTC", false, ""};
  Chosen chosen;
  for (auto& each : templates) {
    entry.message_template = each.wanted;
    for (auto& other : numbers) {
      entry.phone_number = other.wanted;
      if (!means_the_same(entry, seen, catalog, chosen.why_not)) continue;
      chosen.message_template = std::move(each);
      chosen.number = std::move(other);
      return chosen;
    }
  }
  return chosen;
}

// The service's own words for something that the catalog does not hold, or holds more than once.
std::string as_observed(const ObservedTemplate& seen) {
  if (!seen.name.empty()) return quoted_yaml_text(seen.language.empty() ? seen.name : seen.name + "/" + seen.language);
  return seen.id ? seen.id->str() : "of which the service says nothing";
}
std::string as_observed(const ObservedNumber& seen) {
  if (!seen.number.digits.empty()) return seen.number.shown();
  return seen.id ? seen.id->str() : "of which the service says nothing";
}

// What a campaign has, in a comment; `known` holds those of the catalog that it may be.
template <class Reference, class Observed, class Known>
std::string reference_line(std::string_view key, const Way<Reference>& way, const std::optional<Observed>& seen,
                           const std::vector<Known>& known, const std::string& why_not) {
  const std::string start = "    ";
  if (way.wanted) {
    return start + std::string(key) + ": " + yaml_text(way.wanted->text) + (way.note.empty() ? "" : "  # " + way.note) +
           "\n";
  }
  if (!seen) return start + "# It has no " + std::string(key) + " yet.\n";
  const auto count = std::count_if(known.begin(), known.end(), [&](const Known& each) { return shows(seen, each); });
  const std::string why = count == 0  ? "the project's list does not have it"
                          : count > 1 ? "it stands in several accounts, and the service does not say in which"
                                      : escape_controls(why_not);
  return start + "# " + std::string(key) + ": " + as_observed(*seen) + " cannot be named here: " + why + "\n";
}

std::string name_line(const ObservedCampaign& seen) {
  const std::string why = [&] {
    const std::size_t length = count_characters(seen.name);
    if (length < kShortestName || length > kLongestName)
      return "has " + counted(static_cast<std::int64_t>(length), "character");
    for (std::string_view rest = seen.name; !rest.empty();) {
      const CodePoint code = first_code_point(rest);
      if (!code.is_valid) return std::string("is not UTF-8");
      if (const auto mark = directional_mark_name(code.value)) return "holds the invisible " + std::string(*mark);
      rest.remove_prefix(code.length);
    }
    return std::string();
  }();
  if (why.empty()) return "    name: " + yaml_text(seen.name) + "\n";
  return "    # Its name, " + quoted_yaml_text(seen.name) + ", " + why + ", which no file can say.\n";
}

std::string written_time(WallTime instant, const Zone& zone) {
  const std::string text = to_local_text(instant, zone);
  const auto local = parse_local(text.substr(0, text.rfind(' ')));
  const auto resolved = local ? std::optional(resolve(*local, zone)) : std::nullopt;
  const auto* const again = resolved ? std::get_if<WallTime>(&*resolved) : nullptr;
  if (again != nullptr && *again == instant) return text.substr(0, text.rfind(' '));
  return to_rfc3339(instant).substr(0, std::string_view("2026-12-01T15:00:00").size()) + "Z";
}

std::string time_line(const ObservedCampaign& seen, const Zone& zone) {
  const Schedule at = schedule_of(seen);
  if (!at) return "    # A draft.\n";
  if (*at != std::chrono::floor<std::chrono::seconds>(*at)) {
    return "    # It goes out on " + to_rfc3339(*at) + ", a fraction of a second that no file can say.\n";
  }
  return "    scheduledFor: " + written_time(*at, zone) + "\n";
}

// Plain, as everybody writes it, but where digits alone (and an `e`) would make it a number.
std::string id_text(CampaignId id) {
  const bool is_number = id.text().find_first_of("abcdf") == std::string_view::npos;
  return is_number ? quoted_yaml_text(id.text()) : id.str();
}

std::string entry_text(const Import& import, const ObservedCampaign& seen, HandleNames& handles) {
  const Handle handle = handles.make(seen.name, seen.id);
  const Chosen chosen = choose(handle, seen, import.catalog);
  return "  " + yaml_text(handle.str()) + ":\n    id: " + id_text(seen.id) + "\n" + name_line(seen) +
         reference_line("template", chosen.message_template, seen.message_template, import.catalog.templates,
                        chosen.why_not) +
         reference_line("phoneNumber", chosen.number, seen.phone_number, import.catalog.numbers, chosen.why_not) +
         time_line(seen, import.zone);
}

}  // namespace

}  // namespace campaignd
