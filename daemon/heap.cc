#include "heap.h"

#include <malloc.h>
#include <unistd.h>

#include <fstream>
#include <optional>

namespace campaignd {
namespace {

// In bytes; empty where the kernel does not tell.
std::optional<std::size_t> resident_memory() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  if (!(statm >> size >> resident)) return std::nullopt;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

// A large project's next turn wants again what this one used: clearing its pages anew would be a third of the turn.
void Heap::release() {
  constexpr std::size_t kLarge = 16U << 20U;
  constexpr std::size_t kGrowth = 1U << 20U;
  constexpr int kLookAgainAfter = 12;  // the project may have become a small one: then nothing grows any more
  const std::size_t resident = resident_memory().value_or(0);
  const bool has_grown = resident >= kept_at_ + kGrowth;
  if (kept_at_ != 0 && !has_grown && --looks_again_in_ > 0) return;  // a look costs a twentieth of a quiet turn
  looks_again_in_ = kLookAgainAfter;
  const struct mallinfo2 heap = ::mallinfo2();
  const bool is_worth_keeping = heap.uordblks > kLarge && heap.fordblks < 2 * heap.uordblks;
  kept_at_ = is_worth_keeping ? resident : 0;
  if (!is_worth_keeping) ::malloc_trim(0);
}

}  // namespace campaignd
