class ForeignSessionError(Exception):
    """The session is of another flow, or of another version of this one."""


if not TYPE_CHECKING:
    ForeignSessionError = _shared(ForeignSessionError)


def _check_origin(session: object) -> None:
    """Refuse the session of another flow, or of another version of this one."""
    metadata = _member(_member(session, "settings"), "metadata")
    name, fingerprint = _member(metadata, "fsflowName"), _member(metadata, "fsflowFingerprint")
    if name is None:
        raise ForeignSessionError("the session does not say which flow it is of")
    if name != FLOW_NAME:
        raise ForeignSessionError(f"the session is of the flow {name!r}, not of {FLOW_NAME!r}")
    if fingerprint != FINGERPRINT:
        versions = f"{fingerprint!r}, not {FINGERPRINT!r}"
        raise ForeignSessionError(f"the session is of another version of {FLOW_NAME!r}: its fingerprint is {versions}")
