"""Decides about a wire transfer when FaceSign's webhook says that its session has changed: see ../README.md."""

import hashlib
import hmac
import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from flask import Flask, request

from wire_transfer import Answer, decide

API = os.environ.get("FACESIGN_API", "https://api.facesign.ai")
KEY, SECRET = os.environ["FACESIGN_API_KEY"], os.environ["FACESIGN_WEBHOOK_SECRET"]
DEADLINE = float(os.environ.get("DEADLINE_SECONDS", "60"))

# Events come again and out of order; a session is carried out once. A real service keeps this where it keeps its orders.
done: "dict[str, object]" = {}


def is_signed(body: bytes, header: str) -> bool:
    """`t=<timestamp>,v1=<hex>`: the HMAC-SHA256 of `<timestamp>.<body>`. Several `v1` stand there while a secret is changed.

    What is older or newer than 300 seconds is refused; whether the timestamp counts seconds or milliseconds is not documented.
    """
    fields = [field.strip().partition("=") for field in header.split(",")]
    stamp = next((value for key, _, value in fields if key == "t"), "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 20):
        return False
    seconds = int(stamp) / 1000 if int(stamp) > 1e11 else int(stamp)
    expected = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest().encode()
    given = [value.encode() for key, _, value in fields if key == "v1"]
    return abs(time.time() - seconds) <= 300 and any(hmac.compare_digest(one, expected) for one in given)


def carry_out(session_id: str, answer: Answer) -> None:
    # The first that puts its mark there lets the transfer go out, or blocks it, and keeps with it what that rests on.
    mark = object()
    if done.setdefault(session_id, mark) is mark:
        evidence = [it.name for it in answer.evidence]
        shown = {"id": session_id, "decision": answer.decision, "reason": answer.reason, "evidence": evidence}
        print(json.dumps(shown), flush=True)


def fetched(session_id: str) -> "dict[str, object] | None":
    url = f"{API}/sessions/{urllib.parse.quote(session_id, safe='')}"
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {KEY}"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            session: dict[str, object] = json.load(answer)["session"]
            return session
    except urllib.error.URLError as error:
        app.logger.error("the session %s: %s", session_id, error)
        return None


def settle(session_id: str) -> None:
    """Wait for the reports, which come some seconds after the session has ended, and now and then not at all.

    At the deadline what is missing counts as not having happened.
    """
    deadline = time.monotonic() + DEADLINE
    while session_id not in done:
        session = fetched(session_id)
        is_late = time.monotonic() > deadline
        if session is not None:
            if session["status"] in ("created", "inProgress"):
                return  # another webhook will come
            answer = decide(session, final=is_late)
            if answer.decision != "pending":
                return carry_out(session_id, answer)
        elif is_late:
            raise TimeoutError(f"the session {session_id} can't be fetched")
        time.sleep(1)


app = Flask(__name__)


@app.post("/webhook")
def webhook() -> "tuple[str, int]":
    body = request.get_data()
    if not is_signed(body, request.headers.get("X-FaceSign-Signature", "")):
        return "", 401
    event = json.loads(body)
    if event["type"] == "session.status":
        # FaceSign is answered at once. A session that nobody can decide about ends its thread only: somebody has to look at it.
        threading.Thread(target=settle, args=[event["sessionId"]]).start()
    return "", 204


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "8080")))
