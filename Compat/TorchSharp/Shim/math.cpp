// Arithmetic, reductions, linear algebra and the neural-network functions.
#include "shim.h"

#define UNARY(name) \
  PX Handle px_##name(Handle self) { return tensor([&] { return at::name(get(self)); }); }
#define UNARY_(name) \
  PX int32_t px_##name(Handle self) { return status([&] { get(self).name(); }); }
#define BINARY(name) \
  PX Handle px_##name(Handle self, Handle other) { return tensor([&] { return at::name(get(self), get(other)); }); }
#define BINARY_(name) \
  PX int32_t px_##name(Handle self, Handle other) { return status([&] { get(self).name(get(other)); }); }
#define WITH_NUMBER(name)                                              \
  PX Handle px_##name##_number(Handle self, Number other) {            \
    return tensor([&] { return at::name(get(self), scalar(other)); }); \
  }
#define WITH_NUMBER_(name)                                         \
  PX int32_t px_##name##_number_(Handle self, Number other) {      \
    return status([&] { get(self).name##_(scalar(other)); });      \
  }
#define BOTH(name) UNARY(name) UNARY_(name##_)
#define COMPARISON(name) BINARY(name) WITH_NUMBER(name)

BOTH(abs)
BOTH(neg)
BOTH(exp)
BOTH(expm1)
BOTH(log)
BOTH(log1p)
BOTH(sqrt)
BOTH(rsqrt)
BOTH(square)
BOTH(sin)
BOTH(cos)
BOTH(sigmoid)
BOTH(tanh)
BOTH(relu)
BOTH(floor)
BOTH(ceil)
BOTH(round)
BOTH(trunc)
BOTH(sign)
BOTH(erf)
BOTH(reciprocal)
UNARY_(zero_)
UNARY(logical_not)
UNARY(bitwise_not)
UNARY(isnan)
UNARY(isfinite)
UNARY(isinf)

BINARY(mul)
BINARY_(mul_)
WITH_NUMBER(mul)
WITH_NUMBER_(mul)
BINARY(pow)
BINARY_(pow_)
WITH_NUMBER(pow)
WITH_NUMBER_(pow)
BINARY(remainder)
WITH_NUMBER(remainder)
COMPARISON(eq)
COMPARISON(ne)
COMPARISON(lt)
COMPARISON(gt)
COMPARISON(le)
COMPARISON(ge)
BINARY(maximum)
BINARY(minimum)
BINARY(logical_and)
BINARY(logical_or)
BINARY(logical_xor)
BINARY(bitwise_and)
BINARY(bitwise_or)
BINARY(bitwise_xor)
BINARY(logaddexp)
BINARY(matmul)
BINARY(mm)
BINARY(bmm)
WITH_NUMBER_(fill)

#define SCALED(name)                                                                     \
  PX Handle px_##name(Handle self, Handle other, Number alpha) {                         \
    return tensor([&] { return at::name(get(self), get(other), scalar(alpha)); });       \
  }                                                                                      \
  PX int32_t px_##name##_(Handle self, Handle other, Number alpha) {                     \
    return status([&] { get(self).name##_(get(other), scalar(alpha)); });                \
  }                                                                                      \
  PX Handle px_##name##_number(Handle self, Number other, Number alpha) {                \
    return tensor([&] { return at::name(get(self), scalar(other), scalar(alpha)); });    \
  }                                                                                      \
  PX int32_t px_##name##_number_(Handle self, Number other, Number alpha) {              \
    return status([&] { get(self).name##_(scalar(other), scalar(alpha)); });             \
  }
SCALED(add)
SCALED(sub)

PX Handle px_rsub(Handle self, Number other) {
  return tensor([&] { return at::rsub(get(self), scalar(other)); });
}

// rounding: 0 true division, 1 towards zero, 2 down.
static at::Tensor divide(const at::Tensor& self, const at::Tensor& other, int32_t rounding) {
  return rounding == 0 ? at::div(self, other) : at::div(self, other, rounding == 1 ? "trunc" : "floor");
}
static at::Tensor divide(const at::Tensor& self, const at::Scalar& other, int32_t rounding) {
  return rounding == 0 ? at::div(self, other) : at::div(self, other, rounding == 1 ? "trunc" : "floor");
}
template <class T> static void divide_(at::Tensor& self, const T& other, int32_t rounding) {
  if (rounding == 0) {
    self.div_(other);
  } else {
    self.div_(other, rounding == 1 ? "trunc" : "floor");
  }
}
PX Handle px_div(Handle self, Handle other, int32_t rounding) {
  return tensor([&] { return divide(get(self), get(other), rounding); });
}
PX Handle px_div_number(Handle self, Number other, int32_t rounding) {
  return tensor([&] { return divide(get(self), scalar(other), rounding); });
}
PX int32_t px_div_(Handle self, Handle other, int32_t rounding) {
  return status([&] { divide_(get(self), get(other), rounding); });
}
PX int32_t px_div_number_(Handle self, Number other, int32_t rounding) {
  return status([&] { divide_(get(self), scalar(other), rounding); });
}

#define FUSED(name)                                                                                \
  PX Handle px_##name(Handle self, Handle first, Handle second, Number value) {                    \
    return tensor([&] { return at::name(get(self), get(first), get(second), scalar(value)); });    \
  }                                                                                                \
  PX int32_t px_##name##_(Handle self, Handle first, Handle second, Number value) {                \
    return status([&] { get(self).name##_(get(first), get(second), scalar(value)); });             \
  }
FUSED(addcmul)
FUSED(addcdiv)

PX Handle px_lerp(Handle self, Handle end, Handle weight) {
  return tensor([&] { return at::lerp(get(self), get(end), get(weight)); });
}
PX int32_t px_lerp_(Handle self, Handle end, Handle weight) {
  return status([&] { get(self).lerp_(get(end), get(weight)); });
}

PX Handle px_clamp(Handle self, Number min, Number max) {
  return tensor([&] { return at::clamp(get(self), maybe(min), maybe(max)); });
}
PX Handle px_clamp_tensor(Handle self, Handle min, Handle max) {
  return tensor([&] { return at::clamp(get(self), maybe(min), maybe(max)); });
}
PX int32_t px_clamp_(Handle self, Number min, Number max) {
  return status([&] { get(self).clamp_(maybe(min), maybe(max)); });
}
PX int32_t px_clamp_tensor_(Handle self, Handle min, Handle max) {
  return status([&] { get(self).clamp_(maybe(min), maybe(max)); });
}

PX Handle px_masked_fill(Handle self, Handle mask, Number value) {
  return tensor([&] { return get(self).masked_fill(get(mask), scalar(value)); });
}
PX int32_t px_masked_fill_(Handle self, Handle mask, Number value) {
  return status([&] { get(self).masked_fill_(get(mask), scalar(value)); });
}

// Reductions.
#define REDUCTION(name)                                                                                       \
  PX Handle px_##name(Handle self, int32_t dtype) {                                                           \
    return tensor([&] { return at::name(get(self), maybe_dtype(dtype)); });                                   \
  }                                                                                                           \
  PX Handle px_##name##_dims(Handle self, const int64_t* values, int32_t count, bool keepdim, int32_t dtype) { \
    return tensor([&] { return at::name(get(self), dims(values, count), keepdim, maybe_dtype(dtype)); });     \
  }
