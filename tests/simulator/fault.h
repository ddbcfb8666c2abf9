// What can go wrong with a call, on request. A fault says which calls it hits, how often, what the client gets, and
// whether the call takes effect all the same. README.md has the table of kinds. Nothing is drawn or counted here.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "simulator/json_fields.h"

namespace campaignd::simulator {

enum class FaultKind {
  kStatus,    // `status` with `body`, or what the reference documents for it
  kDelay,     // the right answer, `delayMs` late
  kDrop,      // the connection ends without an answer
  kSilent,    // no answer, and the connection stays
  kGarbage,   // an answer that is not the documented JSON: see Garbage
  kTruncate,  // the right answer cut after `bytes`, though Content-Length says more
  kStall,     // `bytes` of the right answer, then silence
  kTrickle,   // the right answer, `bytes` every `intervalMs`
  kHuge,      // `bytes` of body
  kStart,     // the campaign starts just before the call is handled
  kEdit,      // somebody sets the fields `set` of campaign `target` just before the call is handled
  kChaos,     // one of the others at random
};
constexpr std::array<EnumWord<FaultKind>, 12> enum_words(FaultKind /*of*/) {
  return {{{"status", FaultKind::kStatus},
           {"delay", FaultKind::kDelay},
           {"drop", FaultKind::kDrop},
           {"silent", FaultKind::kSilent},
           {"garbage", FaultKind::kGarbage},
           {"truncate", FaultKind::kTruncate},
           {"stall", FaultKind::kStall},
           {"trickle", FaultKind::kTrickle},
           {"huge", FaultKind::kHuge},
           {"start", FaultKind::kStart},
           {"edit", FaultKind::kEdit},
           {"chaos", FaultKind::kChaos}}};
}

enum class Applies { kNo, kYes, kLate };
constexpr std::array<EnumWord<Applies>, 3> enum_words(Applies /*of*/) {
  return {{{"no", Applies::kNo}, {"yes", Applies::kYes}, {"late", Applies::kLate}}};
}

enum class Garbage {
  kHtml,     // a proxy's error page
  kText,     // words
  kWrong,    // JSON, but another document
  kCutJson,  // the first half of a JSON document, its Content-Length right
  kEmpty,    // no body at all
  kBinary,   // bytes that are no UTF-8
  kNoHttp,   // bytes that are no HTTP answer
};
constexpr std::array<EnumWord<Garbage>, 7> enum_words(Garbage /*of*/) {
  return {{{"html", Garbage::kHtml},
           {"text", Garbage::kText},
           {"wrong-json", Garbage::kWrong},
           {"cut-json", Garbage::kCutJson},
           {"empty", Garbage::kEmpty},
           {"binary", Garbage::kBinary},
           {"no-http", Garbage::kNoHttp}}};
}

enum class RetryAfterForm { kSeconds, kDate };
constexpr std::array<EnumWord<RetryAfterForm>, 2> enum_words(RetryAfterForm /*of*/) {
  return {{{"seconds", RetryAfterForm::kSeconds}, {"date", RetryAfterForm::kDate}}};
}

struct Fault {
  FaultKind kind = FaultKind::kStatus;

  // Which calls: empty fits any. Control calls are never hit.
  std::string method;
  std::string path;      // a part of path and query
  std::string campaign;  // the id in the path

  // How often. Without `times`: once, or for ever where there is a probability. 0: for ever.
  std::optional<int> times = std::nullopt;
  int skip = 0;  // so many fitting calls pass first
  std::optional<double> probability = std::nullopt;

  // Whether the call takes effect; `late` more milliseconds from now with kLate. Absent: kNo for status, drop, silent,
  // garbage and huge; the others always take effect.
  std::optional<Applies> applies = std::nullopt;
  std::chrono::milliseconds late{0};

  // What the client gets.
  int status = 500;     // garbage: 200 where it is not given
  Json body = nullptr;  // a string goes out as it is, anything else as JSON; null: the documented body
  std::string content_type;
  Json headers = nullptr;                         // an object of strings
  std::optional<int> retry_after = std::nullopt;  // seconds
  RetryAfterForm retry_after_form = RetryAfterForm::kSeconds;
  int wait_minutes = 1;  // in the documented body of a 429
  Garbage format = Garbage::kHtml;
  std::uint64_t bytes = 0;             // 0: half of the body; trickle 1; huge 1 GiB
  std::chrono::milliseconds delay{0};  // before anything is answered; any kind
  std::chrono::milliseconds interval{100};
  bool by_reset = false;    // drop: with RST instead of FIN
  bool is_chunked = false;  // huge: without a Content-Length

  // edit, start: what happens before.
  std::string target;  // the campaign; empty: the one in the path
  Json set = nullptr;

  // chaos: which kinds; null for a mixture of those after which a client can go on at once.
  Json kinds = nullptr;
};

[[nodiscard]] std::span<const JsonField<Fault>> fault_fields();

// False for the kinds that only add to a call that is then handled and answered as usual.
[[nodiscard]] bool replaces_answer(FaultKind kind);
[[nodiscard]] Applies applies_of(const Fault& fault);

}  // namespace campaignd::simulator
