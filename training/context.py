"""Context vectors of tokens from a frozen sentence encoder, for the teacher alone: context.py NAME MODEL_DIR SET…

Writes WORK/NAME/<hash of document id>.npy, tokens × width, the mean of the chosen layers, averaged over a token's pieces.
"""

import json
import os
import sys
import time

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

import corpus
from corpus import FLAGS, WORK

LAYERS = [int(x) for x in os.environ.get("LAYERS", "5 6 7 8").split()]
WINDOW = 160


def windows(document, pieces):
    """Stretches of at most WINDOW pieces, cut at paragraphs, else sentences, else anywhere."""
    paragraph = document.flags >> FLAGS.index("paragraph_start") & 1
    sentence = document.flags >> FLAGS.index("sentence_start") & 1
    found, first, size, best = [], 0, 0, None
    at = 0
    while at < len(pieces):
        if paragraph[at] and at > first and size > WINDOW // 2:
            found.append((first, at))
            first, size, best = at, 0, None
        if sentence[at] and at > first:
            best = at
        if size + len(pieces[at]) > WINDOW and at > first:
            end = best or at
            found.append((first, end))
            first, best = end, None
            size = sum(len(x) for x in pieces[first:at])
        size += len(pieces[at])
        at += 1
    if first < len(pieces):
        found.append((first, len(pieces)))
    return found


def main():
    name, folder, sets = sys.argv[1], sys.argv[2], sys.argv[3:]
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval().to(torch.bfloat16)
    model.encoder.layer = model.encoder.layer[: max(LAYERS)]
    special = tokenizer.encode("a").ids
    open_, close = special[0], special[-1]
    pieces_of = {}

    def pieces(word):
        if word not in pieces_of:
            pieces_of[word] = tokenizer.encode(word, add_special_tokens=False).ids[:12] or [tokenizer.token_to_id("-")]
        return pieces_of[word]

    out = WORK / name
    out.mkdir(parents=True, exist_ok=True)
    (out / "size.json").write_text(json.dumps(model.config.hidden_size))
    documents = [document for set_ in sets for document in corpus.load(set_)]
    path = lambda document: out / f"{corpus.fnv1a(document.id):08x}.npy"
    documents = [document for document in documents if not path(document).exists()]
    began, done = time.time(), 0
    for at in range(0, len(documents), 24):
        group = documents[at : at + 24]
        stores = [np.zeros((len(document.tokens), model.config.hidden_size), np.float16) for document in group]
        work = []
        for number, document in enumerate(group):
            words = [pieces(document.text[a:b]) for a, b in document.tokens]
            work += [(number, first, words[first:end]) for first, end in windows(document, words)]
        work.sort(key=lambda item: sum(map(len, item[2])))
        while work:
            longest = sum(map(len, work[-1][2])) + 2
            batch, work = work[-max(1, 3000 // longest) :], work[: -max(1, 3000 // longest)]
            ids = torch.ones(len(batch), longest, dtype=torch.long)
            mask = torch.zeros(len(batch), longest, dtype=torch.long)
            for row, (_, _, words) in enumerate(batch):
                line = [open_] + [piece for word in words for piece in word] + [close]
                ids[row, : len(line)] = torch.tensor(line)
                mask[row, : len(line)] = 1
            with torch.no_grad():
                states = model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
                mean = torch.stack([states[layer].float() for layer in LAYERS]).mean(0)
            for row, (number, first, words) in enumerate(batch):
                place = torch.repeat_interleave(torch.arange(len(words)), torch.tensor([len(word) for word in words]))
                total = torch.zeros(len(words), mean.shape[2]).index_add_(0, place, mean[row, 1 : 1 + len(place)])
                total /= torch.tensor([[len(word)] for word in words])
                stores[number][first : first + len(words)] = total.numpy().astype(np.float16)
                done += len(place)
        for document, store in zip(group, stores):
            np.save(path(document), store)
        print(f"{at + len(group)} of {len(documents)} documents, {done / (time.time() - began):.0f} pieces/s", flush=True)


if __name__ == "__main__":
    main()
