// A source whose files are what a test says. Fault model: somebody is still writing (`is_being_written`), the file
// cannot be read (`is_unreadable`), and it changes right after it was read (`changes_after_next_read`).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/instant.h"
#include "ports/source.h"

namespace campaignd {

class FakeSource final : public Source {
 public:
  // The one file `campaigns.yaml` from now on. The hash differs between texts and is the same for the same text.
  void says(const std::string& bytes) { has({SourceFile{"campaigns.yaml", bytes}}); }

  // Several files from now on, as of a directory.
  void has(std::vector<SourceFile> files) {
    SourceText text{std::move(files), {}};
    std::string all;
    for (const SourceFile& file : text.files) all += file.name + '\0' + file.bytes + '\0';
    text.revision.hash = fake_hash(all);
    text.revision.source = text.files.size() == 1 ? text.files.front().name : "campaigns.d/";
    text.revision.commit = commit_;
    now_ = std::move(text);
  }

  // The commit of what is set afterwards.
  void committed_as(std::optional<std::string> commit) { commit_ = std::move(commit); }

  void is_being_written(std::string waiting_for, MonotonicTime look_again) {
    now_ = Unsettled{std::move(waiting_for), look_again};
  }

  void is_unreadable(std::string message) {
    now_ = SourceUnreadable{{Diagnostic{Severity::kError, "campaigns.yaml", 0, 0, std::move(message)}}};
  }

  // Right after the next successful read the file says `bytes`; nobody notices but `is_current`.
  void changes_after_next_read(std::string bytes) { next_ = std::move(bytes); }

  [[nodiscard]] int reads() const { return reads_; }

  Reading read() override {
    ++reads_;
    Reading reading = now_;
    if (const auto* text = std::get_if<SourceText>(&reading)) {
      last_read_ = text->revision.hash;
      if (next_) says(*std::exchange(next_, std::nullopt));
    }
    return reading;
  }

  [[nodiscard]] bool is_current() override {
    const auto* text = std::get_if<SourceText>(&now_);
    return text != nullptr && last_read_ == text->revision.hash;
  }

 private:
  // Of the right form, not a real SHA-256: tests only need it to tell texts apart.
  static std::string fake_hash(const std::string& bytes) {
    static constexpr const char* kDigits = "0123456789abcdef";
    std::string hash = "sha256:";
    for (std::uint64_t word = 0; word < 4; ++word) {
      std::uint64_t state = 0xcbf29ce484222325ULL + word * 0x9e3779b97f4a7c15ULL;
      for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      for (int digit = 0; digit < 16; ++digit, state >>= 4U) hash += kDigits[state & 15U];
    }
    return hash;
  }

  Reading now_ = SourceUnreadable{{Diagnostic{Severity::kError, "campaigns.yaml", 0, 0, "no such file"}}};
  std::optional<std::string> commit_;
  std::optional<std::string> next_;
  std::string last_read_;
  int reads_ = 0;
};

}  // namespace campaignd
