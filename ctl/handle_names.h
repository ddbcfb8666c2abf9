// Handles for campaigns that have none yet, made from their names. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/ids.h"

namespace campaignd {

class HandleNames {
 public:
  // `Eid greeting!` becomes `eid-greeting`. A name without two Latin letters says nothing as a handle, so that the
  // campaign is called by its id's end, `campaign-f01234`. One that is taken already gets `-2`, `-3`, … behind it.
  Handle make(std::string_view name, CampaignId id);

 private:
  std::set<std::string> taken_;
};

}  // namespace campaignd
