#include "engine/revisions.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "core/planted_bug.h"
#include "core/record_words.h"

namespace campaignd {
namespace {

constexpr auto kLongWait = std::chrono::seconds(30);
constexpr auto kShortestWait =
    std::chrono::milliseconds(100);  // whatever a source says, waiting for it is no tight loop

Record revision_record(const Teller& teller, WallTime at, const Revision& revision);

}  // namespace

Revisions::Revisions(Source& source, ParseDesired parse, const Clock& clock, Ledger& ledger, const Teller& teller)
    : source_(source), parse_(std::move(parse)), clock_(clock), ledger_(ledger), teller_(teller) {}

Revisions::Loaded Revisions::load() {
  Loaded loaded;
  if (!must_read_ && newest_ == Newest::kText && source_.is_current()) {
    if (!desired_) take_from_memory(loaded);  // it may have become readable since
    return loaded;
  }
  auto reading = source_.read();
  must_read_ = false;
  if (auto* text = std::get_if<SourceText>(&reading)) {
    newest_ = Newest::kText;
    waiting_for_.clear();
    waiting_since_.reset();
    take(std::move(*text), loaded);
  } else if (auto* unsettled = std::get_if<Unsettled>(&reading)) {
    newest_ = Newest::kUnsettled;
    waiting_for_ = unsettled->waiting_for;
    if (!waiting_since_) waiting_since_ = clock_.monotonic_now();
    loaded.look_again = std::max(unsettled->look_again, clock_.monotonic_now() + kShortestWait);
  } else {
    newest_ = Newest::kUnreadable;
    waiting_for_.clear();
    waiting_since_.reset();
    errors_ = std::move(std::get<SourceUnreadable>(reading).errors);
  }
  if (!desired_) take_from_memory(loaded);
  return loaded;
}

bool Revisions::waits_for_long() const {
  return waiting_since_ && clock_.monotonic_now() - *waiting_since_ >= kLongWait;
}

bool Revisions::stands(bool is_requested_disarm) {
  if (is_planted(Bug::kHalfWrittenFileStands)) return true;
  switch (newest_) {
    case Newest::kText:
      if (source_.is_current()) return true;
      // A file that is rewritten again and again must not keep a stop from leaving.
      must_read_ = true;
      if (is_requested_disarm) return true;
      break;
    case Newest::kUnsettled:
      if (is_requested_disarm) return true;
      break;
    case Newest::kUnreadable:
      // There is nothing whose being current could be asked; a file that came back is read before anything is written.
      if (std::holds_alternative<SourceUnreadable>(source_.read())) return true;
      break;
    case Newest::kNone:
      break;
  }
  must_read_ = true;
  return false;
}

void Revisions::take(SourceText text, Loaded& loaded) {
  const WallTime now = clock_.wall_now();
  if (desired_ && desired_->revision.hash == text.revision.hash) {
    errors_.clear();
    if (text.revision.commit && desired_->revision.commit != text.revision.commit) note_commit(text.revision, now);
    desired_->revision = text.revision;
    return;
  }
  if (text.revision.hash == refused_hash_) {
    errors_ = refused_errors_;
    return;
  }
  auto parsed = parse_(text);
  Record record = revision_record(teller_, now, text.revision);
  if (!parsed) {
    errors_ = parsed.error();
    refused_errors_ = errors_;
    refused_hash_ = text.revision.hash;
    record.action = record_word::kRefused;
    for (const Diagnostic& error : errors_) record.detail += (record.detail.empty() ? "" : "\n") + to_text(error);
    ledger_.add(std::move(record));
    if (is_planted(Bug::kBrokenFileIsEmpty)) put_in_force(DesiredState{text.revision, {}, {}}, now);
    return;
  }
  parsed->revision = text.revision;
  const auto& stored = ledger_.memory().last_good;
  const bool is_stored = stored && stored->revision.hash == text.revision.hash;
  const WallTime at = is_stored ? stored->loaded_at : now;
  if (!is_stored) {
    MemoryChanges changes;
    changes.last_good = StoredRevision{text.revision, std::move(text.files), now};
    ledger_.change(std::move(changes));
    record.action = record_word::kLoaded;
    ledger_.add(std::move(record));
  } else if (text.revision.commit && stored->revision.commit != text.revision.commit) {
    note_commit(text.revision, now);
  }
  errors_.clear();
  put_in_force(std::move(*parsed), at);
  loaded.is_new = true;
}

// An edit is often committed after it is in force already.
void Revisions::note_commit(const Revision& revision, WallTime now) {
  MemoryChanges changes;
  changes.last_good = ledger_.memory().last_good;
  if (changes.last_good && changes.last_good->revision.hash == revision.hash) {
    changes.last_good->revision = revision;
    ledger_.change(std::move(changes));
  }
  Record record = revision_record(teller_, now, revision);
  record.action = record_word::kCommitted;
  ledger_.add(std::move(record));
}

void Revisions::put_in_force(DesiredState desired, WallTime at) {
  desired_ = std::move(desired);
  loaded_at_ = at;
  Event event;
  event.kind = EventKind::kRevision;
  event.message = desired_->revision.source + " is in force: " + std::to_string(desired_->campaigns.size()) +
                  (desired_->campaigns.size() == 1 ? " campaign" : " campaigns");
  if (desired_->revision.commit) event.message += ", commit " + *desired_->revision.commit;
  event.reason = desired_->revision.hash;
  teller_.say(std::move(event));
}

void Revisions::take_from_memory(Loaded& loaded) {
  const auto& stored = ledger_.memory().last_good;
  if (!stored) return;
  auto parsed = parse_(SourceText{stored->files, stored->revision});
  if (!parsed) return;  // an older program accepted what this one does not; the newest file's errors say more
  parsed->revision = stored->revision;
  put_in_force(std::move(*parsed), stored->loaded_at);
  loaded.is_new = true;
}

namespace {

Record revision_record(const Teller& teller, WallTime at, const Revision& revision) {
  Record record;
  record.kind = RecordKind::kRevision;
  record.at = at;
  record.reconcile = teller.reconcile;
  record.revision = revision.hash;
  record.loaded = revision;
  return record;
}

}  // namespace
}  // namespace campaignd
