"""Studying: what is due, one card after the other, each answer on the disk and undoable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.flashcards.models import (
    LeechAction,
    ReviewKind,
)
from ms2qbank_desktop.features.flashcards.queries import (
    changes,
    decks,
    notes,
    reviews,
    rows,
    states,
    studying,
)
from ms2qbank_desktop.features.flashcards.scheduling.answering import answered, intervals
from ms2qbank_desktop.features.flashcards.scheduling.counting import deck_counts
from ms2qbank_desktop.features.flashcards.scheduling.forecast import Forecast, forecast
from ms2qbank_desktop.features.flashcards.scheduling.fuzz import (
    BALANCED_DAYS,
    Load,
    fuzz_seed,
    spread_for,
)
from ms2qbank_desktop.features.flashcards.scheduling.limits import (
    Studied,
    branch,
    remaining_limits,
)
from ms2qbank_desktop.features.flashcards.scheduling.ordering import Candidate
from ms2qbank_desktop.features.flashcards.scheduling.queue import Gathering, siblings_to_bury
from ms2qbank_desktop.features.flashcards.scheduling.sitting import (
    balances,
    count_load,
    keeps_apart,
    last_due_day,
    most_new,
    own_edit,
    previews,
    tops,
)
from ms2qbank_desktop.features.flashcards.study_models import (
    ALL_DECKS,
    LEECH,
    Change,
    DeckCounts,
    Edit,
    Outcome,
    Shown,
    Sitting,
    TagEdit,
    Today,
)
from ms2qbank_desktop.features.flashcards.tables import NoteTypeRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import (
        Deck,
        Moment,
        NoteType,
        Preset,
        Rating,
        Review,
    )
    from ms2qbank_desktop.features.flashcards.scheduling.limits import Remaining
    from ms2qbank_desktop.storage.store import Store

_STRETCH = 100


class StudyService:
    """Cards as one user studies them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # What there is

    def overview(self, user_id: int) -> list[DeckCounts]:
        """Return what each deck has today, in the order of the tree."""
        moment = self._moment()
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            presets = decks.preset_models(session, user_id)
            ahead = 1000 * max((preset.learn_ahead for preset in presets.values()), default=0)
            until = to_ms(moment.at) + ahead
            due = studying.due_counts(session, user_id, tree, moment.day, until)
            return deck_counts(
                tree, presets, due, self._studied(session, user_id, moment), moment.day
            )

    def today(self, user_id: int) -> Today:
        """Return what was answered today."""
        day = self._moment().day
        with self._store.read() as session:
            found = reviews.answers(session, user_id, self._log_from(day), self._log_from(day + 1))
            streak, before = int(bool(found)), day
            while streak == day - before + bool(found):  # a stretch of days at a time
                starts = [self._log_from(before - back) for back in range(_STRETCH + 1)]
                streak += reviews.streak(session, user_id, starts)
                before -= _STRETCH
        number = {one.kind: one.number for one in found}
        passed = [one.number - one.again for one in found if one.kind is ReviewKind.REVIEW]
        asked = number.get(ReviewKind.REVIEW, 0)
        return Today(
            answers=sum(number.values()),
            again=sum(one.again for one in found),
            time_ms=sum(one.time_ms for one in found),
            learn=number.get(ReviewKind.LEARN, 0),
            review=asked,
            relearn=number.get(ReviewKind.RELEARN, 0),
            retention=sum(passed) / asked if asked else None,
            streak=streak,
        )

    def forecast(self, user_id: int, days: int, deck_id: int | None = None) -> Forecast:
        """Return the reviews due on the coming days, of a deck and those below it or of all."""
        today = self._moment().day
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            chosen = tree if deck_id is None else branch(tree, _known(tree, deck_id))
            ids = [deck.id for deck in chosen]
            due = studying.due_by_day(session, user_id, ids, 0, today + 36_500)
        return forecast(due.items(), today, days)

    def history(self, user_id: int, card_id: int) -> list[Review]:
        """Return the log of a card, oldest first, without what was taken back."""
        with self._store.read() as session:
            if studying.card(session, user_id, card_id) is None:
                raise UserFault("There is no such card.")
            return reviews.of_cards(session, [card_id]).get(card_id, [])

    def cards_of(self, user_id: int, note_id: int) -> list[int]:
        """Return the cards of a note."""
        with self._store.read() as session:
            return [row.id for row in notes.of_note(session, note_id) if row.user_id == user_id]

    # One deck

    def sit(self, user_id: int, deck_id: int | None) -> Sitting:
        """Take up a deck for study, None: all of them; its queue is gathered within the limits.

        UserFault if the user has no such deck, or none. 35,000 cards: 40 ms.
        """
        moment = self._moment()
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            roots = tops(tree) if deck_id is None else [_known(tree, deck_id)]
            root = roots[0] if deck_id else replace(roots[0], id=ALL_DECKS, name="All decks")
            presets = decks.preset_models(session, user_id)
            # A card may be at home in a deck that was removed, on another device say.
            known = [*decks.tree(session, user_id, removed=True), root]
            of_deck = {
                deck.id: states.effective(presets[deck.preset_id], deck.desired_retention)
                for deck in known
            }
            done = self._studied(session, user_id, moment)
            limits: dict[int, Remaining] = {}
            for top in roots:
                limits |= remaining_limits(tree, presets, top, done, moment.day)
            within = [deck for deck in tree if deck.id in limits]
            most = most_new(of_deck.values(), of_deck[root.id], limits)
            usual = [deck.id for deck in within if not deck.filtered]
            overdue = studying.overdue(session, user_id, usual, moment.day)
            last = last_due_day(of_deck.values(), of_deck[root.id], limits, overdue, moment.day)
            found = studying.candidates(session, user_id, within, moment.day, most, last)
            gathering = Gathering(of_deck[root.id], of_deck, limits, moment.day)
            queue = gathering.queue(found.learning, found.interday, found.reviews, found.new)
            load = self._load(session, user_id, tree, presets, moment.day)
        new = sum(card.state == "new" for card in queue.main)
        buried = set(queue.buried)
        held_new = found.all_new - sum(card.id in buried for card in found.new) - new
        lent = sum(card.home_deck_id != card.deck_id for card in found.reviews)
        others = sum(number for *_, number in overdue) + lent + len(found.interday)
        held_back = sum(card.id in buried for card in (*found.reviews, *found.interday))
        held = others - held_back - (len(queue.main) - new)
        return Sitting(
            user_id=user_id,
            deck=root,
            decks={deck.id: deck for deck in known},
            presets=of_deck,
            load=load,
            day=moment.day,
            queue=queue,
            more_new=held_new,
            more_reviews=held,
            buried=len(queue.buried),
        )

    def show(self, sitting: Sitting, card_id: int) -> Shown | None:
        """Return a card with what its buttons would give; None if it is gone."""
        moment = self._moment()
        with self._store.read() as session:
            read = studying.card(session, sitting.user_id, card_id)
            if read is None:
                return None
            card, note, last = read
            note_type = sitting.note_types.get(note.notetype_id)
            if note_type is None:
                note_type = _note_type(session, note.notetype_id)
                sitting.note_types[note.notetype_id] = note_type
            home = card.home_deck_id or card.deck_id
            preset = sitting.presets[home]
            days = studying.sibling_days(session, card) if keeps_apart(preset) else ()
        apart = (day - moment.day for day in days)
        load = Load(moment.day, sitting.load.get(preset.id, {}), frozenset(apart))
        spread = spread_for(preset, fuzz_seed(card.id, card.schedule.repetitions), load)
        ahead = sitting.decks[card.deck_id].filtered is not None
        given = previews(sitting.decks[card.deck_id]) or intervals(
            card.schedule, preset, moment, spread, ahead=ahead
        )
        return Shown(card, note, note_type, sitting.decks[home], preset, given, last)

    def answer(self, sitting: Sitting, shown: Shown, rating: Rating, time_ms: int) -> Outcome:
        """Log an answer, and what follows from it: the card's new state, siblings put off until
        tomorrow, a leech marked. UserFault if the card was changed meanwhile.

        In a deck of previews nothing is logged: the card comes again or goes home.
        """
        card, preset = shown.card, shown.preset
        if previews(sitting.decks[card.deck_id]):
            return self._preview(sitting, shown, rating)
        with self._store.write() as session:
            moment = self._moment_after(shown.last_review)
            done = answered(
                card.schedule,
                rating,
                shown.intervals,
                preset,
                moment,
                review_id=new_id(to_ms(moment.at)),
                card_id=card.id,
                time_ms=time_ms,
                ahead=sitting.decks[card.deck_id].filtered is not None,
            )
            after = replace(done.schedule, position=card.schedule.position)
            reviews.add(session, sitting.user_id, [done.review])
            if not states.write_answer(session, card, after):
                raise UserFault("This card has changed meanwhile; look at it again.")
            buried = self._siblings(session, shown, moment)
            edits = [Edit(one, _NOT_BURIED, _buried(moment.day)) for one in buried]
            goes_home = card.home_deck_id is not None and not after.step_seconds
            if done.leech or goes_home:
                edits.append(own_edit(shown, leech=done.leech, goes_home=goes_home))
            tags = (TagEdit(card.note_id, LEECH, added=True),) if done.leech else ()
            beside = Change("Answer", edits=tuple(edits), tags=tags)
            if edits:
                changes.do(session, sitting.user_id, beside, moment.at)
            session.touch("reviews")
            count_load(sitting, shown, after)
            suspended = done.leech and preset.leech_action is LeechAction.SUSPEND
            return Outcome(
                replace(beside, reviews=(done.review,)),
                after,
                done.leech,
                suspended,
                tuple(buried),
            )

    def _preview(self, sitting: Sitting, shown: Shown, rating: Rating) -> Outcome:
        delay = -shown.intervals[rating - 1]
        edits = () if delay else (own_edit(shown, leech=False, goes_home=True),)
        change = Change("Answer", edits=edits)
        now = self._clock.now()
        with self._store.write() as session:
            changes.do(session, sitting.user_id, change, now)
            session.touch("reviews")
        again_at = now + timedelta(seconds=delay) if delay else None
        schedule = replace(shown.card.schedule, due_at=again_at)
        return Outcome(change, schedule, leech=False, suspended=False, buried=())

    def undo(self, user_id: int, change: Change) -> None:
        """Take a change back: its lines of the log are voided, states folded anew."""
        now = self._clock.now()
        with self._store.write() as session:
            changes.take_back(session, user_id, change, now)
            changes.fold(session, user_id, change, self._clock)
            session.touch("reviews", "cards")

    def redo(self, user_id: int, change: Change) -> Change:
        """Do a change again that was taken back; return it as it can be taken back again: what
        was voided stays so, its lines are added anew."""
        again = replace(
            change,
            reviews=tuple(replace(one, id=new_id(to_ms(one.at))) for one in change.reviews),
        )
        with self._store.write() as session:
            changes.do(session, user_id, again, self._clock.now())
            changes.fold(session, user_id, again, self._clock)
            session.touch("reviews", "cards")
        return again

    def _siblings(self, session: Session, shown: Shown, moment: Moment) -> list[int]:
        preset, card = shown.preset, shown.card
        if not (preset.bury_new or preset.bury_reviews or preset.bury_interday_learning):
            return []
        schedule = card.schedule
        home = card.home_deck_id or card.deck_id
        as_candidate = Candidate(
            card.id, card.note_id, card.deck_id, home, card.ordinal, schedule.state, 0
        )
        others = studying.siblings(session, card.note_id, moment.day)
        return siblings_to_bury(as_candidate, others, preset)

    # What is needed on the way

    def _moment(self) -> Moment:
        return states.moment_of(self._clock, self._clock.now())

    def _moment_after(self, last_review: int) -> Moment:
        """Return now, or just after the card's last line if the clock was set back since: the
        order of the log is the order of its times."""
        return states.moment_of(self._clock, reviews.after(last_review, self._clock.now()))

    def _log_from(self, day: int) -> int:
        start = self._clock.day_start(date.fromordinal(day))
        return rows.first_review_id(to_ms(start))

    def _studied(self, session: Session, user_id: int, moment: Moment) -> dict[int, Studied]:
        found = reviews.studied(session, user_id, self._log_from(moment.day))
        return {deck_id: Studied(*numbers) for deck_id, numbers in found.items()}

    def _load(
        self,
        session: Session,
        user_id: int,
        tree: Sequence[Deck],
        presets: Mapping[int, Preset],
        today: int,
    ) -> dict[int, dict[int, int]]:
        """Return the cards due on each coming day (days from today), by preset, of those presets
        that spread them."""
        sharing: dict[int, list[int]] = {}
        for deck in tree:
            if balances(presets[deck.preset_id]):
                sharing.setdefault(deck.preset_id, []).append(deck.id)
        last = today + BALANCED_DAYS + 7
        found = {
            preset_id: studying.due_by_day(session, user_id, ids, today, last)
            for preset_id, ids in sharing.items()
        }
        return {
            preset_id: {day - today: number for day, number in due.items()}
            for preset_id, due in found.items()
        }


def _known(tree: Sequence[Deck], deck_id: int) -> Deck:
    for deck in tree:
        if deck.id == deck_id:
            return deck
    raise UserFault("There is no such deck.")


def _note_type(session: Session, note_type_id: int) -> NoteType:
    row = session.get(NoteTypeRow, note_type_id)
    if row is None:
        raise ValueError(note_type_id)
    return rows.note_type(row)


_NOT_BURIED = {"buried_until": None, "buried_by_user": False}


def _buried(today: int) -> dict[str, object]:
    return {"buried_until": today + 1, "buried_by_user": False}
