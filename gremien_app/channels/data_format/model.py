"""What every object of the data format has in common: exactly its keys, null as if left out."""

from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from gremien_app.channels.data_format.values import Context


class Keyed(BaseModel):
    """An object with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def null_is_left_out(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, dict):
            return value
        needed = {one.alias or name: one.is_required() for name, one in cls.model_fields.items()}
        given = {k: v for k, v in value.items() if v is not None or needed.get(k, True)}
        if _is_lenient(info):
            return {key: given.get(key) for key in needed if key in given or needed[key]}
        return given

    @field_validator("*", mode="wrap")
    @classmethod
    def gap_for_a_fault(cls, value: Any, handler: Any, info: ValidationInfo) -> Any:
        """Told by the first reading; the second leaves a gap in its place."""
        if not _is_lenient(info):
            return handler(value)
        try:
            return handler(value)
        except ValidationError:
            return None


def _is_lenient(info: ValidationInfo) -> bool:
    return isinstance(info.context, Context) and info.context.is_lenient
