#include "simulator/query_rules.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace campaignd::simulator {
namespace {

using Problem = std::optional<std::string>;

Problem check_names(const Query& query, std::initializer_list<std::string_view> allowed);
Problem read_number(const Query& query, const std::string& name, int most, std::optional<int>& into);
Problem read_word(const Query& query, const std::string& name, std::initializer_list<std::string_view> words,
                  std::optional<std::string>& into);

// The first problem of several checks.
Problem first_of(std::initializer_list<Problem> problems) {
  const auto* found = std::find_if(problems.begin(), problems.end(), [](const Problem& p) { return p.has_value(); });
  return found == problems.end() ? std::nullopt : *found;
}

constexpr int kMostPages = 1'000'000;

}  // namespace

tl::expected<ListQuery, std::string> read_list_query(const Query& query) {
  ListQuery list;
  auto problem =
      first_of({check_names(query, {"status", "page", "limit"}),
                read_word(query, "status", {"draft", "scheduled", "running", "completed", "failed"}, list.status),
                read_number(query, "page", kMostPages, list.page), read_number(query, "limit", 100, list.limit)});
  if (problem) return tl::unexpected{*std::move(problem)};
  return list;
}

tl::expected<RecipientQuery, std::string> read_recipient_query(const Query& query) {
  RecipientQuery recipients;
  std::optional<int> page;
  std::optional<int> limit;
  auto problem =
      first_of({check_names(query, {"page", "limit", "status", "phoneNumber"}),
                read_number(query, "page", kMostPages, page), read_number(query, "limit", 500, limit),
                read_word(query, "status", {"queued", "sent", "delivered", "read", "failed"}, recipients.status)});
  if (problem) return tl::unexpected{*std::move(problem)};
  recipients.page = page.value_or(recipients.page);
  recipients.limit = limit.value_or(recipients.limit);
  const auto number = query.find("phoneNumber");
  if (number != query.end()) recipients.phone_number = number->second;
  return recipients;
}

tl::expected<ResourcesQuery, std::string> read_resources_query(const Query& query) {
  std::optional<std::string> includes;
  auto problem = first_of({check_names(query, {"includeTemplateComponents"}),
                           read_word(query, "includeTemplateComponents", {"true", "false", "1", "0"}, includes)});
  if (problem) return tl::unexpected{*std::move(problem)};
  return ResourcesQuery{includes == "true" || includes == "1"};
}

std::optional<std::string> refuse_any_query(const Query& query) {
  return check_names(query, {});
}

namespace {

Problem check_names(const Query& query, std::initializer_list<std::string_view> allowed) {
  for (const auto& [name, value] : query) {
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) return "Unknown query parameter " + name;
    if (query.count(name) > 1) return "Query parameter " + name + " is given twice";
  }
  return std::nullopt;
}

Problem read_number(const Query& query, const std::string& name, int most, std::optional<int>& into) {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  const std::string& text = found->second;
  const bool is_number = !text.empty() && text.size() <= 7 && text.find_first_not_of("0123456789") == std::string::npos;
  const int value = is_number ? std::stoi(text) : 0;
  if (value < 1 || value > most) return name + " must be a whole number from 1 to " + std::to_string(most);
  into = value;
  return std::nullopt;
}

Problem read_word(const Query& query, const std::string& name, std::initializer_list<std::string_view> words,
                  std::optional<std::string>& into) {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  if (std::find(words.begin(), words.end(), found->second) == words.end()) {
    return name + " is not one of the allowed values";
  }
  into = found->second;
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd::simulator
