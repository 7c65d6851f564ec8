// Convolutions, activations, normalisation and losses.
#include "shim.h"

struct Sizes {
  const int64_t* values;
  int64_t count;
};

static at::IntArrayRef dims(Sizes sizes) { return at::IntArrayRef(sizes.values, static_cast<size_t>(sizes.count)); }

struct Geometry {
  Sizes stride;
  Sizes padding;
  Sizes output_padding;
  Sizes dilation;
  int64_t groups;
};

#define CONVOLUTION(name)                                                                          \
  PX Handle px_##name(Handle input, Handle weight, Handle bias, const Geometry* g) {               \
    return tensor([&] {                                                                            \
      return at::name(get(input), get(weight), maybe(bias), dims(g->stride), dims(g->padding),     \
                      dims(g->dilation), g->groups);                                               \
    });                                                                                            \
  }                                                                                                \
  PX Handle px_##name##_same(Handle input, Handle weight, Handle bias, bool same, const Geometry* g) { \
    return tensor([&] {                                                                            \
      return at::name(get(input), get(weight), maybe(bias), dims(g->stride), same ? "same" : "valid", \
                      dims(g->dilation), g->groups);                                               \
    });                                                                                            \
  }
CONVOLUTION(conv1d)
CONVOLUTION(conv2d)

#define TRANSPOSED(name, function)                                                                 \
  PX Handle px_##name(Handle input, Handle weight, Handle bias, const Geometry* g) {               \
    return tensor([&] {                                                                            \
      return at::function(get(input), get(weight), maybe(bias), dims(g->stride), dims(g->padding), \
                          dims(g->output_padding), g->groups, dims(g->dilation));                  \
    });                                                                                            \
  }
TRANSPOSED(conv_transpose1d, conv_transpose1d)
TRANSPOSED(conv_transpose2d, conv_transpose2d)

PX Handle px_linear(Handle input, Handle weight, Handle bias) {
  return tensor([&] { return at::linear(get(input), get(weight), maybe(bias)); });
}
PX Handle px_pad(Handle input, const int64_t* pad, int32_t count, int32_t mode, double value) {
  return tensor([&] {
    static const char* names[] = {"constant", "reflect", "replicate", "circular", "constant"};
    auto sizes = dims(Sizes{pad, count});
    return mode == 0 || mode == 4 ? at::constant_pad_nd(get(input), sizes, at::Scalar(value))
                                  : at::pad(get(input), sizes, names[mode]);
  });
}
PX Handle px_im2col(Handle input, const int64_t* kernel, const int64_t* dilation, const int64_t* padding,
                    const int64_t* stride) {
  return tensor([&] {
    return at::im2col(get(input), dims(Sizes{kernel, 2}), dims(Sizes{dilation, 2}), dims(Sizes{padding, 2}),
                      dims(Sizes{stride, 2}));
  });
}

PX Handle px_elu(Handle x, double alpha) { return tensor([&] { return at::elu(get(x), alpha); }); }
PX int32_t px_elu_(Handle x, double alpha) { return status([&] { at::elu_(get(x), alpha); }); }
PX Handle px_gelu(Handle x) { return tensor([&] { return at::gelu(get(x)); }); }
PX int32_t px_gelu_(Handle x) { return status([&] { at::gelu_(get(x)); }); }
PX Handle px_glu(Handle x, int64_t dim) { return tensor([&] { return at::glu(get(x), dim); }); }
PX Handle px_leaky_relu(Handle x, double slope) { return tensor([&] { return at::leaky_relu(get(x), slope); }); }
PX int32_t px_leaky_relu_(Handle x, double slope) { return status([&] { at::leaky_relu_(get(x), slope); }); }
PX Handle px_silu(Handle x) { return tensor([&] { return at::silu(get(x)); }); }
PX int32_t px_silu_(Handle x) { return status([&] { at::silu_(get(x)); }); }
PX Handle px_softplus(Handle x, double beta, double threshold) {
  return tensor([&] { return at::softplus(get(x), beta, threshold); });
}
PX Handle px_dropout(Handle x, double p, bool training) {
  return tensor([&] { return at::dropout(get(x), p, training); });
}
PX int32_t px_dropout_(Handle x, double p, bool training) {
  return status([&] { at::dropout_(get(x), p, training); });
}
PX Handle px_one_hot(Handle x, int64_t classes) { return tensor([&] { return at::one_hot(get(x), classes); }); }
PX Handle px_layer_norm(Handle x, const int64_t* shape, int32_t count, Handle weight, Handle bias, double eps) {
  return tensor([&] { return at::layer_norm(get(x), dims(Sizes{shape, count}), maybe(weight), maybe(bias), eps); });
}
PX Handle px_batch_norm(Handle x, Handle mean, Handle var, Handle weight, Handle bias, bool training,
                        double momentum, double eps) {
  return tensor([&] {
    return at::batch_norm(get(x), maybe(weight), maybe(bias), maybe(mean), maybe(var), training, momentum, eps,
                          /*cudnn_enabled=*/true);
  });
}

PX Handle px_bce(Handle input, Handle target, Handle weight, int64_t reduction) {
  return tensor([&] { return at::binary_cross_entropy(get(input), get(target), maybe(weight), reduction); });
}
PX Handle px_bce_with_logits(Handle input, Handle target, Handle weight, Handle pos_weight, int64_t reduction) {
  return tensor([&] {
    return at::binary_cross_entropy_with_logits(get(input), get(target), maybe(weight), maybe(pos_weight), reduction);
  });
}
PX Handle px_cross_entropy(Handle input, Handle target, Handle weight, int64_t reduction, int64_t ignored,
                           double smoothing) {
  return tensor([&] {
    return at::cross_entropy_loss(get(input), get(target), maybe(weight), reduction, ignored, smoothing);
  });
}
PX Handle px_nll_loss(Handle input, Handle target, Handle weight, int64_t reduction) {
  return tensor([&] { return at::nll_loss_nd(get(input), get(target), maybe(weight), reduction, -100); });
}
PX Handle px_kl_div(Handle input, Handle target, int64_t reduction, bool log_target) {
  return tensor([&] { return at::kl_div(get(input), get(target), reduction, log_target); });
}
PX Handle px_mse_loss(Handle input, Handle target, int64_t reduction) {
  return tensor([&] { return at::mse_loss(get(input), get(target), reduction); });
}
PX Handle px_l1_loss(Handle input, Handle target, int64_t reduction) {
  return tensor([&] { return at::l1_loss(get(input), get(target), reduction); });
}
