// A value that is never changed once it is made, so that its copies share it: large ones are remembered several times
// over, and compared in every reconcile.
#pragma once

#include <memory>
#include <utility>

namespace campaignd {

template <class T>
class Shared {
 public:
  Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}  // NOLINT: a T is as good

  // No moves: a copy costs as little, and leaves a value behind.
  Shared(const Shared&) = default;
  Shared& operator=(const Shared&) = default;
  ~Shared() = default;

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  friend bool operator==(const Shared& a, const Shared& b) { return a.value_ == b.value_ || *a == *b; }
  friend bool operator==(const Shared& a, const T& b) { return *a == b; }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace campaignd
