#!/usr/bin/python3
"""The networks of Pixel Recurrent Neural Networks (van den Oord et al., 2016) as one writes them in PyTorch, timed on random images.

Tuned no further than is usual: input-to-state for the whole map at once, the recurrence a loop over rows or over skewed columns, masked
weights, RMSprop, and a whole forward pass for each sub-pixel that is drawn. Prints one JSON line; needs PyTorch 1.13 or later.
"""
import argparse
import json
import resource
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F


class MaskedConv2d(nn.Conv2d):
    """A convolution whose weights see only what comes before in raster order; the centre tap by colour, mask A or B."""

    def __init__(self, mask, colours, inputs, outputs, kernel, gates=1):
        rows, columns = kernel
        super().__init__(inputs, outputs, kernel, padding=(rows // 2, columns // 2))
        reads = torch.arange(inputs) * colours // inputs
        writes = (torch.arange(outputs // gates) * colours // (outputs // gates)).repeat(gates)  # each gate has all colours
        open_taps = torch.zeros_like(self.weight)
        open_taps[:, :, : rows // 2] = 1
        open_taps[:, :, rows // 2, : columns // 2] = 1
        centre = writes[:, None] > reads if mask == "A" else writes[:, None] >= reads
        open_taps[:, :, rows // 2, columns // 2] = centre.float()
        self.register_buffer("mask", open_taps)

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


def lstm_cell(gates, cell):
    o, f, i, g = gates.chunk(4, dim=1)
    cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(cell), cell


class PixelCnnLayer(nn.Sequential):
    def __init__(self, colours, hidden):
        super().__init__(
            nn.ReLU(),
            MaskedConv2d("B", colours, 2 * hidden, hidden, (1, 1)),
            nn.ReLU(),
            MaskedConv2d("B", colours, hidden, hidden, (3, 3)),
            nn.ReLU(),
            MaskedConv2d("B", colours, hidden, 2 * hidden, (1, 1)),
        )


class RowLstmLayer(nn.Module):
    def __init__(self, colours, hidden):
        super().__init__()
        self.input_to_state = MaskedConv2d("B", colours, 2 * hidden, 4 * hidden, (1, 3), gates=4)
        self.state_to_state = nn.Conv1d(hidden, 4 * hidden, 3, padding=1, bias=False)
        self.first_state = nn.Parameter(torch.zeros(2, hidden, 1))
        self.expand = MaskedConv2d("B", colours, hidden, 2 * hidden, (1, 1))

    def forward(self, x):
        state, cell = self.first_state.expand(-1, -1, x.shape[-1]).unsqueeze(1).expand(-1, len(x), -1, -1)
        rows = []
        for row in self.input_to_state(x).unbind(2):
            state, cell = lstm_cell(row + self.state_to_state(state), cell)
            rows.append(state)
        return self.expand(torch.stack(rows, dim=2))


def skew(x):
    """Moves each row one column further to the right than the row above: (B, C, H, W) to (B, C, H, W + H - 1)."""
    batch, channels, height, width = x.shape
    skewed = width + height - 1
    return F.pad(x, (0, height)).flatten(2)[..., : height * skewed].reshape(batch, channels, height, skewed)


def unskew(x):
    batch, channels, height, skewed = x.shape
    return F.pad(x.flatten(2), (0, height)).reshape(batch, channels, height, skewed + 1)[..., : skewed - height + 1]


class DiagonalScan(nn.Module):
    """The recurrence of the Diagonal BiLSTM from the upper left corner."""

    def __init__(self, colours, hidden):
        super().__init__()
        self.hidden = hidden
        self.input_to_state = MaskedConv2d("B", colours, 2 * hidden, 4 * hidden, (1, 1), gates=4)
        self.state_to_state = nn.Conv1d(hidden, 4 * hidden, 2, bias=False)

    def forward(self, x):
        state = cell = x.new_zeros(len(x), self.hidden, x.shape[2])
        columns = []
        for column in skew(self.input_to_state(x)).unbind(3):
            state, cell = lstm_cell(column + self.state_to_state(F.pad(state, (1, 0))), cell)
            columns.append(state)
        return unskew(torch.stack(columns, dim=3))


class DiagonalBiLstmLayer(nn.Module):
    def __init__(self, colours, hidden):
        super().__init__()
        self.left = DiagonalScan(colours, hidden)
        self.right = DiagonalScan(colours, hidden)
        self.expand = MaskedConv2d("B", colours, hidden, 2 * hidden, (1, 1))

    def forward(self, x):
        right = self.right(x.flip(3)).flip(3)
        right = F.pad(right, (0, 0, 1, 0))[:, :, :-1]  # one row down, so that nothing to the right is seen
        return self.expand(self.left(x) + right)


class PixelRnn(nn.Module):
    """7x7 mask A, the architecture's layers with residuals, two 1x1 layers, logits: (B, C, H, W) to (B, C, logits, H, W)."""

    LAYERS = {"pixelcnn": PixelCnnLayer, "row-lstm": RowLstmLayer, "diagonal-bilstm": DiagonalBiLstmLayer}

    def __init__(self, architecture, colours, levels, hidden, layers, head):
        super().__init__()
        self.levels = levels
        self.input = MaskedConv2d("A", colours, colours, 2 * hidden, (7, 7))
        self.layers = nn.ModuleList(self.LAYERS[architecture](colours, hidden) for _ in range(layers))
        logits = 1 if levels == 2 else levels
        self.head = nn.Sequential(
            nn.ReLU(),
            MaskedConv2d("B", colours, 2 * hidden, head, (1, 1)),
            nn.ReLU(),
            MaskedConv2d("B", colours, head, head, (1, 1)),
            nn.ReLU(),
            MaskedConv2d("B", colours, head, colours * logits, (1, 1)),
        )

    def forward(self, images):
        x = self.input(images.float() * (2 / (self.levels - 1)) - 1)
        for layer in self.layers:
            x = x + layer(x)
        return self.head(x).unflatten(1, (images.shape[1], -1))

    def loss(self, images):
        logits = self(images)
        if self.levels == 2:
            return F.binary_cross_entropy_with_logits(logits.squeeze(2), images.float())
        return F.cross_entropy(logits.transpose(1, 2).flatten(2), images.flatten(1))

    @torch.no_grad()
    def draw(self, images, colour, row, column):
        """Draws one sub-pixel of all images, given those before it."""
        logits = self(images)[:, colour, :, row, column]
        if self.levels == 2:
            images[:, colour, row, column] = torch.bernoulli(torch.sigmoid(logits.squeeze(1))).long()
        else:
            images[:, colour, row, column] = torch.multinomial(F.softmax(logits, dim=1), 1).squeeze(1)


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median_seconds(action, runs):
    """The median of some runs, after two seconds of runs that do not count."""
    start = time.perf_counter()
    action()
    while time.perf_counter() - start < 2:
        action()
    return statistics.median(seconds(action) for _ in range(runs))


def measure(options):
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    colours, height, width = options.image
    network = PixelRnn(options.architecture, colours, options.levels, options.hidden, options.layers, options.head)
    optimizer = torch.optim.RMSprop(network.parameters(), lr=1e-3)
    images = torch.randint(options.levels, (options.batch, colours, height, width))

    def train():
        optimizer.zero_grad()
        network.loss(images).backward()
        optimizer.step()

    @torch.no_grad()
    def evaluate():
        network.loss(images)

    def draw():
        for column in range(options.draws):
            network.draw(images, 0, height // 2, column)

    train_seconds = median_seconds(train, options.steps)
    network.eval()
    evaluate_seconds = median_seconds(evaluate, options.steps)
    sample_seconds = seconds(draw) / options.draws * colours * height * width
    return {
        "architecture": options.architecture,
        "train_images_per_s": options.batch / train_seconds,
        "eval_images_per_s": options.batch / evaluate_seconds,
        "sample_images_per_s": options.batch / sample_seconds,
        "params": sum(parameter.numel() for parameter in network.parameters()),
        "threads": options.threads,
        "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("architecture", choices=PixelRnn.LAYERS)
    parser.add_argument("--image", type=int, nargs=3, default=[1, 28, 28], metavar=("COLOURS", "HEIGHT", "WIDTH"))
    parser.add_argument("--levels", type=int, default=2)
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--layers", type=int, default=7)
    parser.add_argument("--head", type=int, default=32)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5, help="steps and evaluations to take the median of")
    parser.add_argument("--draws", type=int, default=3, help="sub-pixels to draw; the time of a whole image follows from theirs")
    print(json.dumps(measure(parser.parse_args())))


if __name__ == "__main__":
    main()
