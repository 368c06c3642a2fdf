"""What is larger than we take is refused while it comes in, and answered in words."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.views.defaults import bad_request

MOST_FILES_OF_FULL_SIZE = 20
MEGABYTE = 1024 * 1024


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes down no more of a file than may be kept.

    The rest is only counted: the form then refuses the file by its true size, and all that was
    typed beside it stays. A whole page of files beyond any good use is not read at all.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, Any] | None:
        """Raise `RequestDataTooBig` before the first byte of far too much is read."""
        if content_length > MOST_FILES_OF_FULL_SIZE * settings.UPLOAD_LIMIT_MB * MEGABYTE:
            raise RequestDataTooBig("More files at once than this service takes.")
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece of a file, unless the file is too large already."""
        if start <= settings.UPLOAD_LIMIT_MB * MEGABYTE:
            self.file.write(raw_data)
        return None


def could_not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read; say so where it was only too large."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return bad_request(request, exception)
