from ms2qbank_desktop.storage.tags import joined_tags


def test_tags_stand_between_blanks_each_once() -> None:
    assert joined_tags(["renal", "week-1", "renal", " "]) == " renal week-1 "
    assert joined_tags([]) == ""


def test_a_blank_inside_a_tag_is_an_underscore() -> None:
    assert joined_tags([" acid  base "]) == " acid_base "
