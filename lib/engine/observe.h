// One look at the project: the two lists together, then by id only what neither held, then the catalog and the credit
// where they are needed. What one call cannot tell does not stop the rest. Between two looks it keeps the catalog, the
// credit, whether the lists have to be read in pages, and the lists themselves where nothing was written.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/settings.h"
#include "engine/calls.h"
#include "engine/lists.h"
#include "engine/teller.h"

namespace campaignd {

class Observer {
 public:
  Observer(Calls& calls, const Clock& clock, const Teller& teller);

  struct Question {
    const DesiredState& desired;
    const Memory& memory;
    const PolicySettings& policy;
    std::set<CampaignId> also;          // to be known in any case: an intent of theirs has no outcome yet
    std::set<CampaignId> besides = {};  // worth a question of their own where the lists could be read
  };

  // Campaigns alone, with the catalog (and the credit) beside them where that is old and no stop is waiting. A quiet
  // look costs two calls. Where the service refuses the key (`Calls::refused_by_service`) or a stop was asked for, what
  // comes back is not whole and must not be acted upon.
  Observation observe(const Question& question);

  // What `observe` left for later: the catalog, names that it does not have, the credit. Returns whether any of it was
  // read now.
  bool complete(const Question& question, Observation& seen);

  // Before writes that arm or change, and before a lock falls: reads again what is older than a minute. Returns whether
  // anything is newer now. Where the catalog cannot be read it is gone, and `seen.catalog_failure` says why.
  bool refresh_before_write(const PolicySettings& policy, Observation& seen);

  // What `observe` returned last, where nothing was written since and no answer taken into it but its own: a list that
  // is the same next time, to the byte, is not read again.
  void keep(Observation seen);
  void forget_lists();  // the key is another, or its project

  // It is another service: what was kept between two looks says nothing about it.
  void forget();

  // Null where none could be read; stays valid until the next call of `observe` or `refresh_before_write`.
  [[nodiscard]] const Catalog* catalog() const { return catalog_ ? &*catalog_ : nullptr; }

 private:
  enum class Beside : std::uint8_t { kNothing, kCatalog, kCatalogAndProject };
  void read_lists(Lists& lists, Observation& seen, Beside beside);
  void take_other(Observation& seen, Finished answer);
  void note_date(const Finished& answer);
  [[nodiscard]] std::vector<CampaignId> to_ask_for(const Question& question, const Observation& seen);
  void ask_for(const std::vector<CampaignId>& ids, const Question& question, Observation& seen);
  void read_catalog_for_names(const DesiredState& desired, Observation& seen);
  void read_project(const Question& question, Observation& seen);
  [[nodiscard]] bool is_older(const std::optional<MonotonicTime>& read_at, std::chrono::seconds age) const;
  [[nodiscard]] std::optional<milliseconds> clock_ahead();

  Calls& calls_;
  const Clock& clock_;
  const Teller& teller_;
  std::optional<Catalog> catalog_;
  std::optional<MonotonicTime> catalog_at_;
  std::string names_looked_up_for_;  // the revision for which the catalog was read because of a name
  std::optional<Project> project_;
  std::optional<MonotonicTime> project_at_;
  bool catalog_was_asked_ = false;  // in this look
  bool project_was_asked_ = false;  // likewise
  bool in_pages_ = false;
  std::optional<KeptLists> kept_;
  std::optional<ReadLists> read_whole_;  // in this look, before any of its campaigns was asked for once more
  std::vector<CampaignId> asked_;        // by id, in this look
  MonotonicTime look_started_{};
  std::vector<milliseconds> ahead_;  // of this look's answers
};

}  // namespace campaignd
