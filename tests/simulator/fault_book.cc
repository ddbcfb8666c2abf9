#include "simulator/fault_book.h"

#include <algorithm>

#include "simulator/catalog.h"

namespace campaignd::simulator {
namespace {

bool fits(const Fault& fault, const Call& call);
std::vector<Fault> usual_chaos();

}  // namespace

std::uint64_t FaultBook::add(Fault fault) {
  fault.campaign = lower_case(fault.campaign);
  fault.target = lower_case(fault.target);
  entries_.push_back({++last_number_, std::move(fault), 0, 0});
  return last_number_;
}

bool FaultBook::remove(std::uint64_t number) {
  return std::erase_if(entries_, [number](const Entry& entry) { return entry.number == number; }) > 0;
}

std::vector<Fault> FaultBook::draw(const Call& call) {
  std::vector<Fault> drawn;
  for (auto& entry : entries_) {
    if (!hits_now(entry, call)) continue;
    drawn.push_back(entry.fault.kind == FaultKind::kChaos ? drawn_from_chaos(entry) : entry.fault);
    if (replaces_answer(drawn.back().kind)) break;
  }
  return drawn;
}

Json FaultBook::list() const {
  Json list = Json::array();
  for (const auto& entry : entries_) {
    list.push_back({{"id", entry.number},
                    {"fitted", entry.fitted},
                    {"hits", entry.hits},
                    {"fault", write_fields(entry.fault, fault_fields())}});
  }
  return list;
}

bool FaultBook::hits_now(Entry& entry, const Call& call) {
  const Fault& fault = entry.fault;
  if (!fits(fault, call)) return false;
  ++entry.fitted;
  if (entry.fitted <= static_cast<std::uint64_t>(fault.skip)) return false;
  const auto times = static_cast<std::uint64_t>(fault.times.value_or(fault.probability ? 0 : 1));
  if (times > 0 && entry.hits >= times) return false;
  if (fault.probability) {
    const double roll = static_cast<double>(chance(entry, 0) >> 11U) * 0x1.0p-53;
    if (roll >= *fault.probability) return false;
  }
  ++entry.hits;
  ++hits_;
  return true;
}

std::uint64_t FaultBook::chance(const Entry& entry, std::uint64_t salt) const {
  return mixed(mixed(mixed(seed_, entry.number), entry.fitted), salt);
}

Fault FaultBook::drawn_from_chaos(const Entry& entry) const {
  std::vector<Fault> choice;
  if (entry.fault.kinds.is_array()) {
    for (const auto& word : entry.fault.kinds) {
      Fault fault = entry.fault;
      fault.kind = enum_from<FaultKind>(word.is_string() ? word.get<std::string>() : "").value_or(FaultKind::kStatus);
      if (fault.kind != FaultKind::kChaos) choice.push_back(std::move(fault));
    }
  }
  if (choice.empty()) choice = usual_chaos();
  return choice[chance(entry, 1) % choice.size()];
}

std::uint64_t mixed(std::uint64_t seed, std::uint64_t salt) {
  std::uint64_t z = seed + 0x9E3779B97F4A7C15ULL * (salt + 1);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::optional<std::string> read_fault(const Json& json, Fault& into) {
  into = Fault{};
  if (!json.is_object() || !json.contains("kind")) return "a fault needs a \"kind\"";
  if (auto problem = read_fields(json, into, fault_fields())) return problem;
  if (into.kind == FaultKind::kGarbage && !json.contains("status")) into.status = 200;
  if (into.status < 200 || into.status > 599) return "\"status\" must be from 200 to 599";
  if (into.probability && (*into.probability < 0 || *into.probability > 1))
    return "\"probability\" must be from 0 to 1";
  if (!into.campaign.empty() && !is_object_id(into.campaign)) return "\"campaign\" must be 24 hexadecimal digits";
  if (into.kind == FaultKind::kEdit && !into.set.is_object()) return "an edit needs an object \"set\"";
  return std::nullopt;
}

namespace {

bool fits(const Fault& fault, const Call& call) {
  return (fault.method.empty() || fault.method == call.method) &&
         (fault.path.empty() || call.target.find(fault.path) != std::string::npos) &&
         (fault.campaign.empty() || fault.campaign == campaign_in(call.path));
}

std::vector<Fault> usual_chaos() {
  std::vector<Fault> faults;
  const auto add = [&faults](FaultKind kind, Applies applies, int status) {
    Fault fault;
    fault.kind = kind;
    fault.applies = applies;
    fault.status = status;
    fault.retry_after = status == 429 ? std::optional{0} : std::nullopt;
    faults.push_back(fault);
  };
  add(FaultKind::kStatus, Applies::kNo, 500);
  add(FaultKind::kStatus, Applies::kYes, 502);
  add(FaultKind::kStatus, Applies::kNo, 503);
  add(FaultKind::kStatus, Applies::kNo, 429);
  add(FaultKind::kStatus, Applies::kNo, 408);
  add(FaultKind::kDrop, Applies::kNo, 500);
  add(FaultKind::kDrop, Applies::kYes, 500);
  add(FaultKind::kTruncate, Applies::kYes, 500);
  add(FaultKind::kGarbage, Applies::kNo, 502);
  add(FaultKind::kGarbage, Applies::kYes, 200);
  return faults;
}

}  // namespace
}  // namespace campaignd::simulator
