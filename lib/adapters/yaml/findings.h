// What is wrong with the files that are read together. Everything is collected, so that a person mends a file once and
// not error by error; what is handed out is in the files' order and bounded, because a file may be hostile.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace campaignd {

class Findings {
 public:
  static constexpr std::size_t kMost = 100;  // beyond these the last line says how many more there are

  // `files` are the names as people see them; Mark::file counts into it.
  explicit Findings(std::vector<std::string> files) : files_(std::move(files)) {}

  void error(Mark at, std::string_view message);

  // For what turns out not to be so after all. There must be one.
  void take_back_last();

  [[nodiscard]] bool is_empty() const { return found_.empty(); }
  // Whether the words of the next error can still be shown: what is dear to put into words need not be where not.
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] std::size_t count() const { return found_.size() + dropped_; }
  [[nodiscard]] std::string place(Mark at) const;  // `campaigns.yaml:12:19`, for messages that name a second place

  // What an alias repeats is told once.
  [[nodiscard]] Diagnostics in_order() const;

 private:
  struct Finding {
    Mark at;
    std::string message;
  };
  std::vector<std::string> files_;
  std::vector<Finding> found_;
  std::size_t dropped_ = 0;
};

// A piece of a file between backticks, made fit to be shown and cut where it is long.
std::string quoted(std::string_view text);

}  // namespace campaignd
