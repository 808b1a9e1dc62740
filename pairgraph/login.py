"""Who asks a server, as the environment says; told to that server only, and never shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .errors import InputError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

USER, PASSWORD, TOKEN = (f"PAIRGRAPH_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "TOKEN"))


class Login:
    """The user and password, or the token, for one server."""

    def __init__(self, at: SplitResult, name: str) -> None:
        self._user, self._password, self._token = (
            os.environ.get(key, "") for key in (USER, PASSWORD, TOKEN)
        )
        self._challenge = ""
        self._url = name
        is_known = self._user or self._password or self._token
        if is_known and at.scheme == "http" and not _is_here(at.hostname or ""):
            raise InputError(f"{name}: your password would cross the network in clear; give https")

    def answers(self, challenge: str | None) -> bool:
        """Take up a Digest challenge; tell whether it is new, and can be answered."""
        is_digest = bool(challenge) and str(challenge).lower().startswith("digest ")
        is_new = is_digest and bool(self._user) and not self._challenge
        self._challenge = str(challenge).partition(" ")[2] if is_digest else self._challenge
        return is_new

    def headers(self, target: str) -> dict[str, str]:
        """Return what tells the server who asks."""
        from base64 import b64encode

        if self._token:
            return {"Authorization": f"Bearer {self._token}"}
        if self._challenge:
            return {"Authorization": self._digest(target)}
        if not self._user:
            return {}
        pair = b64encode(f"{self._user}:{self._password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}

    def _digest(self, target: str) -> str:
        from urllib.request import (
            AbstractDigestAuthHandler,
            HTTPPasswordMgrWithDefaultRealm,
            Request,
            parse_http_list,
            parse_keqv_list,
        )

        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, self._url, self._user, self._password)
        asked = parse_keqv_list(parse_http_list(self._challenge))
        request = Request(self._url, data=b"", method="POST")
        request.selector = target
        answer = AbstractDigestAuthHandler(known).get_authorization(request, asked)
        return f"Digest {answer}"

    def hidden(self, text: str) -> str:
        """Return a server's words without the secrets that it may repeat."""
        for secret in filter(None, (self._password, self._token)):
            text = text.replace(secret, "…")
        return text


def _is_here(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
