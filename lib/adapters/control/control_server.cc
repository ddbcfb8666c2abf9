#include "adapters/control/control_server.h"

#include <unistd.h>

#include <system_error>
#include <utility>

#include "adapters/control/endpoints.h"
#include "adapters/control/http.h"
#include "adapters/control/reception.h"
#include "adapters/control/socket_place.h"

namespace campaignd {

struct ControlServer::Parts {
  Parts(const ControlOptions& options, ControlDesk& desk, std::shared_ptr<const SocketPlace> socket)
      : path(options.path),
        endpoints(desk, {options.patience, options.long_patience}),
        http(endpoints),
        place(socket),
        reception(
            std::move(socket), {options.request_time, options.answer_time, ::geteuid(), ::getegid()},
            [this](std::string_view request, const std::string& person) { return http.answer(request, person); }) {}

  std::string path;
  Endpoints endpoints;
  Http http;
  std::shared_ptr<const SocketPlace> place;
  Reception reception;
};

tl::expected<std::unique_ptr<ControlServer>, std::string> ControlServer::open(const ControlOptions& options,
                                                                              ControlDesk& desk) {
  auto place = SocketPlace::make(options.path);
  if (!place) return tl::unexpected(std::move(place.error()));
  try {
    return std::unique_ptr<ControlServer>(new ControlServer(std::make_unique<Parts>(options, desk, std::move(*place))));
  } catch (const std::system_error& error) {
    return tl::unexpected(options.path + ": " + error.what());
  }
}

ControlServer::ControlServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ControlServer::~ControlServer() = default;

tl::expected<void, std::string> ControlServer::restore() {
  if (parts_->place->stands()) return {};
  auto place = SocketPlace::make(parts_->path);
  if (!place) return tl::unexpected(std::move(place.error()));
  parts_->place = std::move(*place);
  parts_->reception.move_to(parts_->place);
  return {};
}

}  // namespace campaignd
