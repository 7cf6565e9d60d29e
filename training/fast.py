"""The loops of fast.cpp for autograd; `lstm`, `drop`, `chain` are None where they cannot be built (no AMX, no compiler)."""

import os
import sys
import warnings
from pathlib import Path

import torch

STRIDE = 32


def build():
    if "amx_bf16" not in Path("/proc/cpuinfo").read_text():
        return None
    from torch.utils.cpp_extension import load

    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"  # ninja stands beside python
    warnings.filterwarnings("ignore", category=FutureWarning)
    try:
        return load("demarche_fast", [str(Path(__file__).with_name("fast.cpp"))], extra_cflags=["-O3", "-march=sapphirerapids"])
    except (OSError, RuntimeError) as problem:
        print(f"slow loops: {problem}")
        return None


class OneWay(torch.autograd.Function):
    """One direction of an LSTM layer: x [B, T, D] to states [B, T, H] in bf16, zero behind a sequence's end."""

    @staticmethod
    def forward(context, x, into, onward, bias, lengths, reverse):
        n_in, kind = x.shape[2], x.dtype
        extra = -n_in % STRIDE
        x = torch.nn.functional.pad(x.to(torch.bfloat16), (0, extra)).contiguous()
        weight = torch.cat([torch.nn.functional.pad(into, (0, extra)), onward], 1).contiguous()
        states, joined, gates, cells = MODULE.lstm_forward(x, weight, bias, lengths, reverse)
        context.save_for_backward(weight, joined, gates, cells, lengths)
        context.shape = (n_in, x.shape[2], kind, reverse)
        return states

    @staticmethod
    def backward(context, grad):
        weight, joined, gates, cells, lengths = context.saved_tensors
        n_in, padded, kind, reverse = context.shape
        to_x, to_sums, to_bias = MODULE.lstm_backward(grad.to(torch.bfloat16).contiguous(), weight, gates, cells, lengths, reverse)
        to_weight = (to_sums.flatten(0, 1).t() @ joined.flatten(0, 1)).float()
        return to_x[..., :n_in].to(kind), to_weight[:, :n_in], to_weight[:, padded:], to_bias, None, None


class Drop(torch.autograd.Function):
    """Dropout of states in bf16."""

    @staticmethod
    def forward(context, x, share):
        context.draw = (round(share * 256), int(torch.randint(2**31, ())))
        return MODULE.drop(x.contiguous(), *context.draw)

    @staticmethod
    def backward(context, grad):
        return MODULE.drop(grad.to(torch.bfloat16).contiguous(), *context.draw), None


class ChainLoss(torch.autograd.Function):
    """Sum over sequences of the chain's cross-entropy; arguments as in network.Chain.loss, lengths for its mask."""

    @staticmethod
    def forward(context, emissions, pairs, firsts, lasts, lengths, step, start, end):
        loss, *gradients = MODULE.chain(emissions.contiguous(), pairs, firsts, lasts, lengths, step, start, end)
        context.gradients = gradients
        return loss.float()

    @staticmethod
    def backward(context, grad):
        emissions, step, start, end = (grad * x for x in context.gradients)
        return emissions, None, None, None, None, step, start, end


MODULE = build()
lstm = OneWay.apply if MODULE else None
drop = Drop.apply if MODULE else None
chain = ChainLoss.apply if MODULE else None
