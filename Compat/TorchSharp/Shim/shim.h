// What every file of the shim shares: the C types that cross the border, and the guards that turn C++ exceptions into codes.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#if defined(_WIN32)
#define PX extern "C" __declspec(dllexport)
#else
#define PX extern "C" __attribute__((visibility("default")))
#endif

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
#include <optional>
template <class T> using Opt = std::optional<T>;
#else
template <class T> using Opt = c10::optional<T>;
#endif

using Handle = at::Tensor*;
using TensorVector = std::vector<at::Tensor>;

// An absent 64-bit argument (a null long? on the managed side).
constexpr int64_t kAbsent = INT64_MIN;

struct Number {
  int64_t kind;  // 0: integer, 1: floating point, 2: boolean, -1: absent
  int64_t bits;
};

struct Options {
  int32_t dtype;  // -1: not given
  int32_t device_type;  // -1: not given
  int32_t device_index;
  int32_t requires_grad;
};

// Thrown through libtorch where managed code has thrown; info is a GCHandle of the ExceptionDispatchInfo.
struct ManagedError : std::exception {
  explicit ManagedError(void* handle);
  const char* what() const noexcept override { return "An exception was thrown by managed code."; }
  std::shared_ptr<void> info;
};

void record_error() noexcept;
void release_managed(void* handle) noexcept;

template <class F> Handle tensor(F body) noexcept {
  try {
    return new at::Tensor(body());
  } catch (...) {
    record_error();
    return nullptr;
  }
}

template <class F> TensorVector* list(F body) noexcept {
  try {
    return new TensorVector(body());
  } catch (...) {
    record_error();
    return nullptr;
  }
}

template <class F> int32_t status(F body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    record_error();
    return 1;
  }
}

inline at::Tensor& get(Handle handle) {
  TORCH_CHECK(handle != nullptr, "Expected a tensor, got null.");
  return *handle;
}

inline Opt<at::Tensor> maybe(Handle handle) {
  return handle == nullptr ? Opt<at::Tensor>() : Opt<at::Tensor>(*handle);
}

inline TensorVector vector_of(const Handle* handles, int32_t count) {
  TensorVector result;
  result.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    result.push_back(handles[i] == nullptr ? at::Tensor() : *handles[i]);
  }
  return result;
}

inline at::Scalar scalar(Number value) {
  if (value.kind == 1) {
    double real;
    static_assert(sizeof(real) == sizeof(value.bits), "a double has 64 bits");
    std::memcpy(&real, &value.bits, sizeof(real));
    return at::Scalar(real);
  }
  return value.kind == 2 ? at::Scalar(value.bits != 0) : at::Scalar(value.bits);
}

inline Opt<at::Scalar> maybe(Number value) {
  return value.kind < 0 ? Opt<at::Scalar>() : Opt<at::Scalar>(scalar(value));
}

inline at::IntArrayRef dims(const int64_t* values, int32_t count) {
  return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline Opt<at::ScalarType> maybe_dtype(int32_t dtype) {
  return dtype < 0 ? Opt<at::ScalarType>() : Opt<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline at::Device device_of(int32_t type, int32_t index) {
  return at::Device(static_cast<at::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

inline at::TensorOptions options_of(Options options) {
  at::TensorOptions result;
  if (options.dtype >= 0) result = result.dtype(static_cast<at::ScalarType>(options.dtype));
  if (options.device_type >= 0) result = result.device(device_of(options.device_type, options.device_index));
  return result;
}

// ATen's factories know nothing of requires_grad.
inline at::Tensor finish(at::Tensor made, Options options) {
  return options.requires_grad ? made.set_requires_grad(true) : made;
}
