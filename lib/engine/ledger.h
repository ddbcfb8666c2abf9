// Memory in the process and on disk, kept together: what changes is true at once, and durable after `save`. Where the
// journal cannot be written no memory is lost, nor the newest 10,000 records; it is tried again, and `is_durable` says
// no until it worked. Two processes may have one each on the same journal, the service and `campaignctl freeze`:
// neither undoes what the other stored.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/memory.h"
#include "core/record.h"
#include "ports/journal.h"

namespace campaignd {

// Who knows more where two processes stored something about the same campaign.
enum class LedgerOf : std::uint8_t {
  kService,  // it knows all, but for pause, approvals and what was frozen, where another one stored something new
  kFreeze,   // it only knows what it freezes itself
};

class Ledger {
 public:
  Ledger(Journal& journal, WallTime started, LedgerOf whose = LedgerOf::kService);

  // Reads memory and unresolved intents where that did not succeed yet. Until it did, nothing is stored, so that an
  // empty memory never replaces a full one.
  void recall();

  // Takes in what another process stored; where nobody did, it is cheap enough to be asked before every write. Where
  // that cannot be learned nothing is durable until it can.
  void take_in();

  // From now on changes are kept in the process alone (a copied state directory), but for the last good revision.
  // Switched off, everything that was kept is stored by the next `save`.
  void keep_to_yourself(bool quiet) { quiet_ = quiet; }

  void change(MemoryChanges changes);
  void change(CampaignId id, CampaignMemory now);  // of one campaign alone
  void add(Record record);

  // The record that was added last, which `save` just failed to store, is not to be stored later either.
  void withdraw_last_record();

  // Stores what changed since the last successful save, as one transaction. True where everything is durable.
  bool save();

  [[nodiscard]] const Memory& memory() const { return memory_; }
  [[nodiscard]] bool is_durable() const { return recalled_ && failure_.empty() && deafness_.empty(); }
  [[nodiscard]] const std::string& failure() const { return failure_.empty() ? deafness_ : failure_; }  // empty: none
  [[nodiscard]] std::size_t records_waiting() const { return records_.size(); }

  // A number that no intent had before.
  std::uint64_t next_intent() { return ++last_intent_; }

  // Intents of an earlier life without an outcome; `resolved` takes one off the list.
  [[nodiscard]] const std::vector<Record>& unresolved() const { return unresolved_; }
  void resolved(std::uint64_t intent);
  void reopen(Record intent) { unresolved_.push_back(std::move(intent)); }

  // Intents without an outcome as the journal holds them now, of whichever process, but for those of which the outcome
  // waits here to be stored. Where they cannot be read nothing is durable until that can be asked again.
  [[nodiscard]] std::vector<Record> open_in_journal();

 private:
  // What a freeze did to a campaign: the time that it takes is stored before its disarm leaves, that it is off the
  // clock after the answer. Of a campaign that no entry names nothing else tells the service so.
  struct Marks {
    std::optional<WallTime> frozen;
    std::optional<WallTime> took;
    bool is_off = false;
    friend bool operator==(const Marks&, const Marks&) = default;
  };
  using MarkedCampaigns = std::map<CampaignId, Marks>;  // those with marks alone

  static Marks marks_of(const CampaignMemory& campaign);
  static void mark_as(const CampaignMemory& marked, CampaignMemory& campaign);
  bool merge_stored();
  void merge_into_service(const Memory& stored);
  void merge_into_freeze(Memory stored);
  void note_as_stored(const Memory& stored);
  void note_as_stored(const MemoryChanges& changes);
  void take_marks(CampaignId id, const Memory& stored);

  Journal& journal_;
  LedgerOf whose_;
  Memory memory_;
  // As the journal has them, for all that is known: what differs from that was stored by somebody else.
  std::optional<Pause> stored_pause_;
  std::vector<Approval> stored_approvals_;
  MarkedCampaigns stored_marks_;
  MemoryChanges unsaved_;
  std::vector<Record> records_;
  std::vector<Record> unresolved_;
  std::string failure_;
  std::string deafness_;  // why it is not known what others stored; empty: it is
  std::uint64_t last_intent_ = 0;
  bool recalled_ = false;
  bool quiet_ = false;

  static constexpr std::size_t kCompactFrom = 1000;
  std::size_t compact_at_ = kCompactFrom;
};

}  // namespace campaignd
