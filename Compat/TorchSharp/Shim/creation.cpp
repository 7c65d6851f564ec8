// Creation, random numbers, data, views and indexing.
#include "shim.h"

#include <ATen/TensorIndexing.h>

#include <cstring>
#include <mutex>

using Gen = at::Generator*;

static Opt<at::Generator> maybe(Gen generator) {
  return generator == nullptr ? Opt<at::Generator>() : Opt<at::Generator>(*generator);
}

#define FACTORY(name, call)                                                      \
  PX Handle px_##name(const int64_t* sizes, int32_t count, Options o) {          \
    return tensor([&] { return finish(call, o); });                              \
  }
FACTORY(zeros, at::zeros(dims(sizes, count), options_of(o)))
FACTORY(ones, at::ones(dims(sizes, count), options_of(o)))
FACTORY(empty, at::empty(dims(sizes, count), options_of(o)))

#define RANDOM_FACTORY(name)                                                          \
  PX Handle px_##name(const int64_t* sizes, int32_t count, Gen generator, Options o) { \
    return tensor([&] { return finish(at::name(dims(sizes, count), maybe(generator), options_of(o)), o); }); \
  }
RANDOM_FACTORY(rand)
RANDOM_FACTORY(randn)

PX Handle px_full(const int64_t* sizes, int32_t count, Number value, Options o) {
  return tensor([&] { return finish(at::full(dims(sizes, count), scalar(value), options_of(o)), o); });
}

PX Handle px_randint(int64_t low, int64_t high, const int64_t* sizes, int32_t count, Gen generator, Options o) {
  return tensor([&] { return finish(at::randint(low, high, dims(sizes, count), maybe(generator), options_of(o)), o); });
}

PX Handle px_randperm(int64_t n, Gen generator, Options o) {
  return tensor([&] { return finish(at::randperm(n, maybe(generator), options_of(o)), o); });
}

PX Handle px_eye(int64_t rows, int64_t columns, Options o) {
  return tensor([&] { return finish(at::eye(rows, columns, options_of(o)), o); });
}

PX Handle px_arange(Number start, Number stop, Number step, Options o) {
  return tensor([&] { return finish(at::arange(scalar(start), scalar(stop), scalar(step), options_of(o)), o); });
}

PX Handle px_linspace(double start, double end, int64_t steps, Options o) {
  return tensor([&] { return finish(at::linspace(at::Scalar(start), at::Scalar(end), steps, options_of(o)), o); });
}

PX Handle px_zeros_like(Handle input, Options o) {
  return tensor([&] { return finish(at::zeros_like(get(input), options_of(o)), o); });
}
PX Handle px_ones_like(Handle input, Options o) {
  return tensor([&] { return finish(at::ones_like(get(input), options_of(o)), o); });
}
PX Handle px_empty_like(Handle input, Options o) {
  return tensor([&] { return finish(at::empty_like(get(input), options_of(o)), o); });
}
PX Handle px_full_like(Handle input, Number value, Options o) {
  return tensor([&] { return finish(at::full_like(get(input), scalar(value), options_of(o)), o); });
}
PX Handle px_rand_like(Handle input, Options o) {
  return tensor([&] { return finish(at::rand_like(get(input), options_of(o)), o); });
}
PX Handle px_randn_like(Handle input, Options o) {
  return tensor([&] { return finish(at::randn_like(get(input), options_of(o)), o); });
}

// Copies the elements, then converts and moves as the options say.
PX Handle px_from_memory(const void* data, const int64_t* sizes, int32_t count, int32_t dtype, Options o) {
  return tensor([&] {
    auto source = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    auto view = at::from_blob(const_cast<void*>(data), dims(sizes, count), source);
    auto made = view.to(options_of(o), /*non_blocking=*/false, /*copy=*/true);
    return finish(made, o);
  });
}

