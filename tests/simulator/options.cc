#include "simulator/options.h"

namespace campaignd::simulator {

std::span<const JsonField<Options>> option_fields() {
  static constexpr std::array kFields{
      json_field<&Options::key>("key"),
      json_field<&Options::shape>("shape"),
      json_field<&Options::list_shape>("listShape"),
      json_field<&Options::get_shape>("getShape"),
      json_field<&Options::patch_shape>("patchShape"),
      json_field<&Options::delay>("delayMs"),
      json_field<&Options::jitter>("jitterMs"),
      json_field<&Options::running>("runningMs"),
      json_field<&Options::at_start>("atStart"),
      json_field<&Options::clears_scheduled_for>("clearsScheduledFor"),
      json_field<&Options::time_alone>("timeAlone"),
      json_field<&Options::accepts_offsets>("acceptsOffsets"),
      json_field<&Options::list_samples>("listSamples"),
      json_field<&Options::list_max>("listMax"),
      json_field<&Options::list_duplicates>("listDuplicates"),
      json_field<&Options::past_end>("pastEnd"),
      json_field<&Options::upper_case_ids>("upperCaseIds"),
      json_field<&Options::unique_names>("uniqueNames"),
      json_field<&Options::refuses_unapproved>("refusesUnapproved"),
      json_field<&Options::read_only_key>("readOnlyKey"),
      json_field<&Options::rate_limit>("rateLimit"),
      json_field<&Options::date_header>("dateHeader"),
      json_field<&Options::compress>("compress"),
      json_field<&Options::idle>("idleMs"),
      json_field<&Options::requests_per_connection>("requestsPerConnection"),
  };
  return kFields;
}

}  // namespace campaignd::simulator
