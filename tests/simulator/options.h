// How the simulated service behaves where the reference leaves it open, and how fast it is. Every field can be set by
// `--set name=value`, by a project file's "options", and by POST /_sim/options; README.md lists them.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>

#include "simulator/json_fields.h"

namespace campaignd::simulator {

// What `template` and `phoneNumber` of a campaign are.
enum class Shape {
  kPlainId,
  kObjectWithUnderscoreId,  // {"_id": …, "name": …}
  kObjectWithId,            // {"id": …, "name": …}
  kObjectWithoutId,         // {"name": …, "language": …, "category": …}
  kMixed,                   // one of the four, by the campaign's id
};
constexpr std::array<EnumWord<Shape>, 5> enum_words(Shape /*of*/) {
  return {{{"id", Shape::kPlainId},
           {"object-_id", Shape::kObjectWithUnderscoreId},
           {"object-id", Shape::kObjectWithId},
           {"object-bare", Shape::kObjectWithoutId},
           {"mixed", Shape::kMixed}}};
}

enum class PastEnd { kEmpty, kError, kLastPage };
constexpr std::array<EnumWord<PastEnd>, 3> enum_words(PastEnd /*of*/) {
  return {{{"empty", PastEnd::kEmpty}, {"error", PastEnd::kError}, {"last", PastEnd::kLastPage}}};
}

// A PATCH with `scheduledFor` and no `scheduleType`.
enum class TimeAlone { kRefuse, kTake, kIgnore };
constexpr std::array<EnumWord<TimeAlone>, 3> enum_words(TimeAlone /*of*/) {
  return {{{"refuse", TimeAlone::kRefuse}, {"take", TimeAlone::kTake}, {"ignore", TimeAlone::kIgnore}}};
}

// A scheduled campaign's hour comes, and it has no recipients, too little credit, or a template or number that is gone
// or not fit: it fails, or it runs as if nothing were wrong.
enum class AtStart { kFail, kRun };
constexpr std::array<EnumWord<AtStart>, 2> enum_words(AtStart /*of*/) {
  return {{{"fail", AtStart::kFail}, {"run", AtStart::kRun}}};
}

enum class DateHeader { kClock, kNone };
constexpr std::array<EnumWord<DateHeader>, 2> enum_words(DateHeader /*of*/) {
  return {{{"clock", DateHeader::kClock}, {"none", DateHeader::kNone}}};
}

struct Options {
  std::string key = "sk_dev_simulator";
  Shape shape = Shape::kObjectWithUnderscoreId;
  std::optional<Shape> list_shape;  // where they differ from `shape`
  std::optional<Shape> get_shape;
  std::optional<Shape> patch_shape;            // PATCH, and every other write
  std::chrono::milliseconds delay{0};          // of every answer under /api
  std::chrono::milliseconds jitter{0};         // up to so much more, at random from the seed
  std::chrono::milliseconds running{300'000};  // from a campaign's start to its end
  AtStart at_start = AtStart::kFail;
  bool clears_scheduled_for = true;  // going to `now` forgets the time
  TimeAlone time_alone = TimeAlone::kRefuse;
  bool accepts_offsets = false;  // in scheduledFor, beside Z
  bool list_samples = true;
  int list_max = 0;         // an unpaginated list is cut after so many; 0: never
  int list_duplicates = 0;  // so many of the list's first campaigns stand in it twice
  PastEnd past_end = PastEnd::kEmpty;
  bool upper_case_ids = false;
  bool unique_names = false;
  bool refuses_unapproved = false;  // templates, when a campaign is created or changed
  bool read_only_key = false;       // every write is a 403
  int rate_limit = 0;               // requests in any second; more get a 429; 0: no limit
  DateHeader date_header = DateHeader::kClock;
  bool compress = false;                   // gzip, for clients that take it
  std::chrono::milliseconds idle{60'000};  // a kept connection is closed after so long without a request
  int requests_per_connection = 0;         // then it is closed, unannounced; 0: never
};

[[nodiscard]] std::span<const JsonField<Options>> option_fields();

}  // namespace campaignd::simulator
