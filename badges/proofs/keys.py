"""Public keys in the spellings that badges use: multibase, JWK and PEM.

The kind of key settles how it may be used; a stranger's header never does.
"""

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import base58
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

LEAST_RSA_BITS: Final = 2048
_LONGEST: Final = 4096
_ED25519, _P256, _P384 = b"\xed\x01", b"\x80\x24", b"\x81\x24"
_CURVES: Final = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1}
# The one JOSE algorithm of each kind of key.
ALGORITHM: Final = {"ed25519": "EdDSA", "p256": "ES256", "p384": "ES384", "rsa": "RS256"}


class KeyFormError(Exception):
    """The text is no public key that is supported here."""


@dataclass(frozen=True)
class PublicKey:
    """A public key, its kind (ed25519, p256, p384, rsa), and its bytes in one fixed spelling."""

    kind: str
    key: Any
    raw: bytes

    @property
    def fingerprint(self) -> str:
        """Multibase of the key, by which allow-lists name it."""
        prefix = {"ed25519": _ED25519, "p256": _P256, "p384": _P384}.get(self.kind, b"\x85\x24")
        return "z" + base58.b58encode(prefix + self.raw).decode()

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` (raw, for ECDSA r and s side by side) is this key's on `data`."""
        try:
            if self.kind == "ed25519":
                self.key.verify(signature, data)
            else:
                self._verify_ecdsa(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _verify_ecdsa(self, signature: bytes, data: bytes) -> None:
        size = {"p256": 32, "p384": 48}[self.kind]
        if len(signature) != 2 * size:
            raise InvalidSignature
        r, s = (int.from_bytes(part) for part in (signature[:size], signature[size:]))
        digest = hashes.SHA256() if self.kind == "p256" else hashes.SHA384()
        self.key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))


@lru_cache(maxsize=4096)
def from_multibase(text: str) -> PublicKey:
    """The key of a `z…` Multikey. Raises KeyFormError."""
    if not text.startswith("z") or len(text) > _LONGEST:
        raise KeyFormError("no base58 key")
    try:
        data = base58.b58decode(text[1:])
    except ValueError:
        raise KeyFormError("no base58 key") from None
    prefix, raw = data[:2], data[2:]
    try:
        if prefix == _ED25519:
            return PublicKey("ed25519", ed25519.Ed25519PublicKey.from_public_bytes(raw), raw)
        if prefix in (_P256, _P384) and raw[:1] in (b"\x02", b"\x03"):
            curve = ec.SECP256R1() if prefix == _P256 else ec.SECP384R1()
            return _elliptic(ec.EllipticCurvePublicKey.from_encoded_point(curve, raw))
    except ValueError:
        raise KeyFormError("no point on its curve") from None
    raise KeyFormError("a kind of key that is not supported")


def from_jwk(jwk: Any) -> PublicKey:
    """The key of a JWK. Raises KeyFormError; secret keys are refused."""
    if not isinstance(jwk, dict) or "d" in jwk or "k" in jwk:
        raise KeyFormError("no public JWK")
    try:
        if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
            raw = _unpadded(jwk["x"])
            return PublicKey("ed25519", ed25519.Ed25519PublicKey.from_public_bytes(raw), raw)
        if jwk.get("kty") == "EC" and jwk.get("crv") in _CURVES:
            x, y = (int.from_bytes(_unpadded(jwk[part])) for part in ("x", "y"))
            return _elliptic(
                ec.EllipticCurvePublicNumbers(x, y, _CURVES[jwk["crv"]]()).public_key()
            )
        if jwk.get("kty") == "RSA":
            n, e = (int.from_bytes(_unpadded(jwk[part])) for part in ("n", "e"))
            return _rsa(rsa.RSAPublicNumbers(e, n).public_key())
    except (KeyError, TypeError, ValueError, binascii.Error, UnsupportedAlgorithm):
        raise KeyFormError("a JWK that cannot be read") from None
    raise KeyFormError("a kind of key that is not supported")


def from_pem(text: Any) -> PublicKey:
    """The key of a PEM `PUBLIC KEY`. Raises KeyFormError."""
    if not isinstance(text, str) or len(text) > 4 * _LONGEST:
        raise KeyFormError("no PEM")
    try:
        key = serialization.load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFormError("no public key in PEM") from None
    if isinstance(key, rsa.RSAPublicKey):
        return _rsa(key)
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size in (256, 384):
        return _elliptic(key)
    raise KeyFormError("a kind of key that is not supported")


def from_method(method: Any) -> PublicKey:
    """The key of a verification method, however it spells it. Raises KeyFormError."""
    if not isinstance(method, dict):
        raise KeyFormError("no verification method")
    if isinstance(method.get("publicKeyMultibase"), str):
        return from_multibase(method["publicKeyMultibase"])
    if "publicKeyJwk" in method:
        return from_jwk(method["publicKeyJwk"])
    if "publicKeyPem" in method:
        return from_pem(method["publicKeyPem"])
    raise KeyFormError("a verification method without a key")


def _elliptic(key: ec.EllipticCurvePublicKey) -> PublicKey:
    kind = {"secp256r1": "p256", "secp384r1": "p384"}.get(key.curve.name)
    if kind is None:
        raise KeyFormError("a curve that is not supported")
    point = key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    return PublicKey(kind, key, point)


def _rsa(key: rsa.RSAPublicKey) -> PublicKey:
    if key.key_size < LEAST_RSA_BITS:
        raise KeyFormError(f"an RSA key under {LEAST_RSA_BITS} bits")
    raw = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
    return PublicKey("rsa", key, raw)


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
