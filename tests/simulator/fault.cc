#include "simulator/fault.h"

namespace campaignd::simulator {

std::span<const JsonField<Fault>> fault_fields() {
  static constexpr std::array kFields{
      json_field<&Fault::kind>("kind"),
      json_field<&Fault::method>("method"),
      json_field<&Fault::path>("path"),
      json_field<&Fault::campaign>("campaign"),
      json_field<&Fault::times>("times"),
      json_field<&Fault::skip>("skip"),
      json_field<&Fault::probability>("probability"),
      json_field<&Fault::applies>("applies"),
      json_field<&Fault::late>("lateMs"),
      json_field<&Fault::status>("status"),
      json_field<&Fault::body>("body"),
      json_field<&Fault::content_type>("contentType"),
      json_field<&Fault::headers>("headers"),
      json_field<&Fault::retry_after>("retryAfter"),
      json_field<&Fault::retry_after_form>("retryAfterForm"),
      json_field<&Fault::wait_minutes>("waitMinutes"),
      json_field<&Fault::format>("format"),
      json_field<&Fault::bytes>("bytes"),
      json_field<&Fault::delay>("delayMs"),
      json_field<&Fault::interval>("intervalMs"),
      json_field<&Fault::by_reset>("reset"),
      json_field<&Fault::is_chunked>("chunked"),
      json_field<&Fault::target>("target"),
      json_field<&Fault::set>("set"),
      json_field<&Fault::kinds>("kinds"),
  };
  return kFields;
}

bool replaces_answer(FaultKind kind) {
  return kind != FaultKind::kDelay && kind != FaultKind::kStart && kind != FaultKind::kEdit;
}

Applies applies_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::kStatus:
    case FaultKind::kDrop:
    case FaultKind::kSilent:
    case FaultKind::kGarbage:
    case FaultKind::kHuge:
      return fault.applies.value_or(Applies::kNo);
    case FaultKind::kDelay:
    case FaultKind::kTruncate:
    case FaultKind::kStall:
    case FaultKind::kTrickle:
    case FaultKind::kStart:
    case FaultKind::kEdit:
    case FaultKind::kChaos:
      return Applies::kYes;
  }
  return Applies::kYes;
}

}  // namespace campaignd::simulator
