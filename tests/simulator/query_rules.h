// The query parameters that the API takes, checked as written in the reference; any other, or one given twice, is a
// 400.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace campaignd::simulator {

using Query = std::multimap<std::string, std::string>;

struct ListQuery {
  std::optional<std::string> status;
  std::optional<int> page;
  std::optional<int> limit;  // 1 to 100
};

struct RecipientQuery {
  int page = 1;
  int limit = 20;  // 1 to 500
  std::optional<std::string> status;
  std::optional<std::string> phone_number;
};

struct ResourcesQuery {
  bool includes_components = false;
};

// The error is the text of a 400.
[[nodiscard]] tl::expected<ListQuery, std::string> read_list_query(const Query& query);
[[nodiscard]] tl::expected<RecipientQuery, std::string> read_recipient_query(const Query& query);
[[nodiscard]] tl::expected<ResourcesQuery, std::string> read_resources_query(const Query& query);
// For calls that take none.
[[nodiscard]] std::optional<std::string> refuse_any_query(const Query& query);

}  // namespace campaignd::simulator
