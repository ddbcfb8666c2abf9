#include "adapters/control/order_body.h"

#include <doctest/doctest.h>

namespace campaignd::testing {

namespace {

template <class Result>
std::string problem_of(const Result& result) {
  return result ? "" : result.error();
}

}  // namespace

TEST_CASE("every order can be said") {
  const auto pause = std::get<PauseOrder>(read_pause(R"({"reason":"نقل","for":"2h"})")->what);
  CHECK(pause.reason == "نقل");
  CHECK(pause.lasts == std::chrono::hours(2));
  CHECK_FALSE(std::get<PauseOrder>(read_pause(R"({"reason":"a","for":null})")->what).lasts);
  CHECK(std::get<ResumeOrder>(read_resume(R"({"restore":true})")->what).restore);
  CHECK_FALSE(std::get<ResumeOrder>(read_resume("")->what).restore);
  CHECK(std::get<ApproveOrder>(read_approve(R"({"plan":"9f3c51aa"})")->what).plan == "9f3c51aa");
  CHECK(std::get<RearmOrder>(read_rearm(R"({"handle":"eid"})")->what).handle.str() == "eid");
  const auto freeze = std::get<FreezeOrder>(read_freeze(R"({"reason":"a","names":["eid","b"]})")->what);
  CHECK(freeze.names == std::vector<std::string>{"eid", "b"});
  CHECK(std::get<FreezeOrder>(read_freeze(R"({"reason":"a","all":true})")->what).all);
}

TEST_CASE("an unknown key is an error with the nearest known one") {
  CHECK(problem_of(read_pause(R"({"resaon":"a"})")) == "unknown key \"resaon\"; did you mean \"reason\"?");
  CHECK(problem_of(read_rearm(R"({"xyz":"a"})")) == "unknown key \"xyz\"; there is \"handle\"");
  CHECK(problem_of(read_nothing(R"({"a":1})")) == "unknown key \"a\"; this request has none");
}

TEST_CASE("a key that stands in it twice is an error") {
  CHECK(problem_of(read_pause(R"({"reason":"a","reason":"b"})")) == "\"reason\" stands in it twice");
}

TEST_CASE("what is missing, empty or of another kind is an error that names it") {
  for (const char* body : {"", "{}", R"({"reason":""})", R"({"reason":"  "})", R"({"reason":null})", R"({"reason":1})",
                           R"({"reason":["a"]})"}) {
    CAPTURE(std::string(body));
    CHECK(problem_of(read_pause(body)).find("\"reason\"") == 0);
    CHECK(problem_of(read_freeze(body)).find("\"reason\"") == 0);
  }
  for (const char* lasts : {"\"\"", "\"soon\"", "\"0s\"", "\"-1h\"", "2", "\"2 h\""}) {
    CAPTURE(std::string(lasts));
    CHECK(problem_of(read_pause(std::string(R"({"reason":"a","for":)") + lasts + "}")).find("\"for\"") == 0);
  }
  CHECK(problem_of(read_resume(R"({"restore":"yes"})")) == "\"restore\" must be true or false");
  CHECK(problem_of(read_rearm(R"({"handle":"A b"})")).find("is no handle") != std::string::npos);
}

TEST_CASE("a freeze names at most 10,000, so that nobody's program keeps the stop busy with names") {
  const auto with_names = [](std::size_t count) {
    std::string body = R"({"reason":"a","names":["c0")";
    for (std::size_t i = 1; i < count; ++i) body += ",\"c" + std::to_string(i) + "\"";
    return body + "]}";
  };
  CHECK(std::get<FreezeOrder>(read_freeze(with_names(kMostNames))->what).names.size() == kMostNames);
  CHECK(problem_of(read_freeze(with_names(kMostNames + 1))).find("\"names\" has more than 10000") == 0);
}

TEST_CASE("a freeze of nobody is no freeze of everybody") {
  CHECK(problem_of(read_freeze(R"({"reason":"a","names":[]})")).find("\"names\" is empty") == 0);
  CHECK(problem_of(read_freeze(R"({"reason":"a","names":["a",1]})")).find("\"names\" must be") == 0);
  CHECK(problem_of(read_freeze(R"({"reason":"a","names":"eid"})")).find("\"names\" must be") == 0);
  CHECK(problem_of(read_freeze(R"({"reason":"a","all":true,"names":["a"]})")).find("exclude") != std::string::npos);
}

TEST_CASE("what is no JSON object is refused, however deep or broken") {
  for (const std::string& body : {std::string("nonsense"), std::string("[]"), std::string("{\"reason\":\"a\"} x"),
                                  std::string("{\"reason\":\"\xff\"}"), std::string(100'000, '[')}) {
    CHECK(problem_of(read_pause(body)).find("the body is no JSON") == 0);
  }
}

TEST_CASE("a reason has room for a sentence and not for a book") {
  const std::string most(500, 'a');
  CHECK(problem_of(read_pause(R"({"reason":")" + most + "\"}")) == "");
  CHECK(problem_of(read_pause(R"({"reason":")" + most + "a\"}")).find("longer") != std::string::npos);
}

}  // namespace campaignd::testing
