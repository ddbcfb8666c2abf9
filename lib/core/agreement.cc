#include "core/agreement.h"

#include <algorithm>
#include <string_view>

#include "core/difference.h"

namespace campaignd {
namespace {

// The canonical text, piece by piece.
template <class Take>
void each_piece(const DesiredCampaign& entry, const Take& take) {
  const auto line = [&](Field field, std::string_view value) {
    take(to_text(field));
    take("=");
    take(value);
    take("\n");
  };
  if (entry.id && entry.name) line(Field::kName, entry.name->value);
  if (entry.message_template) line(Field::kTemplate, entry.message_template->text);
  if (entry.phone_number) line(Field::kPhoneNumber, entry.phone_number->text);
  if (entry.scheduled_for)
    line(Field::kScheduledFor, entry.scheduled_for->value ? to_rfc3339(*entry.scheduled_for->value) : "null");
  if (entry.category) line(Field::kCategory, to_text(entry.category->value));
}

// Without making the text: every entry is asked in every reconcile.
bool is_managed_text(std::string_view text, const DesiredCampaign& entry) {
  bool is_same = true;
  each_piece(entry, [&](std::string_view piece) {
    is_same = is_same && text.starts_with(piece);
    if (is_same) text.remove_prefix(piece.size());
  });
  return is_same && text.empty();
}

}  // namespace

std::string managed_text(const DesiredCampaign& entry) {
  std::string text;
  each_piece(entry, [&](std::string_view piece) { text += piece; });
  return text;
}

bool is_as_agreed(const DesiredCampaign& entry, const Agreement& agreed) {
  return entry.own_keys == agreed.own_keys && is_managed_text(agreed.managed, entry);
}

namespace {

// A freeze or pre-flight did, and not somebody else at the service.
bool took_it_off(const CampaignMemory& memory) {
  return memory.freeze_took || memory.frozen || memory.preflight_took;
}

}  // namespace

std::optional<Cause> cause_of(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                              const CampaignMemory* memory, const Target& target, const Catalog* catalog) {
  if (fields.empty()) return std::nullopt;
  if (memory == nullptr || !memory->agreed) return Cause::kFile;
  const bool is_file_as_agreed = is_as_agreed(entry, *memory->agreed);
  if (is_file_as_agreed && !took_it_off(*memory)) return Cause::kService;
  auto moved = moved_at_service(fields, entry, *memory->agreed, target, catalog);
  const bool is_our_own_stop = took_it_off(*memory) && std::erase(moved, Field::kScheduledFor) > 0 && moved.empty();
  if (is_file_as_agreed) return is_our_own_stop ? std::nullopt : std::optional(Cause::kService);
  return moved.empty() ? Cause::kFile : Cause::kBoth;
}

// Compared as the file's terms, so that an answer in another shape is no move.
std::vector<Field> moved_at_service(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                                    const Agreement& agreed, const Target& target, const Catalog* catalog) {
  const auto then = difference(entry, *agreed.seen, target, catalog);
  std::vector<Field> moved;
  for (const FieldChange& now : fields) {
    const auto it =
        std::find_if(then.begin(), then.end(), [&](const FieldChange& was) { return was.field == now.field; });
    if (it == then.end() || it->from != now.from) moved.push_back(now.field);
  }
  return moved;
}

}  // namespace campaignd
