// A small project at a simulated service, with the time standing still, and a client of it: what most of these tests
// begin with. Every call is a request over a socket.
#pragma once

#include <httplib.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/server.h"

namespace campaignd::simulator::testing {

inline constexpr std::string_view kNow = "2026-06-01T09:00:00.000Z";

// Account A has both numbers and all templates but the last, which is of account B.
inline constexpr std::string_view kGreetingAr = "6a0000000000000000000041";
inline constexpr std::string_view kGreetingEn = "6a0000000000000000000042";
inline constexpr std::string_view kPendingOffer = "6a0000000000000000000043";
inline constexpr std::string_view kLoginCode = "6a0000000000000000000044";  // AUTHENTICATION
inline constexpr std::string_view kSchoolBooks = "6a0000000000000000000045";
inline constexpr std::string_view kNumber = "6a0000000000000000000031";
inline constexpr std::string_view kOtherNumber = "6a0000000000000000000032";

inline constexpr std::string_view kScheduled = "665f0c2ab1e4d2a7c9f01231";  // in two hours, ten recipients
inline constexpr std::string_view kDraft = "665f0c2ab1e4d2a7c9f01232";
inline constexpr std::string_view kRunning = "665f0c2ab1e4d2a7c9f01233";  // for a minute; runs for five
inline constexpr std::string_view kSample = "665f0c2ab1e4d2a7c9f01234";
inline constexpr std::string_view kUnknown = "665f0c2ab1e4d2a7c9f0ffff";

[[nodiscard]] Json small_project();

struct Reply {
  int status = 0;  // 0: no answer
  std::string text;
  Json body;  // null where it is no JSON
  httplib::Headers headers;
};

class Served {
 public:
  // `options` as in a project file.
  explicit Served(const Json& options = Json::object(), std::uint64_t seed = 1);

  [[nodiscard]] Simulator& simulator() { return server_.simulator(); }
  [[nodiscard]] int port() const { return server_.port(); }
  void advance(std::chrono::milliseconds by) { simulator().advance(by); }
  void inject(const Json& fault) { simulator().inject(fault); }

  // `target` is what follows /api.
  Reply get(const std::string& target);
  Reply patch(std::string_view id, const Json& body) { return send("PATCH", one(id), to_text(body)); }
  Reply send(const std::string& method, const std::string& target, const std::string& body = "",
             const std::string& content_type = "application/json");
  // `path` is what follows /_sim/; no key is sent.
  Reply control(const std::string& method, const std::string& path, const std::string& body = "");

  // From the API.
  Json campaign(std::string_view id) { return get(one(id) + "?limit=1").body.value("data", Json()); }
  std::vector<std::string> listed_ids(const std::string& query = "");

  static std::string one(std::string_view id) { return "/whatsapp/campaigns/" + std::string{id}; }

 private:
  SimulatorServer server_;
  httplib::Client client_;
};

}  // namespace campaignd::simulator::testing
