// HTTP answers understood: content where the service did what it was asked, else what the failure means. Pure; a reader
// only keeps the parser's buffers from one answer to the next. Whatever it says is escaped and without the key.
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"
#include "adapters/openssl/likeness.h"
#include "core/instant.h"
#include "ports/transport.h"

namespace campaignd {

// One whole answer. Header values without surrounding spaces, empty where the header was not there.
struct HttpAnswer {
  int status = 0;
  std::string content_type;
  std::string retry_after;
  std::string body;        // spare capacity of kBodyPadding behind it saves a copy
  WallTime answered_at{};  // by the `Date` header, else by our clock: what a date in Retry-After is counted from
};

class AnswerReader {
 public:
  static constexpr std::size_t kBodyPadding = 64;

  AnswerReader();
  ~AnswerReader();
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;

  // What `answer` to `call` means. Success needs a 2xx with the documented JSON, `success: true` in it where it is
  // documented, and, of a campaign, the very campaign that was asked for. The versions of lists are this reader's own.
  tl::expected<ApiContent, CallFailure> read(const ApiCall& call, const HttpAnswer& answer, const ApiKey& secret);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  Likeness likeness_;  // of whole lists
};

// What a status that is no success means (the design's table). The method does not matter: whether a call of unknown
// effect may be repeated is known to whoever made it.
FailureKind kind_of_status(int status);

}  // namespace campaignd
