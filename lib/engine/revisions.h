// Which revision is in force: the newest that was read without an error. A broken, missing or unsettled newer one
// changes nothing but what is told; after a restart the last good one comes from memory, from its stored bytes.
#pragma once

#include <optional>
#include <string>

#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "engine/inputs.h"
#include "engine/ledger.h"
#include "engine/teller.h"

namespace campaignd {

class Revisions {
 public:
  Revisions(Source& source, ParseDesired parse, const Clock& clock, Ledger& ledger, const Teller& teller);

  struct Loaded {
    bool is_new = false;                      // another revision is in force now
    std::optional<MonotonicTime> look_again;  // somebody is writing; waiting may be over then
  };
  Loaded load();

  [[nodiscard]] const DesiredState* in_force() const { return desired_ ? &*desired_ : nullptr; }
  [[nodiscard]] std::optional<WallTime> loaded_at() const { return loaded_at_; }
  [[nodiscard]] const Diagnostics& errors() const { return errors_; }
  [[nodiscard]] const std::string& waiting_for() const { return waiting_for_; }
  [[nodiscard]] bool waits_for_long() const;  // more than 30 s

  // Whether what is in force is certainly still what the file says, as far as it can be known: asked before every
  // write. While somebody is writing only disarms that the last good revision asks for may leave.
  [[nodiscard]] bool stands(bool is_requested_disarm);

  // Reads again at the next `load` whatever the source says of itself.
  void distrust() { must_read_ = true; }

 private:
  void take(SourceText text, Loaded& loaded);
  void note_commit(const Revision& revision, WallTime now);
  void put_in_force(DesiredState desired, WallTime at);
  void take_from_memory(Loaded& loaded);

  Source& source_;
  ParseDesired parse_;
  const Clock& clock_;
  Ledger& ledger_;
  const Teller& teller_;
  std::optional<DesiredState> desired_;
  std::optional<WallTime> loaded_at_;
  Diagnostics errors_;
  std::string refused_hash_;
  Diagnostics refused_errors_;
  std::string waiting_for_;
  std::optional<MonotonicTime> waiting_since_;
  enum class Newest { kNone, kText, kUnsettled, kUnreadable } newest_ = Newest::kNone;
  bool must_read_ = true;
};

}  // namespace campaignd
