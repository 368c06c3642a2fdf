"""Reads the words of one file in a process of its own, with little memory, time and room.

Runs as a module: the file on standard input, the end of its name as the argument, one JSON
document on standard output. It is given no setting and no secret.
"""

import json
import logging
import resource
import sys
from dataclasses import asdict

from requests_app.disclosure.file_words import file_words

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
MOST_WRITTEN = 320 * 1024 * 1024
"""Bytes of any one file: what is unpacked goes to disk where it is long."""
LIMITS = {
    resource.RLIMIT_AS: MOST_MEMORY,
    resource.RLIMIT_CPU: MOST_SECONDS,
    resource.RLIMIT_FSIZE: MOST_WRITTEN,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}


def main() -> None:
    """Read what stands on standard input."""
    logging.disable(logging.CRITICAL)
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    json.dump(asdict(file_words(sys.stdin.buffer, sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
