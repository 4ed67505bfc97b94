"""Writes pictures anew, without place, time, device and author (``files.worker``)."""

from pathlib import Path

from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from gremien_app.base.files.kinds import Kind, Refusal, Refused, Report

_PIXELS = 50_000_000  # decoded they are 150 MB
_FORMATS = ("PNG", "JPEG", "HEIF")
_SIDE = 6_000  # pixels: more than any print of a page needs
_QUALITY = 88
_FAULTS: tuple[type[Exception], ...] = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    TypeError,
    KeyError,
    OverflowError,
    ZeroDivisionError,
)


def look(path: Path, target: Path) -> Report:
    """Write the picture into ``target``, upright, with its pixels and colours alone.

    Raises ``Refused`` for a damaged one or one with too many pixels.
    """
    register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # counted here: the library only warns up to twice its limit
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            # A large photo is decoded at a fraction of its size, which only JPEG can.
            if picture.format in {"JPEG", "MPO"} and picture.width * picture.height > _PIXELS:
                picture.draft("RGB", (_SIDE // 2, _SIDE // 2))
            if picture.width * picture.height > _PIXELS:
                raise Refused(Refusal.TOO_MANY_PIXELS)
            kind = Kind.PNG if picture.format == "PNG" else Kind.JPEG
            profile = picture.info.get("icc_profile")
            clean = ImageOps.exif_transpose(picture)
            clean.thumbnail((_SIDE, _SIDE))
            _save(clean, kind, target, profile)
    except _FAULTS as error:
        raise Refused(Refusal.DAMAGED) from error
    return Report(kind, is_rewritten=True)


def _save(picture: Image.Image, kind: Kind, target: Path, profile: bytes | None) -> None:
    # PNG writes whatever stands in `info` (EXIF, texts) again unless it is taken out.
    picture.info = {key: picture.info[key] for key in ("transparency",) if key in picture.info}
    if kind is Kind.PNG:
        picture.save(target, "PNG", optimize=False, icc_profile=profile, exif=b"")
        return
    if picture.mode not in {"L", "RGB"}:
        profile = profile if picture.mode in {"RGBA", "RGBX"} else None
        picture = picture.convert("RGB")
    picture.save(target, "JPEG", quality=_QUALITY, icc_profile=profile, exif=b"", comment=b"")
