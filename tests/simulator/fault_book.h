// The faults that were asked for: which of them hit a call, and how often each did. Chance comes from a seed, the
// fault's number and how many calls fitted it, so that another fault, or other calls in between, do not change what is
// drawn.
#pragma once

#include <string>
#include <vector>

#include "simulator/call.h"
#include "simulator/fault.h"

namespace campaignd::simulator {

class FaultBook {
 public:
  explicit FaultBook(std::uint64_t seed = 1) : seed_(seed) {}

  // Its number, by which it can be taken away.
  std::uint64_t add(Fault fault);
  bool remove(std::uint64_t number);
  void clear() { entries_.clear(); }

  // Those that hit `call`, in the order they were asked for: any number that add to it, at most one, the last, that
  // replaces its answer. Chaos has become the kind that it drew.
  [[nodiscard]] std::vector<Fault> draw(const Call& call);

  // With each one's number, how many calls fitted, and how many it hit.
  [[nodiscard]] Json list() const;

  [[nodiscard]] std::uint64_t hits() const { return hits_; }

 private:
  struct Entry {
    std::uint64_t number = 0;
    Fault fault;
    std::uint64_t fitted = 0;
    std::uint64_t hits = 0;
  };

  bool hits_now(Entry& entry, const Call& call);
  [[nodiscard]] std::uint64_t chance(const Entry& entry, std::uint64_t salt) const;
  [[nodiscard]] Fault drawn_from_chaos(const Entry& entry) const;

  std::uint64_t seed_;
  std::uint64_t last_number_ = 0;
  std::uint64_t hits_ = 0;
  std::vector<Entry> entries_;
};

// A well-mixed number from two (splitmix64).
[[nodiscard]] std::uint64_t mixed(std::uint64_t seed, std::uint64_t salt);

// What was wrong with a fault given as JSON, or the fault.
[[nodiscard]] std::optional<std::string> read_fault(const Json& json, Fault& into);

}  // namespace campaignd::simulator
