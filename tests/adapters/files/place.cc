#include "place.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <fstream>
#include <utility>
#include <variant>

#include "adapters/clock/system_clock.h"

namespace campaignd::testing {

WallTime machine_now() {
  return SystemClock().wall_now();
}

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void replace(const std::filesystem::path& file, std::string_view bytes) {
  const auto beside = file.parent_path() / ".new";
  write(beside, bytes);
  std::filesystem::rename(beside, file);
}

void relink(const std::filesystem::path& link, const std::filesystem::path& target) {
  const auto beside = link.parent_path() / "..new_link";
  std::filesystem::create_symlink(target, beside);
  std::filesystem::rename(beside, link);
}

Writer::Writer(const std::filesystem::path& file, int flags)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | flags, 0644)) {
  REQUIRE(descriptor_ >= 0);
}

void Writer::write(std::string_view bytes) const {
  REQUIRE(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

void Writer::truncate() const {
  REQUIRE(::ftruncate(descriptor_, 0) == 0);
}

void Writer::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void Place::begin() {
  const std::string whole = path(desired_).native();
  watch_ = std::make_unique<InotifyWatch>(whole, writers);
  source_ = std::make_unique<FileSource>(whole, kDebounce, clock, writers);
}

bool Place::hears() {
  const auto ends = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  for (;;) {
    if (watch_->drain()) return true;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(ends - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd readable{watch_->descriptor(), POLLIN, 0};
    ::poll(&readable, 1, static_cast<int>(left));
  }
}

bool Place::heard() {
  bool matters = false;
  pollfd readable{watch_->descriptor(), POLLIN, 0};
  while (::poll(&readable, 1, 0) > 0) matters = watch_->drain() || matters;
  return matters;
}

void Place::pass(std::chrono::milliseconds span) {
  clock.advance(span);
  clock.set_wall(machine_now());
}

std::string Place::comes_to() {
  for (int looks = 0;; ++looks) {
    static_cast<void>(heard());
    const auto reading = source_->read();
    const auto* unsettled = std::get_if<Unsettled>(&reading);
    if (unsettled == nullptr || looks == 10) return told(reading);
    REQUIRE(unsettled->look_again > clock.monotonic_now());
    pass(std::chrono::ceil<std::chrono::milliseconds>(unsettled->look_again - clock.monotonic_now()));
  }
}

std::string Place::reads() {
  static_cast<void>(heard());
  return told(source_->read());
}

std::string told(const Source::Reading& reading) {
  std::string lines;
  if (const auto* unsettled = std::get_if<Unsettled>(&reading)) return "waits: " + unsettled->waiting_for;
  if (const auto* text = std::get_if<SourceText>(&reading)) {
    if (text->files.size() == 1 && !text->revision.source.ends_with('/')) return "text: " + text->files.front().bytes;
    for (const SourceFile& file : text->files) lines += (lines.empty() ? "" : "\n") + file.name + ": " + file.bytes;
    return lines;
  }
  for (const Diagnostic& error : std::get<SourceUnreadable>(reading).errors) {
    lines += (lines.empty() ? "" : "\n") + to_text(error);
  }
  return lines;
}

}  // namespace campaignd::testing
