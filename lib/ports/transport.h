// The service, as calls that are understood on both sides. Each call is one HTTP request and never more: a transport
// repeats nothing by itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>

#include "core/call_failure.h"
#include "core/campaign.h"
#include "core/catalog.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/observed_state.h"

namespace campaignd {

struct ListCampaigns {
  CampaignStatus status = CampaignStatus::kDraft;  // draft or scheduled
  std::optional<int> page;                         // from 1, a hundred a page; empty: the whole list in one answer
  std::optional<ListVersion> unless = {};          // the caller has this version, read with the same key, and needs
                                                   // no more than to be told that it is still that (UnchangedList)
};
struct GetCampaign {
  CampaignId id;
};
struct PatchCampaign {
  CampaignId id;
  Patch patch;
};
struct GetResources {};
struct GetProject {};
using ApiCall = std::variant<ListCampaigns, GetCampaign, PatchCampaign, GetResources, GetProject>;

// The list is, to the byte, what it was in the version that the caller has.
struct UnchangedList {};

// What the service answered, understood: a list for ListCampaigns, a campaign for GetCampaign and PatchCampaign, and so
// on.
using ApiContent = std::variant<CampaignList, ObservedCampaign, Catalog, Project, UnchangedList>;

// Distinct for every call of a transport's life.
enum class CallNumber : std::uint64_t {};

struct Reply {
  CallNumber call{};
  tl::expected<ApiContent, CallFailure> result;
  int http_status = 0;                  // 0: no answer
  std::optional<WallTime> server_date;  // the `Date` header
  std::chrono::microseconds duration{0};
  std::uint64_t bytes = 0;  // of the body
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Starts a call and returns at once; its reply comes from `await`. How many may be in flight is the caller's
  // business. Worker thread only.
  virtual CallNumber send(const ApiCall& call) = 0;

  // Waits for the next reply, at most until `until` or a `wake`; empty where none came. With nothing in flight it only
  // waits. Worker thread only.
  virtual std::optional<Reply> await(MonotonicTime until) = 0;

  // Drops every call in flight; no reply comes for them. A write among them may have happened. Worker thread only.
  virtual void abandon() = 0;

  // Makes the current or the next `await` return at once. Any thread.
  virtual void wake() = 0;
};

}  // namespace campaignd
