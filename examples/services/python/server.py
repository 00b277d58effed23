"""Decides about a wire transfer when FaceSign's webhook says that its session has changed: see ../README.md."""

import hashlib
import hmac
import json
import os
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from wire_transfer import decide

API = os.environ.get("FACESIGN_API", "https://api.facesign.ai")
KEY, SECRET = os.environ["FACESIGN_API_KEY"], os.environ["FACESIGN_WEBHOOK_SECRET"]

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


def settle(session_id: str) -> None:
    """Node reports come some seconds after the session has ended: ask for up to a minute."""
    url = f"{API}/sessions/{urllib.parse.quote(session_id, safe='')}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {KEY}"})
    for _ in range(30):
        with urllib.request.urlopen(request, timeout=30) as answer:
            session = json.load(answer)["session"]
        decision = decide(session).decision
        if decision != "pending":
            # The first that puts its mark there carries the transfer out, or not.
            mark = object()
            if done.setdefault(session_id, mark) is mark:
                print(json.dumps({"id": session_id, "decision": decision}), flush=True)
            return
        if session["status"] in ("created", "inProgress"):
            return  # another webhook will come
        time.sleep(2)
    raise TimeoutError("no node reports after a minute")


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        # A body that is cut off is not signed.
        body = self.rfile.read(min(int(self.headers.get("Content-Length", "0")), 65536))
        is_ours = is_signed(body, self.headers.get("X-FaceSign-Signature", ""))
        self.send_response(204 if is_ours else 401)
        self.end_headers()
        if is_ours:
            event = json.loads(body)
            if event["type"] == "session.status":
                threading.Thread(target=settle, args=[event["sessionId"]]).start()


ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Webhook).serve_forever()
