// Which campaign an entry means: by its id, by what it was bound to before, or by its name among the editable ones.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"

namespace campaignd {

struct NotObserved {
  std::string why;
};
struct NoSuchCampaign {
  std::string why;
};
// `reason` is ambiguous-name, same-campaign or name-used-again; `certain` is the campaign where it is beyond doubt
// which one is meant.
struct NotOne {
  std::string reason;
  std::string detail;
  const ObservedCampaign* certain = nullptr;
};
using Found = std::variant<const ObservedCampaign*, NotObserved, NoSuchCampaign, NotOne>;

// An index over one observation and one desired state; both must outlive it. A campaign may be changed meanwhile, but
// not in its name, nor from editable to not.
class CampaignFinder {
 public:
  CampaignFinder(const DesiredState& desired, const Observation& observed, const Memory& memory);

  [[nodiscard]] Found find(const DesiredCampaign& entry) const;

 private:
  [[nodiscard]] Found meant_by(const DesiredCampaign& entry) const;  // whoever else may mean the same
  [[nodiscard]] Found by_id(CampaignId id) const;
  [[nodiscard]] Found by_binding(const DesiredCampaign& entry, CampaignId id) const;
  [[nodiscard]] Found by_name(const DesiredCampaign& entry) const;
  [[nodiscard]] std::span<const ObservedCampaign* const> editable_named(std::string_view name) const;

  // Sorted, and within the same key in the order of ids or of the file. Empty where every entry has an id: then none is
  // looked at.
  using Named = std::vector<std::pair<CampaignId, const Handle*>>;
  static std::span<const Named::value_type> of(const Named& named, CampaignId id);

  const Observation& observed_;
  const Memory& memory_;
  std::vector<const ObservedCampaign*> editable_by_name_;
  Named named_by_id_;
  Named named_without_id_;
};

}  // namespace campaignd
