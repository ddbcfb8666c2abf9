#include "core/approval.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>

namespace campaignd {
namespace {

bool comes_before(const ApprovedEffect& a, const ApprovedEffect& b) {
  return std::tie(a.campaign, a.field, a.from, a.to) < std::tie(b.campaign, b.field, b.from, b.to);
}

// FNV-1a of 64 bits over parts that say how long they are, so that two of them never run together; folded and mixed in
// the end, so that the eight digits that are shown all depend on all of it.
class Digest {
 public:
  void add(std::string_view part) {
    add(static_cast<std::uint64_t>(part.size()));
    for (const char c : part) add_byte(static_cast<unsigned char>(c));
  }
  void add(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(number >> shift));
  }
  void add(const FieldValue& value) {
    add(static_cast<std::uint64_t>(value.index()));
    if (const auto* text = std::get_if<std::string>(&value)) add(std::string_view(*text));
    if (const auto* time = std::get_if<WallTime>(&value)) {
      add(static_cast<std::uint64_t>(time->time_since_epoch().count()));
    }
  }
  [[nodiscard]] std::uint32_t value() const {
    std::uint64_t mixed = hash_;
    mixed = (mixed ^ (mixed >> 33U)) * 0xff51afd7ed558ccdULL;
    mixed = (mixed ^ (mixed >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return static_cast<std::uint32_t>(mixed ^ (mixed >> 32U));
  }

 private:
  void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 1099511628211ULL; }

  std::uint64_t hash_ = 14695981039346656037ULL;
};

}  // namespace

Effects effects_of(const Plan& plan) {
  Effects found;
  for (const PlanEntry& entry : plan.entries) {
    if (entry.action != Action::kUpdate || entry.is_requested_disarm || !entry.id) continue;
    ++found.campaigns;
    found.recipients += counted_recipients(entry.recipients);
    for (const FieldChange& change : entry.fields) {
      found.effects.push_back({*entry.id, change.field, change.from, change.to});
    }
  }
  for (const Unmanaged& released : plan.unmanaged) {
    if (!released.disarm || !released.scheduled_for) continue;
    ++found.campaigns;
    found.recipients += counted_recipients(released.recipients);
    found.effects.push_back({released.id, Field::kScheduledFor, *released.scheduled_for, std::monostate{}});
  }
  std::sort(found.effects.begin(), found.effects.end(), comes_before);
  return found;
}

std::string plan_id(const Effects& effects) {
  Digest digest;
  digest.add(static_cast<std::uint64_t>(effects.recipients));
  for (const ApprovedEffect& effect : effects.effects) {
    digest.add(effect.campaign.text());
    digest.add(to_text(effect.field));
    digest.add(effect.from);
    digest.add(effect.to);
  }
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string id(8, '0');
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = kHex[(digest.value() >> (28 - 4 * i)) & 0xfU];
  return id;
}

bool is_approved(const Effects& effects, const std::vector<Approval>& approvals, WallTime now) {
  return std::any_of(approvals.begin(), approvals.end(), [&](const Approval& approval) {
    if (now >= approval.ends || effects.recipients > approval.recipients) return false;
    std::vector<ApprovedEffect> allowed = approval.effects;
    std::sort(allowed.begin(), allowed.end(), comes_before);
    return std::includes(allowed.begin(), allowed.end(), effects.effects.begin(), effects.effects.end(), comes_before);
  });
}

std::vector<Approval> in_force(const std::vector<Approval>& approvals, WallTime now) {
  std::vector<Approval> kept;
  std::copy_if(approvals.begin(), approvals.end(), std::back_inserter(kept),
               [&](const Approval& approval) { return now < approval.ends; });
  return kept;
}

}  // namespace campaignd
