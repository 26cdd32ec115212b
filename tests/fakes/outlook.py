"""Messages of Outlook (.msg), as a compound file ([MS-CFB]) with the properties of a mail ([MS-OXMSG])."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

_SECTOR, _SHORT = 512, 64
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STRING, _TIME, _BINARY = 0x001F, 0x0040, 0x0102
_SUBJECT, _SENT, _SENDER, _BODY, _HTML, _CLASS, _ADDRESS = 0x0037, 0x0039, 0x0C1A, 0x1000, 0x1013, 0x001A, 0x5D01


def message(subject: str, sender: str, body: str, *, html: str = "", sent: datetime | None = None) -> bytes:
    """A message's bytes.

    Args:
        subject: its subject.
        sender: the name of who sent it.
        body: its plain text.
        html: its HTML; none where that is empty.
        sent: when it was sent, with its zone.
    """
    texts = {_CLASS: "IPM.Note", _SUBJECT: subject, _SENDER: sender, _ADDRESS: "desk@example.org", _BODY: body}
    streams = {f"__substg1.0_{key:04X}{_STRING:04X}": text.encode("utf-16-le") for key, text in texts.items()}
    entries = [struct.pack("<HHIQ", _STRING, key, 6, len(text) * 2 + 2) for key, text in texts.items()]
    if html:
        streams[f"__substg1.0_{_HTML:04X}{_BINARY:04X}"] = html.encode()
        entries.append(struct.pack("<HHIQ", _BINARY, _HTML, 6, len(html.encode())))
    if sent is not None:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        entries.append(struct.pack("<HHIQ", _TIME, _SENT, 6, ticks))
    return _compound({"__properties_version1.0": bytes(32) + b"".join(entries), **streams})


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its root, all of them in the mini stream: each under 4,096 bytes."""
    body, short_table, entries = b"", list[int](), list[tuple[str, int, int, int, int]]()
    for number, (name, data) in enumerate(streams.items(), start=1):
        count = -(-len(data) // _SHORT)
        following = number + 1 if number < len(streams) else _FREE
        entries.append((name, 2, len(short_table) if count else _END, len(data), following))
        short_table += [len(short_table) + at + 1 for at in range(count - 1)] + [_END] * bool(count)
        body += data.ljust(count * _SHORT, b"\0")
    folder_sectors, body_sectors = -(-(len(entries) + 1) * 128 // _SECTOR), -(-len(body) // _SECTOR)
    if max(len(short_table), 2 + folder_sectors + body_sectors) > _SECTOR // 4:
        raise ValueError("one sector of the allocation table holds no more")
    short_at = 1 + folder_sectors
    table = [_FAT, *range(2, short_at), _END, _END, *range(short_at + 2, short_at + 1 + body_sectors), _END]
    folder = b""
    for name, kind, start, size, other in [("Root Entry", 5, short_at + 1, len(body), 1), *entries]:
        written = name.encode("utf-16-le")
        child, right = (other, _FREE) if kind == 5 else (_FREE, other)
        folder += written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, right, child)
        folder += bytes(36) + struct.pack("<IQ", start, size)
    head = struct.pack("<8s16sHHHHH6s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6))
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, short_at, 1, _END, 0, 0) + struct.pack("<108I", *([_FREE] * 108))
    parts = [_sector(table), folder.ljust(folder_sectors * _SECTOR, b"\0"), _sector(short_table), body]
    return head + b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _sector(table: list[int]) -> bytes:
    return struct.pack("<128I", *table, *([_FREE] * (_SECTOR // 4 - len(table))))
