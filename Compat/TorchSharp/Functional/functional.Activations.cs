using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? InPlace(x, Shim.px_elu_(x, alpha)) : Shim.px_elu(x, alpha);

            public static Tensor gelu(Tensor x) => Shim.px_gelu(x);

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? InPlace(x, Shim.px_gelu_(x)) : Shim.px_gelu(x);

            public static Tensor glu(Tensor input, long dim = -1) => Shim.px_glu(input, dim);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? InPlace(input, Shim.px_leaky_relu_(input, negative_slope)) : Shim.px_leaky_relu(input, negative_slope);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, Shim.px_silu_(x)) : Shim.px_silu(x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Shim.px_softplus(x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(input, Shim.px_dropout_(input, p, training)) : Shim.px_dropout(input, p, training);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Shim.px_one_hot(x, num_classes);

            static Tensor InPlace(Tensor tensor, Status _) => tensor;
        }
    }
}
