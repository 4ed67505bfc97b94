"""When the sun sets in Köln: Jewish and Islamic days begin there, the evening before."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import acos, cos, degrees, pi, radians, sin, tan

from gremien_app.base.kernel.clock import BERLIN

_LATITUDE, _LONGITUDE = 50.938, 6.957
_ZENITH = 90.833  # the sun's upper rim at the horizon, refraction included


@lru_cache(maxsize=1024)
def sunset(day: date) -> datetime:
    """Sunset in Köln to the minute or two, by the approximation of NOAA's solar calculator."""
    year = 2 * pi / 365 * (day.timetuple().tm_yday - 1 + 0.25)
    equation = 229.18 * (
        0.000075
        + 0.001868 * cos(year)
        - 0.032077 * sin(year)
        - 0.014615 * cos(2 * year)
        - 0.040849 * sin(2 * year)
    )
    declination = (
        0.006918
        - 0.399912 * cos(year)
        + 0.070257 * sin(year)
        - 0.006758 * cos(2 * year)
        + 0.000907 * sin(2 * year)
        - 0.002697 * cos(3 * year)
        + 0.00148 * sin(3 * year)
    )
    latitude = radians(_LATITUDE)
    hour_angle = degrees(
        acos(
            cos(radians(_ZENITH)) / (cos(latitude) * cos(declination))
            - tan(latitude) * tan(declination)
        )
    )
    minutes = 720 - 4 * (_LONGITUDE - hour_angle) - equation
    moment = datetime.combine(day, time(), UTC) + timedelta(minutes=round(minutes))
    return moment.astimezone(BERLIN)
