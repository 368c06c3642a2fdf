"""The tables of transitions as pictures, for the documentation."""

from requests_app.domain.review_workflow import REVIEW_TABLE, ReviewState
from requests_app.domain.workflow import TABLE, State


def workflow_diagram() -> str:
    """Return a Mermaid state diagram: every act that moves a case, and who may do it."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.RECEIVED}"]
    moves: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        for to in (row.to,) if row.to else (one for one in State if one in row.to_one_of):
            for state in State:
                if state in row.start and state is not to:
                    moves.setdefault((state.value, to.value), []).append(row.label)
    lines += [
        f"    {origin} --> {target}: {' / '.join(labels)}"
        for (origin, target), labels in moves.items()
    ]
    lines += [f"    {state} --> [*]" for state in State if state.is_closed]
    return "\n".join(lines)


def review_diagram() -> str:
    """Return a Mermaid state diagram of every act that moves an internal review."""
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {ReviewState.UNDER_WAY}: Asked for in time",
        f"    [*] --> {ReviewState.LATE}: Asked for too late",
    ]
    moves: dict[tuple[str, str], list[str]] = {}
    for row in REVIEW_TABLE:
        if row.to is None:
            continue
        for state in ReviewState:
            if state in row.start:
                moves.setdefault((state.value, row.to.value), []).append(row.label)
    lines += [
        f"    {origin} --> {target}: {' / '.join(labels)}"
        for (origin, target), labels in moves.items()
    ]
    lines += [f"    {state} --> [*]" for state in ReviewState if state.is_closed]
    return "\n".join(lines)
