// What the YAML says, read, checked and resolved as far as it can be without asking the service. Every value keeps its
// place in the file, so that a refusal by the service can point at the line that asked for it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/campaign.h"
#include "core/diagnostic.h"
#include "core/ids.h"
#include "core/instant.h"

namespace campaignd {

// One whole version of the desired state.
struct Revision {
  std::string hash;                   // `sha256:` and 64 hexadecimal digits, over names and bytes of all files
  std::string source;                 // what was read, for people: `campaigns.yaml` or `campaigns.d/`
  std::optional<std::string> commit;  // where the files lie in a git work tree
  std::string author = {};            // of that commit; not necessarily UTF-8
  std::string subject = {};           // its message's first line
  friend bool operator==(const Revision&, const Revision&) = default;
};

// A value that the file gives, with its place and its text as it stands there.
template <class T>
struct Wanted {
  T value;
  Mark at;
  std::string text;
  friend bool operator==(const Wanted&, const Wanted&) = default;
};

struct TemplateName {
  std::string name;
  std::optional<std::string> language;
  friend bool operator==(const TemplateName&, const TemplateName&) = default;
};
using TemplateReference = std::variant<TemplateId, TemplateName>;
using NumberReference = std::variant<PhoneNumberId, PhoneDigits>;

// One entry. A field that is not set is not managed and left as it is. Defaults are merged in already.
struct DesiredCampaign {
  Handle handle;
  Mark at;                                  // of the handle
  std::optional<Wanted<CampaignId>> id;     // an entry has an id or a name
  std::optional<Wanted<std::string>> name;  // beside an id a managed field; without one, how the campaign is found
  std::optional<Wanted<TemplateReference>> message_template;
  std::optional<Wanted<NumberReference>> phone_number;
  std::optional<Wanted<Schedule>> scheduled_for;
  std::optional<Wanted<Category>> category;
  std::string timezone = "UTC";  // an IANA name that is known to exist; what times are told in
  bool suspend = false;

  // The entry's own keys (no default) and their values in one canonical text; equal texts mean an entry as it was. A
  // local time stands in it as the local time, so that a default zone that moves does not change it.
  std::string own_keys;

  // Whether it asks for a draft, and may be acted upon.
  [[nodiscard]] bool asks_for_a_stop() const { return !suspend && scheduled_for && !scheduled_for->value; }

  friend bool operator==(const DesiredCampaign&, const DesiredCampaign&) = default;
};

struct DesiredState {
  Revision revision;
  std::vector<std::string> files;          // names as they are shown; Mark::file counts into it
  std::vector<DesiredCampaign> campaigns;  // in the files' order
  // The one zone of `defaults`, in each file that has one; empty where they give none, or several.
  std::optional<std::string> default_timezone = {};

  [[nodiscard]] const DesiredCampaign* find(const Handle& handle) const;  // nullptr where no entry has it; linear
  friend bool operator==(const DesiredState&, const DesiredState&) = default;
};

}  // namespace campaignd
