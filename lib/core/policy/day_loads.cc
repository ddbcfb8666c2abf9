#include "core/policy/day_loads.h"

#include <algorithm>
#include <utility>

namespace campaignd {
namespace {

// By the campaign that it begins with: the recipients of each 24 hours, of those campaigns that count.
template <class Counts>
std::vector<std::int64_t> spans_of(const std::vector<Batch>& batches, const Counts& counts) {
  std::vector<std::int64_t> spans(batches.size(), 0);
  std::int64_t sum = 0;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < batches.size(); ++begin) {
    for (; end < batches.size() && batches[end].start < batches[begin].start + kLimitSpan; ++end)
      sum += counts(end) ? batches[end].recipients : 0;
    spans[begin] = sum;
    sum -= counts(begin) ? batches[begin].recipients : 0;
  }
  return spans;
}

template <class Counts>
RunningSums sums_of(const std::vector<Batch>& batches, const Counts& counts) {
  std::vector<std::int64_t> numbers(batches.size(), 0);
  for (std::size_t i = 0; i < batches.size(); ++i) numbers[i] = counts(i) ? batches[i].recipients : 0;
  return RunningSums(numbers);
}

}  // namespace

DayLoads::DayLoads(std::vector<Batch> batches, std::vector<State> states)
    : batches_(std::move(batches)), states_(std::move(states)) {
  const auto counts = [&](std::size_t i) { return states_[i] != State::kAway; };
  const auto comes = [&](std::size_t i) { return states_[i] == State::kComes; };
  all_ = sums_of(batches_, counts);
  coming_ = sums_of(batches_, comes);
  whole_spans_ = Stretches(spans_of(batches_, counts));
  auto earlier = spans_of(batches_, [&](std::size_t i) { return states_[i] == State::kStands; });
  std::int64_t before = 0;
  for (std::size_t i = 0; i < batches_.size(); ++i) {
    earlier[i] -= before;
    before += comes(i) ? batches_[i].recipients : 0;
  }
  earlier_spans_ = Stretches(earlier);
  short_by_ = Stretches(std::vector<std::int64_t>(batches_.size(), Stretches::kNever));
}

std::int64_t DayLoads::with_earlier(std::size_t place) const {
  const Batch& own = batches_[place];
  const std::int64_t spans = earlier_spans_.greatest(first_after(own.start - kLimitSpan), first_after(own.start));
  return spans + coming_.of_first(place) + own.recipients;
}

std::int64_t DayLoads::with_all(const Batch& batch, std::optional<std::size_t> own) const {
  const std::size_t first = first_after(batch.start - kLimitSpan);
  const std::size_t last = first_after(batch.start);
  // The span that begins with itself, which need not be the start of any other.
  const std::size_t begin = first_from(batch.start);
  const std::size_t end = first_from(batch.start + kLimitSpan);
  std::int64_t most = all_.of_first(end) - all_.of_first(begin);
  if (!own || states_[*own] == State::kAway)
    return std::max(most, whole_spans_.greatest(first, last)) + batch.recipients;
  // In the spans that hold what it is now, that does not count.
  const std::int64_t now = batches_[*own].recipients;
  if (begin <= *own && *own < end) most -= now;
  const std::size_t first_with = std::clamp(first_after(batches_[*own].start - kLimitSpan), first, last);
  const std::size_t last_with = std::clamp(*own + 1, first_with, last);
  return std::max({most, whole_spans_.greatest(first, first_with), whole_spans_.greatest(first_with, last_with) - now,
                   whole_spans_.greatest(last_with, last)}) +
         batch.recipients;
}

void DayLoads::becomes(std::size_t place, State state) {
  const State before = std::exchange(states_[place], state);
  const Batch& batch = batches_[place];
  const std::size_t first = first_after(batch.start - kLimitSpan);
  if (before == State::kComes) {
    coming_.add(place, -batch.recipients);
    earlier_spans_.add(place + 1, batches_.size(), batch.recipients);
    short_by_.set(place, Stretches::kNever);
  }
  const int counts = (state != State::kAway ? 1 : 0) - (before != State::kAway ? 1 : 0);
  all_.add(place, counts * batch.recipients);
  whole_spans_.add(first, place + 1, counts * batch.recipients);
  if (state != State::kStands) return;
  earlier_spans_.add(first, place + 1, batch.recipients);
  short_by_.add(first, first_from(batch.start + kLimitSpan), batch.recipients);
}

void DayLoads::allow(std::size_t place, std::int64_t to_spare) {
  short_by_.set(place, -to_spare);
}

std::optional<std::size_t> DayLoads::take_doubtful() {
  const auto place = short_by_.first_above(0, 0);
  if (place) short_by_.set(*place, Stretches::kNever);
  return place;
}

std::size_t DayLoads::first_after(WallTime start) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(batches_, start, {}, &Batch::start) - batches_.begin());
}

std::size_t DayLoads::first_from(WallTime start) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(batches_, start, {}, &Batch::start) - batches_.begin());
}

}  // namespace campaignd
