"""Connections that end only at public addresses.

The address is looked at after the connection stands, so that a name that resolves to something
else the second time gains nothing.
"""

import ipaddress
import socket
from typing import Any

import requests.adapters
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class PrivateAddress(Exception):
    """A host that resolves to an address inside a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable by everybody (not private, loopback, link-local ...)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if inner := ip.ipv4_mapped or ip.sixtofour:
            return is_public(str(inner))
        if ip.teredo:
            return False
    return ip.is_global and not ip.is_multicast


def guarded_adapter(*, trusted_host: str | None) -> requests.adapters.HTTPAdapter:
    """A requests adapter whose connections end at public addresses, or at `trusted_host`.

    Connecting elsewhere raises `PrivateAddress`.
    """

    def checked(host: str, connection: socket.socket) -> socket.socket:
        address = connection.getpeername()[0]
        if host != trusted_host and not is_public(address):
            connection.close()
            raise PrivateAddress(f"{host} is an address inside a private network ({address})")
        return connection

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return checked(self.host, super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return checked(self.host, super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
            super().init_poolmanager(*arguments, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(max_retries=0)
