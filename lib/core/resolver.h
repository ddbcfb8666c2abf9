// `resolve` for many entries: what the same references meant for the same campaign's template and number before, they
// mean again. For one plan; the catalog must outlive it.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <unordered_map>

#include "core/resolve.h"

namespace campaignd {

class Resolver {
 public:
  explicit Resolver(const Catalog* catalog) : catalog_(catalog) {}

  // Only where there is a catalog.
  const tl::expected<Target, Unresolved>& of(const DesiredCampaign& entry, const ObservedCampaign& observed);

 private:
  void write_key(const DesiredCampaign& entry, const ObservedCampaign& observed);

  const Catalog* catalog_;
  std::string key_;
  std::unordered_map<std::string, tl::expected<Target, Unresolved>> known_;
};

}  // namespace campaignd
