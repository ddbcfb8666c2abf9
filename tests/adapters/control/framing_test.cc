#include "adapters/control/framing.h"

#include <doctest/doctest.h>

namespace campaignd::testing {

namespace {

int refusal_of(std::string_view bytes) {
  const Frame frame = frame_of(bytes);
  const auto* refusal = std::get_if<Unacceptable>(&frame);
  return refusal == nullptr ? 0 : refusal->status;
}

}  // namespace

TEST_CASE("a request is whole with its last byte, and not before") {
  const std::string request = "POST /v1/pause HTTP/1.1\r\ncontent-LENGTH:  4 \r\nHost: x\r\n\r\nabcd";
  for (std::size_t size = 0; size < request.size(); ++size) {
    CHECK(std::holds_alternative<NotWhole>(frame_of(request.substr(0, size))));
  }
  const Frame frame = frame_of(request + "more");
  REQUIRE(std::holds_alternative<Whole>(frame));
  CHECK(std::get<Whole>(frame).size == request.size());
}

TEST_CASE("a request without a length has no body") {
  CHECK(std::holds_alternative<Whole>(frame_of("GET /v1/status HTTP/1.1\r\n\r\n")));
}

TEST_CASE("a body of the largest size is awaited, and one byte more is refused before it comes") {
  const std::string head = "POST /v1/freeze HTTP/1.1\r\nContent-Length: ";
  CHECK(refusal_of(head + std::to_string(kLargestBody) + "\r\n\r\n") == 0);
  CHECK(refusal_of(head + std::to_string(kLargestBody + 1) + "\r\n\r\n") == 413);
  CHECK(refusal_of(head + "99999999999999999999999999\r\n\r\n") == 413);
}

TEST_CASE("a length that is none, or two of them, is refused") {
  const std::string head = "POST /v1/freeze HTTP/1.1\r\nContent-Length: ";
  for (const char* length : {"", "-1", "+1", "0x10", "1 2", "1,1"}) {
    CAPTURE(std::string(length));
    CHECK(refusal_of(head + length + "\r\n\r\n") == 400);
  }
  CHECK(refusal_of(head + "1\r\nContent-Length: 1\r\n\r\n") == 400);
}

TEST_CASE("chunks are refused, with what to do instead") {
  CHECK(refusal_of("POST /v1/pause HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") == 411);
}

TEST_CASE("what is no HTTP is refused as soon as its lines say so") {
  for (const char* bytes : {"garbage\r\n\r\n", "GET / FTP/1.1\r\n\r\n", "GET\r\n\r\n", " / HTTP/1.1\r\n\r\n",
                            "GET status HTTP/1.1\r\n\r\n", "\r\n\r\n"}) {
    CAPTURE(std::string(bytes));
    CHECK(refusal_of(bytes) == 400);
  }
}

TEST_CASE("heads and first lines have a limit") {
  CHECK(refusal_of("GET /" + std::string(kLongestRequestLine, 'a')) == 414);
  const std::string head = "GET / HTTP/1.1\r\nX: ";
  CHECK(refusal_of(head + std::string(kLargestHead - head.size() - 1, 'a')) == 0);
  CHECK(refusal_of(head + std::string(kLargestHead - head.size(), 'a')) == 431);
}

TEST_CASE("a client that waits to be told to go on is told so while nothing of its body is there") {
  const std::string head = "POST /v1/pause HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  CHECK(std::get<NotWhole>(frame_of(head)).wants_to_be_told_to_go_on);
  CHECK_FALSE(std::get<NotWhole>(frame_of(head + "{")).wants_to_be_told_to_go_on);
}

}  // namespace campaignd::testing