// Shares the memory of a pinned managed array, which owner (a GCHandle) keeps in place.
PX Handle px_from_pinned(void* data, int64_t count, int32_t dtype, void* owner, Options o) {
  return tensor([&] {
    auto source = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    auto made = at::from_blob(data, {count}, [owner](void*) { release_managed(owner); }, source);
    return finish(made, o);
  });
}

PX Handle px_bernoulli(Handle input, Gen generator) {
  return tensor([&] { return at::bernoulli(get(input), maybe(generator)); });
}
PX Handle px_multinomial(Handle input, int64_t samples, bool replacement, Gen generator) {
  return tensor([&] { return at::multinomial(get(input), samples, replacement, maybe(generator)); });
}
PX Handle px_normal(Handle mean, Handle std, Gen generator) {
  return tensor([&] { return at::normal(get(mean), get(std), maybe(generator)); });
}
PX int32_t px_uniform_(Handle self, double from, double to, Gen generator) {
  return status([&] { get(self).uniform_(from, to, maybe(generator)); });
}
PX int32_t px_normal_(Handle self, double mean, double std, Gen generator) {
  return status([&] { get(self).normal_(mean, std, maybe(generator)); });
}

// Generators.
PX Gen px_generator_new(uint64_t seed, int32_t device_type, int32_t device_index) {
  Gen made = nullptr;
  status([&] {
    auto device = device_of(device_type, device_index);
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    made = new at::Generator(generator);
  });
  return made;
}
PX Gen px_generator_default() {
  Gen made = nullptr;
  status([&] { made = new at::Generator(at::globalContext().defaultGenerator(at::kCPU)); });
  return made;
}
PX void px_generator_free(Gen generator) { delete generator; }
PX int32_t px_generator_set_seed(Gen generator, uint64_t seed) {
  return status([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(seed);
  });
}
PX uint64_t px_generator_seed(Gen generator) {
  std::lock_guard<std::mutex> lock(generator->mutex());
  return generator->seed();
}
PX uint64_t px_generator_initial_seed(Gen generator) { return generator->current_seed(); }
PX Handle px_generator_get_state(Gen generator) {
  return tensor([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    return generator->get_state();
  });
}
PX int32_t px_generator_set_state(Gen generator, Handle state) {
  return status([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(get(state));
  });
}
PX int32_t px_manual_seed(uint64_t seed) {
  return status([&] { at::manual_seed(seed); });
}

// What a tensor is.
PX void px_free(Handle self) { delete self; }
PX int64_t px_numel(Handle self) { return self->numel(); }
PX int32_t px_ndim(Handle self) { return static_cast<int32_t>(self->dim()); }
PX void px_sizes(Handle self, int64_t* sizes) {
  std::memcpy(sizes, self->sizes().data(), self->sizes().size() * sizeof(int64_t));
}
PX void px_strides(Handle self, int64_t* strides) {
  std::memcpy(strides, self->strides().data(), self->strides().size() * sizeof(int64_t));
}
PX int32_t px_size(Handle self, int64_t dim, int64_t* size) {
  return status([&] { *size = self->size(dim); });
}
PX int32_t px_dtype(Handle self) { return static_cast<int32_t>(self->scalar_type()); }
PX int64_t px_element_size(Handle self) { return static_cast<int64_t>(self->element_size()); }
PX int32_t px_device_type(Handle self) { return static_cast<int32_t>(self->device().type()); }
PX int32_t px_device_index(Handle self) { return self->device().index(); }
PX bool px_is_contiguous(Handle self) { return self->is_contiguous(); }
PX int32_t px_data(Handle self, void** data) {
  return status([&] { *data = self->data_ptr(); });
}
PX int32_t px_item(Handle self, Number* value) {
  return status([&] {
    auto item = get(self).item();
    value->kind = item.isFloatingPoint() ? 1 : item.isBoolean() ? 2 : 0;
    if (value->kind == 1) {
      double real = item.toDouble();
      std::memcpy(&value->bits, &real, sizeof(real));
    } else {
      value->bits = item.toLong();
    }
  });
}