REDUCTION(sum)
REDUCTION(mean)

#define SPREAD(name)                                                                                              \
  PX Handle px_##name(Handle self, bool unbiased) {                                                               \
    return tensor([&] { return at::name(get(self), unbiased); });                                                 \
  }                                                                                                               \
  PX Handle px_##name##_dims(Handle self, const int64_t* values, int32_t count, bool unbiased, bool keepdim) {    \
    return tensor([&] { return at::name(get(self), dims(values, count), unbiased, keepdim); });                   \
  }
SPREAD(std)
SPREAD(var)

PX Handle px_prod(Handle self, int32_t dtype) {
  return tensor([&] { return at::prod(get(self), maybe_dtype(dtype)); });
}
PX Handle px_prod_dim(Handle self, int64_t dim, bool keepdim, int32_t dtype) {
  return tensor([&] { return at::prod(get(self), dim, keepdim, maybe_dtype(dtype)); });
}

#define EXTREME(name)                                                                            \
  PX Handle px_##name(Handle self) { return tensor([&] { return at::name(get(self)); }); }       \
  PX int32_t px_##name##_dim(Handle self, int64_t dim, bool keepdim, Handle* values, Handle* indexes) { \
    return status([&] {                                                                          \
      auto pair = at::name(get(self), dim, keepdim);                                             \
      *values = new at::Tensor(std::get<0>(pair));                                               \
      *indexes = new at::Tensor(std::get<1>(pair));                                              \
    });                                                                                          \
  }                                                                                              \
  PX Handle px_arg##name(Handle self) { return tensor([&] { return at::arg##name(get(self)); }); } \
  PX Handle px_arg##name##_dim(Handle self, int64_t dim, bool keepdim) {                         \
    return tensor([&] { return at::arg##name(get(self), dim, keepdim); });                       \
  }
EXTREME(max)
EXTREME(min)

#define TEST(name)                                                                               \
  PX Handle px_##name(Handle self) { return tensor([&] { return at::name(get(self)); }); }       \
  PX Handle px_##name##_dim(Handle self, int64_t dim, bool keepdim) {                            \
    return tensor([&] { return at::name(get(self), dim, keepdim); });                            \
  }
