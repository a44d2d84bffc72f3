"""Which articles explain which starter questions, judged by hand from reading both.

A question that is not named is explained by none of the fourteen starter articles.
"""

from __future__ import annotations

ARTICLES = {
    "aging": "Normal aging: what changes and what is disease",
    "anemia": "Microcytic anemia: reading the iron studies",
    "calcium": "Calcium, phosphate and PTH: reading the three numbers",
    "cord": "Spinal cord tracts and their lesions",
    "cycle": "The menstrual cycle and why it stops",
    "gas": "Acid–base: reading a blood gas",
    "heart": "Heart sounds and murmurs",
    "jaundice": "Jaundice: following bilirubin from heme to bile",
    "nephron": "Nephron transport and where diuretics act",
    "nerves": "Nerve injuries of the upper limb",
    "serotonin": "Serotonin syndrome and neuroleptic malignant syndrome",
    "tables": "Reading 2×2 tables",
    "talking": "Talking with patients: news, errors, change and consent",
    "toxins": "Bacterial exotoxins and what they hit",
}

_EXPLAINED = """
01-1 aging
01-a aging
02-7 cord
03-2 nephron
03-6 serotonin
03-a serotonin
04-6 calcium
04-8 toxins
05-1 aging
05-2 heart
05-9 heart
05-a heart
06-1 gas
06-3 nephron
06-6 gas
06-b gas
07-5 jaundice
07-8 toxins
07-c toxins
08-3 nephron
08-8 cycle
08-b calcium
08-c cycle
10-1 tables
10-3 tables
10-a tables
10-c tables
11-1 talking
11-2 talking
11-3 talking
11-4 talking
11-5 talking
11-9 talking
11-a talking
11-b talking
"""
"""The article explains what is asked."""
_TOUCHED = """
01-5 calcium
01-b cycle
02-4 anemia cord
02-9 toxins
03-7 cord
04-2 nerves
05-1 heart
05-7 nephron
06-4 nephron
06-6 nephron
06-b nephron
08-2 cycle
10-4 tables toxins
10-5 tables
10-9 tables
10-b tables
11-6 talking
11-7 talking
11-c talking
"""
"""It says something of it: right to be offered, no loss where it is not."""
_BOOKS = {
    "01-1": ("Tissue Injury and Aging",),
    "02-3": ("Blood Thinners",),
    "02-a": ("Acute Myeloid Leukemia", "Leukemia"),
    "02-c": ("Blood Thinners",),
    "03-1": ("The Central Nervous System", "Lewy Body Disease", "Parkinson's Disease"),
    "03-3": ("Skeletal Muscle", "Communication Between Neurons"),
    "03-6": ("Antidepressants",),
    "03-8": ("Sensory Perception", "Central Processing"),
    "03-9": ("Central Processing", "Sensory Perception"),
    "03-b": ("The Action Potential",),
    "04-1": ("Bone Structure",),
    "04-2": ("The Peripheral Nervous System",),
    "04-5": ("Bone Cancer", "Soft Tissue Sarcoma"),
    "04-6": ("Exercise, Nutrition, Hormones, and Bone Tissue",),
    "04-b": ("Eczema",),
    "05-2": ("Heart Attack",),
    "05-7": ("The Cell Membrane",),
    "06-6": ("Inorganic Compounds Essential to Human Functioning",),
    "07-1": ("Esophagus Disorders",),
    "07-2": ("Guillain-Barre Syndrome",),
    "07-c": ("The Cell Membrane",),
    "08-a": ("High Blood Pressure in Pregnancy",),
    "08-b": ("Exercise, Nutrition, Hormones, and Bone Tissue",),
    "08-c": ("Polycystic Ovary Syndrome", "Ovarian Disorders"),
    "11-8": ("Phenylketonuria",),
}
"""Articles of OpenStax' Anatomy and Physiology 2e (chapters 1 to 14) and of MedlinePlus, by their
titles: those that were looked at, for they came near to being offered."""


def _pairs(judged: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (f"starter-{question}", ARTICLES[name])
        for question, *names in map(str.split, judged.strip().splitlines())
        for name in names
    )


EXPLAINED = _pairs(_EXPLAINED)
"""(id of the question, title of the article)"""
RIGHT = EXPLAINED | _pairs(_TOUCHED)
RIGHT_IN_BOOKS = RIGHT | {
    (f"starter-{question}", title) for question, titles in _BOOKS.items() for title in titles
}
