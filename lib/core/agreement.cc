#include "core/agreement.h"

#include <algorithm>

#include "core/difference.h"

namespace campaignd {

std::string managed_text(const DesiredCampaign& entry) {
  std::string text;
  const auto add = [&](Field field, const std::string& value) {
    text += std::string(to_text(field)) + "=" + value + "\n";
  };
  if (entry.id && entry.name) add(Field::kName, entry.name->value);
  if (entry.message_template) add(Field::kTemplate, entry.message_template->text);
  if (entry.phone_number) add(Field::kPhoneNumber, entry.phone_number->text);
  if (entry.scheduled_for)
    add(Field::kScheduledFor, entry.scheduled_for->value ? to_rfc3339(*entry.scheduled_for->value) : "null");
  if (entry.category) add(Field::kCategory, std::string(to_text(entry.category->value)));
  return text;
}

bool is_as_agreed(const DesiredCampaign& entry, const Agreement& agreed) {
  return entry.own_keys == agreed.own_keys && managed_text(entry) == agreed.managed;
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
  const auto then = difference(entry, agreed.seen, target, catalog);
  std::vector<Field> moved;
  for (const FieldChange& now : fields) {
    const auto it =
        std::find_if(then.begin(), then.end(), [&](const FieldChange& was) { return was.field == now.field; });
    if (it == then.end() || it->from != now.from) moved.push_back(now.field);
  }
  return moved;
}

}  // namespace campaignd