// Copies, devices, types.
PX Handle px_alias(Handle self) { return tensor([&] { return get(self); }); }
PX Handle px_clone(Handle self) { return tensor([&] { return get(self).clone(); }); }
PX Handle px_detach(Handle self) { return tensor([&] { return get(self).detach(); }); }
PX Handle px_contiguous(Handle self) { return tensor([&] { return get(self).contiguous(); }); }
PX int32_t px_copy_(Handle self, Handle source, bool non_blocking) {
  return status([&] { get(self).copy_(get(source), non_blocking); });
}
PX Handle px_to(Handle self, Options o, bool non_blocking, bool copy) {
  return tensor([&] { return get(self).to(options_of(o), non_blocking, copy); });
}

// Shapes.
PX Handle px_cat(const Handle* tensors, int32_t count, int64_t dim) {
  return tensor([&] { return at::cat(vector_of(tensors, count), dim); });
}
PX Handle px_stack(const Handle* tensors, int32_t count, int64_t dim) {
  return tensor([&] { return at::stack(vector_of(tensors, count), dim); });
}
PX TensorVector* px_chunk(Handle self, int64_t chunks, int64_t dim) {
  return list([&] { return get(self).chunk(chunks, dim); });
}
PX TensorVector* px_split(Handle self, int64_t size, int64_t dim) {
  return list([&] { return get(self).split(size, dim); });
}
PX TensorVector* px_split_sizes(Handle self, const int64_t* sizes, int32_t count, int64_t dim) {
  return list([&] { return get(self).split_with_sizes(dims(sizes, count), dim); });
}
PX TensorVector* px_unbind(Handle self, int64_t dim) {
  return list([&] { return get(self).unbind(dim); });
}
PX TensorVector* px_meshgrid(const Handle* tensors, int32_t count, const char* indexing) {
  return list([&] { return at::meshgrid(vector_of(tensors, count), indexing); });
}
PX TensorVector* px_nonzero(Handle condition) {
  return list([&] { return at::where(get(condition)); });
}
PX Handle px_where(Handle condition, Handle x, Handle y) {
  return tensor([&] { return at::where(get(condition), get(x), get(y)); });
}
PX Handle px_flip(Handle self, const int64_t* values, int32_t count) {
  return tensor([&] { return get(self).flip(dims(values, count)); });
}
PX Handle px_roll(Handle self, const int64_t* shifts, int32_t shift_count, const int64_t* values, int32_t count) {
  return tensor([&] { return get(self).roll(dims(shifts, shift_count), dims(values, count)); });
}
PX Handle px_expand(Handle self, const int64_t* sizes, int32_t count, bool is_implicit) {
  return tensor([&] { return get(self).expand(dims(sizes, count), is_implicit); });
}
PX Handle px_permute(Handle self, const int64_t* values, int32_t count) {
  return tensor([&] { return get(self).permute(dims(values, count)); });
}
PX Handle px_repeat(Handle self, const int64_t* sizes, int32_t count) {
  return tensor([&] { return get(self).repeat(dims(sizes, count)); });
}
PX Handle px_reshape(Handle self, const int64_t* sizes, int32_t count) {
  return tensor([&] { return get(self).reshape(dims(sizes, count)); });
}
PX Handle px_view(Handle self, const int64_t* sizes, int32_t count) {
  return tensor([&] { return get(self).view(dims(sizes, count)); });
}
PX Handle px_flatten(Handle self, int64_t start, int64_t end) {
  return tensor([&] { return get(self).flatten(start, end); });
}
PX Handle px_squeeze(Handle self, int64_t dim) {
  return tensor([&] { return dim == kAbsent ? get(self).squeeze() : get(self).squeeze(dim); });
}
PX Handle px_unsqueeze(Handle self, int64_t dim) { return tensor([&] { return get(self).unsqueeze(dim); }); }
PX Handle px_transpose(Handle self, int64_t first, int64_t second) {
  return tensor([&] { return get(self).transpose(first, second); });
}
PX Handle px_tril(Handle self, int64_t diagonal) { return tensor([&] { return get(self).tril(diagonal); }); }
PX Handle px_triu(Handle self, int64_t diagonal) { return tensor([&] { return get(self).triu(diagonal); }); }
PX Handle px_unfold(Handle self, int64_t dim, int64_t size, int64_t step) {
  return tensor([&] { return get(self).unfold(dim, size, step); });
}
PX Handle px_narrow(Handle self, int64_t dim, int64_t start, int64_t length) {
  return tensor([&] { return get(self).narrow(dim, start, length); });
}
PX Handle px_select(Handle self, int64_t dim, int64_t index) {
  return tensor([&] { return get(self).select(dim, index); });
}
PX Handle px_slice(Handle self, int64_t dim, int64_t start, int64_t finish, int64_t step) {
  return tensor([&] { return get(self).slice(dim, start, finish, step); });
}
PX Handle px_index_select(Handle self, int64_t dim, Handle index) {
  return tensor([&] { return get(self).index_select(dim, get(index)); });
}
PX Handle px_gather(Handle self, int64_t dim, Handle index) {
  return tensor([&] { return get(self).gather(dim, get(index)); });
}
PX int32_t px_scatter_(Handle self, int64_t dim, Handle index, Handle source) {
  return status([&] { get(self).scatter_(dim, get(index), get(source)); });
}
PX Handle px_scatter(Handle self, int64_t dim, Handle index, Handle source) {
  return tensor([&] { return get(self).scatter(dim, get(index), get(source)); });
}

