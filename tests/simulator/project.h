// All that the simulated service stores for one key: campaigns, resources, credit. Finds and orders; knows no rules.
// Whoever changes a campaign says so with changed().
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/campaign.h"
#include "simulator/catalog.h"

namespace campaignd::simulator {

class Project {
 public:
  std::string name = "Simulated project";
  double credit = 1'000'000;  // IQD
  Json info_extra = Json::object();
  Catalog catalog;

  // Null where there is none. `id` in either letter case.
  [[nodiscard]] Campaign* find(std::string_view id);
  [[nodiscard]] const Campaign* find(std::string_view id) const;

  // Replaces one of the same id. An empty id is filled with the next unused one.
  Campaign& add(Campaign campaign);
  bool erase(std::string_view id);
  void erase_all();

  // To be called after every change of a campaign.
  void changed(Campaign& campaign);

  [[nodiscard]] std::size_t size() const { return campaigns_.size(); }
  [[nodiscard]] std::vector<Campaign*> all();
  [[nodiscard]] std::vector<const Campaign*> newest_first() const;
  [[nodiscard]] std::vector<const Campaign*> samples_of(std::string_view id) const;

  // No campaign starts or ends by itself before this instant; kept by lifecycle.
  Instant wake_at = Instant::max();

 private:
  std::map<std::string, Campaign, std::less<>> campaigns_;
  std::set<std::string> samples_;
  std::uint64_t sequence_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace campaignd::simulator
