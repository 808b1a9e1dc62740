"""Chromium, without a window or a network, driven over its DevTools protocol by two pipes."""

from __future__ import annotations

import base64
import json
import os
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import clients

_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 60  # seconds
KEYS = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "Tab": 9}


def needs_chromium() -> str:
    """Return the path of Chromium, or skip the test (see `clients.needs`)."""
    clients.needs("chromium")
    return clients.CHROMIUM


class Browser:
    """One tab; what the page asked for and complained of is kept in `events`."""

    def __init__(self, sending: int, receiving: int) -> None:
        self._sending, self._receiving = sending, os.fdopen(receiving, "rb", buffering=0)
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command, and return its answer."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        message |= {"sessionId": self._session} if self._session else {}
        os.write(self._sending, json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._count:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            is_ready, _, _ = select.select([self._receiving], [], [], _PATIENCE)
            read = self._receiving.read(1 << 20) if is_ready else b""
            if not read:
                raise RuntimeError("Chromium has ended" if is_ready else "Chromium is silent")
            self._rest += read
        first, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message

    def happened(self, method: str) -> list[dict[str, Any]]:
        """Return what events of a kind told, since the page was opened."""
        self.run("0")  # all that came before this answer has been read with it
        return [event["params"] for event in self.events if event.get("method") == method]

    def open(self, path: Path, *, width: int = 1400, height: int = 900, **media: str) -> None:
        """Open a file in a window of some size, and wait until it is drawn."""
        features = [{"name": name.replace("_", "-"), "value": v} for name, v in media.items()]
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.call("Emulation.setEmulatedMedia", features=[still, *features])
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._message())
        self.settle()

    def settle(self) -> None:
        """Wait until what was asked for has been drawn."""
        self.run("new Promise(done => setTimeout(() => requestAnimationFrame(done), 200))")

    def run(self, script: str) -> Any:
        """Run a script in the page, and return what it gives."""
        options = {"returnByValue": True, "awaitPromise": True}
        answer = self.call("Runtime.evaluate", expression=script, **options)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def text(self, selector: str) -> str:
        """Return the text of an element as it is shown."""
        return str(self.run(f"document.querySelector({json.dumps(selector)}).innerText"))

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements that a selector finds."""
        every = f"[...document.querySelectorAll({json.dumps(selector)})]"
        return list(self.run(f"{every}.map(one => one.innerText.trim())"))

    def click(self, selector: str) -> None:
        """Click in the middle of an element."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{found}.scrollIntoView({{block: 'nearest'}})")
        box = self.run(f"{found}.getBoundingClientRect().toJSON()")
        self.click_at(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def click_at(self, x: float, y: float) -> None:
        """Click at a point of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            press = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **press)
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a reader would."""
        for key in keys:
            code: dict[str, Any] = {"windowsVirtualKeyCode": KEYS.get(key, 0)}
            if key == "Enter" or key not in KEYS:
                code["text"] = "\r" if key == "Enter" else key
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **code)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)
        self.settle()

    def screenshot(self) -> bytes:
        """Return a picture of the window, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def chromium(path: str, profile: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it afterwards."""
    to_browser, from_browser = os.pipe(), os.pipe()
    command = [path, *_OPTIONS, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    started = subprocess.Popen(
        ["bash", "-c", f'exec 3<&{to_browser[0]} 4>&{from_browser[1]}; exec "$@"', "-", *command],
        pass_fds=(to_browser[0], from_browser[1]),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(to_browser[0])
    os.close(from_browser[1])
    try:
        yield Browser(to_browser[1], from_browser[0])
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        os.close(to_browser[1])


def dumped(path: str, page: Path, profile: Path) -> str:
    """Return the document as Chromium has it once the page's script has run."""
    command = [path, *_OPTIONS, f"--user-data-dir={profile}", "--virtual-time-budget=2000"]
    run = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], capture_output=True, check=True, timeout=_PATIENCE
    )
    return run.stdout.decode()
