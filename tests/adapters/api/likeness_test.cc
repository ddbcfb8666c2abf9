#include "adapters/openssl/likeness.h"

#include <doctest/doctest.h>

#include <string>

namespace campaignd::test {
namespace {

TEST_CASE("the same bytes look alike to one object, and others do not") {
  Likeness likeness;
  std::string bytes(100'000, 'x');
  const auto of_them = likeness.of(bytes);
  REQUIRE(of_them);
  CHECK(of_them->size() == 16);
  CHECK(likeness.of(bytes) == of_them);
  CHECK(likeness.of(bytes + "x") != of_them);
  CHECK(likeness.of("") != of_them);
  for (const std::size_t at : {std::size_t{0}, std::size_t{50'000}, bytes.size() - 1}) {
    bytes[at] = 'y';
    CHECK(likeness.of(bytes) != of_them);
    bytes[at] = 'x';
  }
  CHECK(likeness.of(bytes) == of_them);
}

TEST_CASE("each object has a key of its own, so that nobody can know what looks alike to it") {
  CHECK(Likeness().of("one text") != Likeness().of("one text"));
}

}  // namespace
}  // namespace campaignd::test
