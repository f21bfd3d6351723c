"""What was written into a form."""

from starlette.datastructures import FormData


def form_words(form: FormData, name: str) -> str | None:
    """Return what was written into a field, None where nothing was."""
    value = form.get(name)
    return value if isinstance(value, str) and value.strip() else None