// One entry of an index expression; which fields count depends on the kind.
struct Index {
  int64_t kind;  // 0: None, 1: integer, 2: ellipsis, 3: boolean, 4: tensor, 5: slice
  int64_t start;
  int64_t stop;
  int64_t step;
  Handle tensor;
};

static Opt<int64_t> bound(int64_t value) { return value == kAbsent ? Opt<int64_t>() : Opt<int64_t>(value); }

static std::vector<at::indexing::TensorIndex> indices_of(const Index* entries, int32_t count) {
  std::vector<at::indexing::TensorIndex> result;
  result.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    const Index& entry = entries[i];
    switch (entry.kind) {
      case 0: result.emplace_back(at::indexing::None); break;
      case 1: result.emplace_back(entry.start); break;
      case 2: result.emplace_back(at::indexing::Ellipsis); break;
      case 3: result.emplace_back(entry.start != 0); break;
      case 4: result.emplace_back(get(entry.tensor)); break;
      default:
        result.emplace_back(at::indexing::Slice(bound(entry.start), bound(entry.stop), bound(entry.step)));
    }
  }
  return result;
}

PX Handle px_index(Handle self, const Index* entries, int32_t count) {
  return tensor([&] { return get(self).index(indices_of(entries, count)); });
}
PX int32_t px_index_put_(Handle self, const Index* entries, int32_t count, Handle value) {
  return status([&] { get(self).index_put_(indices_of(entries, count), get(value)); });
}
PX int32_t px_index_fill_(Handle self, const Index* entries, int32_t count, Number value) {
  return status([&] { get(self).index_put_(indices_of(entries, count), scalar(value)); });
}
// Adding needs every entry as a tensor; views of slices are taken first by the caller.
PX int32_t px_index_add_(Handle self, const Handle* indices, int32_t count, Handle value) {
  return status([&] {
    c10::List<Opt<at::Tensor>> places;
    for (int32_t i = 0; i < count; i++) places.push_back(maybe(indices[i]));
    get(self).index_put_(places, get(value), /*accumulate=*/true);
  });
}
