import hashlib
import os
from pathlib import Path

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.storage.media import MediaFolder

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_an_image_is_stored_once_under_its_hash(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    name = media.add_image(PNG)
    assert name == f"{hashlib.sha256(PNG).hexdigest()}.png"
    assert media.add_image(PNG) == name
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [name]
    assert media.path(name).read_bytes() == PNG


def test_a_drawing_is_kept_beside_the_pictures(tmp_path: Path) -> None:
    assert MediaFolder(tmp_path).add_image(SVG).endswith(".svg")


def test_a_drawing_that_is_not_safe_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="holds a script"):
        MediaFolder(tmp_path).add_image(SVG.replace(b"<svg", b"<svg onload='x()'"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"<html><svg/></html>", b"MZ\x90\x00", b"RIFF0000WAVE"])
def test_what_is_no_image_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UserFault, match="not a PNG"):
        MediaFolder(tmp_path).add_image(data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "a.png", "", "0" * 64])
def test_only_our_own_names_lead_to_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="media name"):
        MediaFolder(tmp_path).path(name)


def test_a_folder_that_cannot_be_made_is_a_fault_with_advice(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        MediaFolder(tmp_path / "media").add_image(PNG)
    assert caught.value.advice


def test_a_file_goes_unless_it_was_added_a_moment_ago(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    path = media.path(name := media.add_image(PNG))
    assert not media.remove(name)
    os.utime(path, (0, 0))
    media.add_image(PNG)  # it is wanted again
    assert not media.remove(name)
    os.utime(path, (0, 0))
    assert media.remove(name)
    assert not path.exists()
    assert not media.remove(name)


def test_who_adds_a_file_says_how_large_it_may_be(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    with pytest.raises(UserFault, match="larger than 0 MB"):
        media.add((b"12345", b"6"), "pdf", 5)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert media.path(media.add((b"12345",), "pdf", 5)).read_bytes() == b"12345"
