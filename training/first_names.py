"""Gathers first names with their gender from Faker's lists (data/people/faker_names.tsv).

    python training/first_names.py data/people/faker_names.tsv

Names in Latin letters as they are, those in Cyrillic ones as the news writes them. Left out are names that are common
words, states, titles or offices too, and what only one list has when it is one of those that hold thousands of rare ones.
"""

import collections
import csv
import importlib
import pkgutil
import re
import sys
import unicodedata

import faker.providers.person as locales

import corpus

GENDERS = {"first_names_male": "m", "first_names_female": "f", "first_romanized_names_male": "m", "first_romanized_names_female": "f"}
# Lists of thousands, mostly of names that nobody in the news has.
LONG = ("en", "is_IS", "de_DE", "de_CH", "de_LU", "de_AT", "tr_TR", "bg_BG")
# A name that the articles hold in small letters so often is a word.
COMMON = 3
LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџѓќѝ", "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g j lj nj ć đ dž g k i".split(" ")))
LISTS = {"data/people/" + name for name in ("states.tsv", "roles.tsv", "titles.tsv", "organisations.txt", "words.tsv", "outlets.txt")}


def in_latin(name):
    """Кирилл as Kirill; nothing for a name in another alphabet than these two."""
    if all("CYRILLIC" in unicodedata.name(c, "") for c in name):
        latin = "".join(LATIN.get(c, "?") for c in name.lower())
        latin = re.sub("iya$", "ia", re.sub("i?y$", "y", latin))
        return None if "?" in latin else latin.capitalize()
    is_latin = re.fullmatch(r"[^\W\d_][\w’'-]+", name) and all("LATIN" in unicodedata.name(c, "") or c in "’'-" for c in name)
    return name if is_latin and name[0].isupper() and not name.isupper() else None


def gathered():
    """By name the genders, and the locales that have it."""
    names = collections.defaultdict(lambda: (set(), set()))
    for module in pkgutil.iter_modules(locales.__path__):
        provider = importlib.import_module(f"{locales.__name__}.{module.name}").Provider
        for attribute, gender in GENDERS.items():
            for name in getattr(provider, attribute, ()):
                name = in_latin(name.strip())
                if name and len(name) > 2:
                    genders, where = names[name]
                    genders.add(gender)
                    where.add(module.name)
    return names


def words():
    """What the training texts hold in small letters, and what the other lists hold."""
    counts = collections.Counter()
    for set_ in ("train", "diplomacy", "articles"):
        for document in corpus.read_lines(corpus.WORK / f"{set_}.jsonl"):
            counts.update(re.findall(r"\b[a-z]{3,}\b", document["text"]))
    found = {word for word, count in counts.items() if count >= COMMON}
    for path in LISTS:
        with open(path, encoding="utf-8") as file:
            found.update(word.lower() for word in re.findall(r"[^\W\d_]{3,}", file.read()))
    return found


def main():
    taken = words()
    by_gender = collections.defaultdict(list)
    for name, (genders, where) in gathered().items():
        is_rare = all(locale in LONG for locale in where) and len(where) < 2
        if not is_rare and name.lower() not in taken:
            by_gender["".join(sorted(genders))].append(name)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("# First names from Faker's lists (MIT licence, Copyright (c) 2012 Daniele Faraglia); see README.md. Made by training/first_names.py.\n")
        for genders in ("m", "f", "fm"):
            out.write((genders if len(genders) == 1 else "") + "\t" + " ".join(sorted(by_gender[genders])) + "\n")
    print({genders: len(names) for genders, names in by_gender.items()})


if __name__ == "__main__":
    main()
