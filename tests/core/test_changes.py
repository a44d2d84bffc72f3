from ms2qbank_desktop.core.changes import ChangeHub


def test_a_listener_hears_the_topics_of_a_change() -> None:
    hub = ChangeHub()
    heard: list[frozenset[str]] = []
    hub.subscribe(heard.append)
    hub.announce(["attempts", "blocks"])
    assert heard == [frozenset({"attempts", "blocks"})]


def test_a_listener_that_left_hears_nothing() -> None:
    hub = ChangeHub()
    heard: list[frozenset[str]] = []
    leave = hub.subscribe(heard.append)
    leave()
    leave()
    hub.announce(["attempts"])
    assert heard == []


def test_a_change_of_nothing_is_not_announced() -> None:
    hub = ChangeHub()
    heard: list[frozenset[str]] = []
    hub.subscribe(heard.append)
    hub.announce([])
    assert heard == []
