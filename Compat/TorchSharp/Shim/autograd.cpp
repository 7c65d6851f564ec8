// Errors, gradients, custom functions and the process-wide settings.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

using torch::autograd::AutogradContext;

// Managed code; the two calls return 0, or 1 with a GCHandle of what was thrown in error.
struct Callbacks {
  int32_t (*forward)(void* call, AutogradContext* context, TensorVector* outputs, void** error);
  int32_t (*backward)(void* call, TensorVector* gradients, TensorVector* results, void** error);
  void (*release)(void* handle);
};

static Callbacks callbacks{};

PX void px_set_callbacks(Callbacks value) { callbacks = value; }

void release_managed(void* handle) noexcept {
  if (handle != nullptr) callbacks.release(handle);
}

ManagedError::ManagedError(void* handle) : info(handle, release_managed) {}

// The last error of each thread.
static thread_local std::string last_message;
static thread_local std::shared_ptr<void> last_managed;

void record_error() noexcept {
  last_managed.reset();
  try {
    throw;
  } catch (const ManagedError& error) {
    last_managed = error.info;
    last_message = error.what();
  } catch (const c10::Error& error) {
    last_message = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_message = error.what();
  } catch (...) {
    last_message = "Unknown error in libtorch.";
  }
}

PX const char* px_error_message() { return last_message.c_str(); }
PX void* px_error_managed() { return last_managed.get(); }
PX void px_error_clear() {
  last_message.clear();
  last_managed.reset();
}

// Lists of tensors.
PX int32_t px_list_count(TensorVector* list) { return static_cast<int32_t>(list->size()); }
PX Handle px_list_get(TensorVector* list, int32_t index) {
  auto& item = (*list)[index];
  return item.defined() ? new at::Tensor(item) : nullptr;
}
PX void px_list_add(TensorVector* list, Handle item) {
  list->push_back(item == nullptr ? at::Tensor() : *item);
}
PX void px_list_free(TensorVector* list) { delete list; }

// Gradients.
PX bool px_requires_grad(Handle self) { return self->requires_grad(); }
PX int32_t px_set_requires_grad(Handle self, bool value) {
  return status([&] { get(self).set_requires_grad(value); });
}
PX bool px_is_leaf(Handle self) { return self->is_leaf(); }
PX int32_t px_retain_grad(Handle self) {
  return status([&] { get(self).retain_grad(); });
}
PX Handle px_grad(Handle self) {
  auto& gradient = self->grad();
  return gradient.defined() ? new at::Tensor(gradient) : nullptr;
}
PX int32_t px_set_grad(Handle self, Handle gradient) {
  return status([&] { get(self).mutable_grad() = gradient == nullptr ? at::Tensor() : *gradient; });
}
PX int32_t px_backward(const Handle* tensors, int32_t tensor_count, const Handle* gradients, int32_t gradient_count,
                       int32_t retain_graph, bool create_graph, const Handle* inputs, int32_t input_count) {
  return status([&] {
    auto retain = retain_graph < 0 ? Opt<bool>() : Opt<bool>(retain_graph != 0);
    torch::autograd::backward(vector_of(tensors, tensor_count), vector_of(gradients, gradient_count), retain,
                              create_graph, vector_of(inputs, input_count));
  });
}
PX TensorVector* px_autograd_grad(const Handle* outputs, int32_t output_count, const Handle* inputs,
                                  int32_t input_count, const Handle* gradients, int32_t gradient_count,
                                  bool retain_graph, bool create_graph, bool allow_unused) {
  return list([&] {
    return torch::autograd::grad(vector_of(outputs, output_count), vector_of(inputs, input_count),
                                 vector_of(gradients, gradient_count), retain_graph, create_graph, allow_unused);
  });
}
PX bool px_grad_enabled() { return c10::GradMode::is_enabled(); }
PX void px_set_grad_enabled(bool enabled) { c10::GradMode::set_enabled(enabled); }
PX void* px_inference_begin(bool enabled) { return new c10::InferenceMode(enabled); }
PX void px_inference_end(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// Custom functions. The context's saved_data owns the managed call object, so it lives just as long as the graph's node.
struct ManagedCall : torch::CustomClassHolder {
  explicit ManagedCall(void* value) : handle(value) {}
  ~ManagedCall() override { release_managed(handle); }
  void* handle;
};
using ManagedCallPtr = c10::intrusive_ptr<ManagedCall>;

static const char* const kCall = "managed";

template <class F> static void call_managed(F call) {
  void* error = nullptr;
  if (call(&error) != 0) throw ManagedError(error);
}

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static TensorVector forward(AutogradContext* context, at::TensorList, const ManagedCallPtr& call) {
    context->saved_data[kCall] = c10::IValue::make_capsule(call);
    TensorVector outputs;
    call_managed([&](void** error) { return callbacks.forward(call->handle, context, &outputs, error); });
    return outputs;
  }

  static TensorVector backward(AutogradContext* context, TensorVector gradients) {
    auto call = c10::static_intrusive_pointer_cast<ManagedCall>(context->saved_data[kCall].toCapsule());
    TensorVector results;
    call_managed([&](void** error) { return callbacks.backward(call->handle, &gradients, &results, error); });
    // The call object itself was the last argument of forward.
    results.emplace_back();
    return results;
  }
};

PX TensorVector* px_function_apply(void* call, const Handle* inputs, int32_t count) {
  return list([&] {
    auto owner = c10::make_intrusive<ManagedCall>(call);
    auto arguments = vector_of(inputs, count);
    return ManagedFunction::apply(at::TensorList(arguments), owner);
  });
}
PX int32_t px_context_save(AutogradContext* context, const Handle* tensors, int32_t count) {
  return status([&] { context->save_for_backward(vector_of(tensors, count)); });
}
PX TensorVector* px_context_saved(AutogradContext* context) {
  return list([&] { return context->get_saved_variables(); });
}
PX int32_t px_context_mark_dirty(AutogradContext* context, const Handle* tensors, int32_t count) {
  return status([&] { context->mark_dirty(vector_of(tensors, count)); });
}
PX int32_t px_context_mark_non_differentiable(AutogradContext* context, const Handle* tensors, int32_t count) {
  return status([&] { context->mark_non_differentiable(vector_of(tensors, count)); });
}
PX void px_context_materialize(AutogradContext* context, bool value) { context->set_materialize_grads(value); }
PX bool px_same_tensor(Handle first, Handle second) { return first->is_same(*second); }

// The process.
PX int32_t px_get_num_threads() { return at::get_num_threads(); }
PX int32_t px_set_num_threads(int32_t count) {
  return status([&] { at::set_num_threads(count); });
}
PX int32_t px_get_num_interop_threads() { return static_cast<int32_t>(at::get_num_interop_threads()); }
PX int32_t px_set_num_interop_threads(int32_t count) {
  return status([&] { at::set_num_interop_threads(count); });
}
// Through the device guard, whose interface has stayed the same from libtorch to libtorch.
PX int32_t px_cuda_count() {
  return c10::impl::hasDeviceGuardImpl(c10::kCUDA) ? c10::impl::getDeviceGuardImpl(c10::kCUDA)->deviceCount() : 0;
}
PX int32_t px_cuda_synchronize(int32_t index) {
  return status([&] {
    auto current = c10::impl::getDeviceGuardImpl(c10::kCUDA)->getDevice().index();
    at::detail::getCUDAHooks().deviceSynchronize(index < 0 ? current : static_cast<c10::DeviceIndex>(index));
  });
}
