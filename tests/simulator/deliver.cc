#include "simulator/deliver.h"

#include <algorithm>
#include <memory>
#include <string>

namespace campaignd::simulator {
namespace {

void send_part(const Answer& answer, Connection& connection, httplib::Response& response);
void trickle(const Answer& answer, Connection& connection, httplib::Response& response);
void send_huge(const Answer& answer, httplib::Response& response);

}  // namespace

void deliver(const Answer& answer, Connection& connection, std::chrono::steady_clock::time_point arrival,
             httplib::Response& response) {
  if (answer.delivery.delay > std::chrono::milliseconds{0}) connection.wait_until(arrival + answer.delivery.delay);
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
  switch (answer.delivery.kind) {
    case DeliveryKind::kWhole:
      response.body = answer.body;
      if (!answer.content_type.empty()) response.headers.emplace("Content-Type", answer.content_type);
      return;
    case DeliveryKind::kCut:
      connection.cut(answer.delivery.by_reset);
      return;
    case DeliveryKind::kSilence:
      connection.await_hang_up();
      connection.cut(/*by_reset=*/false);
      return;
    case DeliveryKind::kRaw:
      connection.write(answer.body);
      connection.flush();
      connection.cut(/*by_reset=*/false);
      return;
    case DeliveryKind::kTruncated:
    case DeliveryKind::kStalled:
      return send_part(answer, connection, response);
    case DeliveryKind::kTrickled:
      return trickle(answer, connection, response);
    case DeliveryKind::kHuge:
      return send_huge(answer, response);
  }
}

namespace {

// httplib asks the provider for the body once the head is written, with the whole length announced.
void send_part(const Answer& answer, Connection& connection, httplib::Response& response) {
  const std::size_t part = std::min<std::size_t>(answer.delivery.bytes, answer.body.size() - 1);
  const bool stalls = answer.delivery.kind == DeliveryKind::kStalled;
  response.set_content_provider(answer.body.size(), answer.content_type,
                                [body = answer.body, part, stalls, &connection](
                                    std::size_t /*offset*/, std::size_t /*length*/, httplib::DataSink& sink) {
                                  sink.write(body.data(), part);
                                  connection.flush();
                                  if (stalls) connection.await_hang_up();
                                  connection.cut(/*by_reset=*/false);
                                  return false;
                                });
}

void trickle(const Answer& answer, Connection& connection, httplib::Response& response) {
  response.set_content_provider(answer.body.size(), answer.content_type,
                                [body = answer.body, how = answer.delivery, &connection](
                                    std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  sink.write(body.data() + offset, std::min<std::size_t>(length, how.bytes));
                                  const bool is_connected = connection.flush();
                                  connection.wait_until(std::chrono::steady_clock::now() + how.interval);
                                  return is_connected;
                                });
}

// The beginning of an answer that goes on for ever, for readers that look at it as it comes.
void send_huge(const Answer& answer, httplib::Response& response) {
  constexpr std::string_view kHead = R"({"success":true,"data":[{"_id":"665f0c2ab1e4d2a7c9f0ffff","name":")";
  constexpr std::size_t kPiece = 64UL * 1024;
  const auto piece = std::make_shared<const std::string>(kPiece, 'a');
  const auto write_at = [piece, kHead](std::size_t offset, std::size_t most, httplib::DataSink& sink) {
    if (offset < kHead.size()) {
      return sink.write(kHead.data() + offset, std::min(kHead.size() - offset, most));
    }
    return sink.write(piece->data(), std::min(piece->size(), most));
  };
  const std::size_t total = answer.delivery.bytes;
  if (!answer.delivery.is_chunked) {
    response.set_content_provider(total, answer.content_type, write_at);
    return;
  }
  response.set_chunked_content_provider(answer.content_type,
                                        [write_at, total](std::size_t offset, httplib::DataSink& sink) {
                                          if (offset < total) return write_at(offset, total - offset, sink);
                                          sink.done();
                                          return true;
                                        });
}

}  // namespace
}  // namespace campaignd::simulator
