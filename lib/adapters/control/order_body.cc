#include "adapters/control/order_body.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "core/duration.h"
#include "core/nearest.h"

namespace campaignd {
namespace {

constexpr std::size_t kLongestReason = 500;  // characters enough for a sentence or two

// One body, with the keys that it may have. The first thing that is wrong with it counts.
class Body {
 public:
  Body(std::string_view bytes, std::span<const std::string_view> known);

  std::string text(std::string_view key);  // empty where it is not there
  bool flag(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::string reason();
  std::string needed(std::string_view key, std::string_view what);

  void refuse(std::string why);
  [[nodiscard]] const std::string& problem() const { return problem_; }
  tl::expected<Order, std::string> order(decltype(Order::what) what) const;

 private:
  void look_at_keys(std::span<const std::string_view> known);
  std::optional<simdjson::dom::element> find(std::string_view key) const;

  simdjson::dom::parser parser_;
  simdjson::dom::object object_;
  bool is_empty_ = false;
  std::string problem_;
};

std::string in_double_quotes(std::string_view text) {
  return "\"" + isolate(text) + "\"";
}

}  // namespace

tl::expected<Order, std::string> read_pause(std::string_view bytes) {
  Body body(bytes, std::array<std::string_view, 2>{"reason", "for"});
  PauseOrder order{body.reason(), std::nullopt};
  if (const std::string lasts = body.text("for"); !lasts.empty()) {
    order.lasts = parse_duration(lasts);
    if (!order.lasts || order.lasts->count() <= 0) {
      body.refuse("\"for\" must be how long the pause lasts, such as \"2h\", not " + in_double_quotes(lasts));
    }
  }
  return body.order(std::move(order));
}

tl::expected<Order, std::string> read_resume(std::string_view bytes) {
  Body body(bytes, std::array<std::string_view, 1>{"restore"});
  return body.order(ResumeOrder{body.flag("restore")});
}

tl::expected<Order, std::string> read_approve(std::string_view bytes) {
  Body body(bytes, std::array<std::string_view, 1>{"plan"});
  return body.order(ApproveOrder{body.needed("plan", "the id of the held plan, which /v1/status shows")});
}

tl::expected<Order, std::string> read_rearm(std::string_view bytes) {
  Body body(bytes, std::array<std::string_view, 1>{"handle"});
  const std::string text = body.needed("handle", "a campaign's key in the desired state");
  const auto handle = Handle::parse(text);
  if (!handle) body.refuse(in_double_quotes(text) + " is no handle: it is made of a-z, 0-9, dot, dash and underscore");
  if (!body.problem().empty()) return tl::unexpected(body.problem());
  return body.order(RearmOrder{*handle});
}

tl::expected<Order, std::string> read_freeze(std::string_view bytes) {
  Body body(bytes, std::array<std::string_view, 3>{"reason", "all", "names"});
  FreezeOrder order{body.reason(), body.flag("all"), body.texts("names")};
  if (order.all && !order.names.empty()) body.refuse("\"all\" and \"names\" exclude each other");
  return body.order(std::move(order));
}

tl::expected<void, std::string> read_nothing(std::string_view bytes) {
  const Body body(bytes, {});
  if (!body.problem().empty()) return tl::unexpected(body.problem());
  return {};
}

namespace {

Body::Body(std::string_view bytes, std::span<const std::string_view> known) {
  is_empty_ = bytes.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (is_empty_) return;
  simdjson::dom::element root;
  if (parser_.parse(bytes.data(), bytes.size()).get(root) != simdjson::SUCCESS) {
    refuse("the body is no JSON");
  } else if (root.get(object_) != simdjson::SUCCESS) {
    refuse("the body is no JSON object");
  } else {
    look_at_keys(known);
  }
  is_empty_ = !problem_.empty();  // nothing more is looked at in it
}

void Body::look_at_keys(std::span<const std::string_view> known) {
  std::vector<std::string_view> seen;
  for (const auto& [key, value] : object_) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const auto meant = nearest(key, known);
      std::string why = "unknown key " + in_double_quotes(key);
      if (meant) {
        why += "; did you mean " + in_double_quotes(*meant) + "?";
      } else if (known.empty()) {
        why += "; this request has none";
      } else {
        why += "; there " + std::string(known.size() == 1 ? "is " : "are ");
        for (std::size_t i = 0; i < known.size(); ++i) why += (i == 0 ? "" : ", ") + in_double_quotes(known[i]);
      }
      return refuse(std::move(why));
    }
    if (std::find(seen.begin(), seen.end(), key) != seen.end())
      return refuse(in_double_quotes(key) + " stands in it twice");
    seen.push_back(key);
  }
}

// `null` is the same as a key that is not there.
std::optional<simdjson::dom::element> Body::find(std::string_view key) const {
  simdjson::dom::element value;
  if (is_empty_ || object_[key].get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

std::string Body::text(std::string_view key) {
  const auto value = find(key);
  if (!value) return "";
  std::string_view text;
  if (value->get(text) != simdjson::SUCCESS) {
    refuse(in_double_quotes(key) + " must be a text");
  } else if (text.empty()) {
    refuse(in_double_quotes(key) + " is empty; leave it out, or write it");
  }
  return std::string(text);
}

bool Body::flag(std::string_view key) {
  const auto value = find(key);
  bool flag = false;
  if (value && value->get(flag) != simdjson::SUCCESS) refuse(in_double_quotes(key) + " must be true or false");
  return flag;
}

std::vector<std::string> Body::texts(std::string_view key) {
  std::vector<std::string> texts;
  const auto value = find(key);
  if (!value) return texts;
  simdjson::dom::array list;
  if (value->get(list) != simdjson::SUCCESS) {
    refuse(in_double_quotes(key) + " must be a list of handles or ids");
    return texts;
  }
  for (const simdjson::dom::element each : list) {
    if (texts.size() == kMostNames) {
      refuse(in_double_quotes(key) + " has more than " + std::to_string(kMostNames) +
             " handles or ids; leave it out to stop every campaign of the file");
      return texts;
    }
    std::string_view text;
    if (each.get(text) != simdjson::SUCCESS || text.empty()) {
      refuse(in_double_quotes(key) + " must be a list of handles or ids");
    }
    texts.emplace_back(text);
  }
  // A list that somebody's program made empty must not stop everything.
  if (texts.empty()) refuse(in_double_quotes(key) + " is empty; leave it out to stop every campaign of the file");
  return texts;
}

std::string Body::reason() {
  std::string reason = needed("reason", "why; it is recorded, and shown to everybody");
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos) refuse("\"reason\" is empty; say why, it is recorded");
  if (reason.size() > kLongestReason) {
    refuse("\"reason\" is longer than " + std::to_string(kLongestReason) + " bytes; say it shorter");
  }
  return reason;
}

std::string Body::needed(std::string_view key, std::string_view what) {
  if (problem_.empty() && !find(key)) refuse(in_double_quotes(key) + " is missing: " + std::string(what));
  return text(key);
}

void Body::refuse(std::string why) {
  if (problem_.empty()) problem_ = std::move(why);
}

tl::expected<Order, std::string> Body::order(decltype(Order::what) what) const {
  if (!problem_.empty()) return tl::unexpected(problem_);
  return Order{std::move(what), ""};
}

}  // namespace

}  // namespace campaignd