TEST(all)
TEST(any)

PX Handle px_norm(Handle self, double p) {
  return tensor([&] { return at::norm(get(self), at::Scalar(p)); });
}
PX Handle px_norm_dim(Handle self, int64_t dim, bool keepdim, double p) {
  return tensor([&] { return at::norm(get(self), Opt<at::Scalar>(p), at::IntArrayRef(&dim, 1), keepdim); });
}
PX Handle px_cumsum(Handle self, int64_t dim, int32_t dtype) {
  return tensor([&] { return at::cumsum(get(self), dim, maybe_dtype(dtype)); });
}
PX Handle px_logsumexp(Handle self, int64_t dim, bool keepdim) {
  return tensor([&] { return at::logsumexp(get(self), at::IntArrayRef(&dim, 1), keepdim); });
}
PX Handle px_softmax(Handle self, int64_t dim, int32_t dtype) {
  return tensor([&] { return at::softmax(get(self), dim, maybe_dtype(dtype)); });
}
PX Handle px_log_softmax(Handle self, int64_t dim, int32_t dtype) {
  return tensor([&] { return at::log_softmax(get(self), dim, maybe_dtype(dtype)); });
}
PX Handle px_einsum(const char* equation, const Handle* tensors, int32_t count) {
  return tensor([&] { return at::einsum(equation, vector_of(tensors, count)); });
}
PX int32_t px_allclose(Handle self, Handle other, double rtol, double atol, bool equal_nan, bool* close) {
  return status([&] { *close = at::allclose(get(self), get(other), rtol, atol, equal_nan); });
}
PX int32_t px_orthogonal_(Handle self, double gain) {
  return status([&] {
    auto& target = get(self);
    TORCH_CHECK(target.dim() >= 2, "Only tensors with 2 or more dimensions are supported.");
    at::NoGradGuard no_grad;
    auto rows = target.size(0);
    auto flat = at::randn({rows, target.numel() / rows}, target.options().requires_grad(false));
    bool wide = flat.size(0) < flat.size(1);
    auto qr = at::linalg_qr(wide ? flat.t() : flat);
    // The sign of the diagonal makes the distribution uniform.
    auto q = std::get<0>(qr) * std::get<1>(qr).diagonal().sign();
    target.view_as(flat).copy_(wide ? q.t() : q);
    target.mul_(gain);
  });
}
