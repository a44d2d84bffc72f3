"""Another thousand facts, of another making than ``planted``: clinical sentences of terms that were
written down by hand, planted as notes, cards, questions and articles, and asked for as students
ask: keys beside the right one, letters doubled or left out, ph for f, the other country's spelling,
plurals, Greek letters, numbers set low, words run together or apart, in any order, in capitals.

It was written to check that the search is not fitted to the first set.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.seeking import Seeker

_DISEASES = """
sarcoidosis amyloidosis hemochromatosis pheochromocytoma cholangitis pancreatitis endocarditis
pyelonephritis glomerulosclerosis thyrotoxicosis acromegaly hyperparathyroidism rhabdomyolysis
dermatomyositis scleroderma psoriasis pemphigus histoplasmosis cryptococcosis toxoplasmosis
leishmaniasis schistosomiasis trichinosis brucellosis tularemia leptospirosis diphtheria pertussis
botulism syphilis actinomycosis nocardiosis aspergillosis mucormycosis blastomycosis thalassemia
spherocytosis hemophilia thrombocytopenia polycythemia myelofibrosis lymphangitis cardiomyopathy
pericarditis bronchiectasis pneumothorax silicosis asbestosis emphysema atelectasis cirrhosis
hepatitis cholecystitis diverticulitis intussusception volvulus gastroparesis achalasia esophagitis
osteomalacia osteoporosis rickets gout spondylitis fibromyalgia neurofibromatosis syringomyelia
myasthenia narcolepsy schizophrenia bulimia delirium encephalopathy meningioma glioblastoma
medulloblastoma craniopharyngioma retinoblastoma keratitis glaucoma otosclerosis cholesteatoma
endometriosis preeclampsia choriocarcinoma cryptorchidism varicocele hydrocele prostatitis
"""
_FINDINGS = """
granulomas proteinuria hematuria eosinophilia leukocytosis hypercalcemia hypokalemia hyponatremia
hyperkalemia acidosis alkalosis ketonuria bilirubinuria steatorrhea splenomegaly hepatomegaly
lymphadenopathy clubbing petechiae purpura xanthomas jaundice cyanosis papilledema ptosis nystagmus
ataxia dysarthria dysphagia hemoptysis hematemesis melena arthralgia myalgia photophobia diplopia
hyperreflexia fasciculations paresthesia hemiparesis aphasia gynecomastia galactorrhea hirsutism
amenorrhea polyuria oliguria orthopnea tachypnea bradycardia hypotension syncope edema pruritus
"""
_DRUGS = """
amiodarone spironolactone furosemide lisinopril valsartan carvedilol digoxin warfarin heparin
clopidogrel atorvastatin gemfibrozil metformin glipizide pioglitazone levothyroxine prednisone
hydrocortisone methotrexate azathioprine cyclophosphamide infliximab rituximab colchicine
allopurinol alendronate omeprazole famotidine ondansetron metoclopramide isoniazid rifampin
pyrazinamide ethambutol vancomycin gentamicin azithromycin doxycycline ciprofloxacin metronidazole
fluconazole amphotericin acyclovir ganciclovir oseltamivir zidovudine haloperidol olanzapine
fluoxetine venlafaxine lithium valproate carbamazepine phenytoin levetiracetam sumatriptan
donepezil
"""
_SITES = """
ileum jejunum duodenum cecum appendix pylorus hepatic splenic pancreatic adrenal pituitary
hypothalamic thalamic cerebellar hippocampal brainstem medullary pontine femoral popliteal axillary
brachial ulnar radial tibial peroneal sciatic phrenic vagal mesenteric coronary carotid vertebral
"""
_COUNTRIES = (
    ("anemia", "anaemia"),
    ("leukemia", "leukaemia"),
    ("hemorrhage", "haemorrhage"),
    ("ischemia", "ischaemia"),
    ("diarrhea", "diarrhoea"),
    ("tumor", "tumour"),
    ("fetus", "foetus"),
    ("estrogen", "oestrogen"),
    ("celiac", "coeliac"),
    ("uremia", "uraemia"),
    ("dyspnea", "dyspnoea"),
    ("sulfonamide", "sulphonamide"),
    ("leukocyte", "leucocyte"),
    ("anesthesia", "anaesthesia"),
)
_NUMBERS = (
    ("artery", "arteries"),
    ("metastasis", "metastases"),
    ("diagnosis", "diagnoses"),
    ("bacterium", "bacteria"),
    ("vertebra", "vertebrae"),
    ("alveolus", "alveoli"),
    ("biopsy", "biopsies"),
    ("ulcer", "ulcers"),
    ("thrombus", "thrombi"),
    ("ganglion", "ganglia"),
)
_SIGNS = (
    ("β-agonist", "beta agonist"),
    ("α1 receptor", "alpha 1 receptor"),
    ("TGF-β", "tgf beta"),
    ("interferon-γ", "interferon gamma"),
    ("CO₂", "CO2"),
    ("HCO₃⁻", "hco3"),
    ("Ca²⁺", "ca2+"),
    ("vitamin B₁₂", "vitamin b12"),
    ("IL-6", "il6"),
    ("CD4", "cd 4"),
    ("T-cell", "t cell"),
    ("κ-opioid", "kappa opioid"),
    ("follow-up", "followup"),
    ("non-Hodgkin", "nonhodgkin"),
    ("X-linked", "xlinked"),
)
_SHORTS = (
    ("COPD", "chronic obstructive pulmonary disease"),
    ("DVT", "deep vein thrombosis"),
    ("CHF", "congestive heart failure"),
    ("SLE", "systemic lupus erythematosus"),
    ("UTI", "urinary tract infection"),
    ("GERD", "gastroesophageal reflux disease"),
    ("ALS", "amyotrophic lateral sclerosis"),
    ("ITP", "immune thrombocytopenia"),
    ("PCOS", "polycystic ovary syndrome"),
    ("IBD", "inflammatory bowel disease"),
    ("CKD", "chronic kidney disease"),
    ("TIA", "transient ischemic attack"),
    ("RA", "rheumatoid arthritis"),
    ("MS", "multiple sclerosis"),
)
_ACCENTS = (
    ("Sjögren", "sjogren"),
    ("Guillain–Barré", "guillain barre"),
    ("Ménière", "meniere"),
    ("Behçet", "behcet"),
    ("Henoch–Schönlein", "henoch schonlein"),
    ("Waldenström", "waldenstrom"),
    ("Chédiak", "chediak"),
    ("Löffler", "loffler"),
)
_BESIDE = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
}
_SOUNDS = (("ph", "f"), ("y", "i"), ("th", "t"), ("ch", "k"), ("x", "ks"), ("ea", "ee"), ("c", "k"))
_PLACES = ("note", "card", "question", "article")


@dataclass(frozen=True, slots=True)
class Fact:
    way: str
    place: str
    """What it is planted as."""
    text: str
    query: str


def facts(number: int, seed: int = 1_887) -> list[Fact]:
    """Return facts, every way to ask in turn; no two have the same text."""
    chance = random.Random(seed)
    ways = _ways(chance)
    found: dict[str, Fact] = {}
    one = 0
    while len(found) < number:
        way, make = ways[one % len(ways)]
        one += 1
        term, asked = make()
        sentence, others = _sentence(chance, term)
        helped = chance.sample(others, chance.choice((1, 1, 2)))
        words = [asked, *helped] if chance.random() < 0.5 else [*helped, asked]
        query = " ".join(words)
        if chance.random() < 0.1:
            query = query.upper() if way not in ("accent", "sign") else query
        found.setdefault(sentence, Fact(way, chance.choice(_PLACES), sentence, query))
    return list(found.values())


def plant(seeker: Seeker, planted: list[Fact], noise: int, seed: int = 46) -> dict[str, int]:
    """Write the facts and ``noise`` other sentences of the same terms; return by its text the id
    that a search has to give for a fact."""
    chance = random.Random(seed)
    every = _DISEASES.split() + _FINDINGS.split()
    more = [_sentence(chance, chance.choice(every))[0] for _ in range(noise)]
    written: list[tuple[str, str]] = [(fact.place, fact.text) for fact in planted]
    written += [(chance.choice(_PLACES[:2]), text) for text in more]
    chance.shuffle(written)
    made = {text: _write(seeker, place, text, at) for at, (place, text) in enumerate(written)}
    return {fact.text: made[fact.text] for fact in planted}


def _write(seeker: Seeker, place: str, text: str, number: int) -> int:
    if place == "note":
        return seeker.note(text)
    if place == "card":
        note = seeker.card(f"Say what is said of number {number}.", text)
        return seeker.card_notes.cards(seeker.user_id, note)[0].id
    if place == "question":
        named = {"external_id": f"p{number}", "explanation": text, "pack": f"pack {number}"}
        return seeker.question(f"Which is so in case {number}?", **named)
    return seeker.article(f"Chapter {number}", text, f"book {number}")


def _sentence(chance: random.Random, term: str) -> tuple[str, list[str]]:
    disease, finding, drug, site = (
        chance.choice(words.split()) for words in (_DISEASES, _FINDINGS, _DRUGS, _SITES)
    )
    age = chance.randint(2, 89)
    shapes = (
        f"In {disease} with {finding} at {age} years think of {term}; {drug} spares the {site}.",
        f"{term}: {finding} of {site} origin, made worse by {drug}, mimics {disease} at {age}.",
        f"A {age}-year-old on {drug} has {finding}. The {site} film shows {term}, not {disease}.",
    )
    return chance.choice(shapes), [disease, finding, drug, site]


def _ways(chance: random.Random) -> list[tuple[str, Callable[[], tuple[str, str]]]]:
    long = [word for word in (_DISEASES + _FINDINGS + _DRUGS).split() if len(word) >= 8]

    def pair(pairs: tuple[tuple[str, str], ...]) -> Callable[[], tuple[str, str]]:
        def make() -> tuple[str, str]:
            written, asked = chance.choice(pairs)
            return (written, asked) if chance.random() < 0.5 else (asked, written)

        return make

    def written(change: Callable[[str], str]) -> Callable[[], tuple[str, str]]:
        def make() -> tuple[str, str]:
            word = chance.choice(long)
            return word, change(word)

        return make

    def beside(word: str) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice(_BESIDE[word[at]]) + word[at + 1 :]

    def doubled(word: str) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + word[at] + word[at:]

    def dropped(word: str) -> str:
        at = chance.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    def swapped(word: str) -> str:
        at = chance.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def heard(word: str) -> str:
        there = [one for one in _SOUNDS if one[0] in word]
        return word.replace(*chance.choice(there), 1) if there else beside(word)

    def twice(word: str) -> str:
        return beside(swapped(word))

    def middle(word: str) -> str:
        return word[2:-2]

    def begun(word: str) -> str:
        return word[: chance.randint(4, 6)]

    return [
        ("as written", written(str)),
        ("beside", written(beside)),
        ("doubled", written(doubled)),
        ("dropped", written(dropped)),
        ("swapped", written(swapped)),
        ("heard", written(heard)),
        ("twice", written(twice)),
        ("middle", written(middle)),
        ("begun", written(begun)),
        ("country", pair(_COUNTRIES)),
        ("number", pair(_NUMBERS)),
        ("sign", pair(_SIGNS)),
        ("short", pair(_SHORTS)),
        ("accent", pair(_ACCENTS)),
    ]
