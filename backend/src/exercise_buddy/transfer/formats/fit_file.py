"""FIT, Garmin's binary format: definitions before data, and two checksums.

https://developer.garmin.com/fit/protocol/
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

PROTOCOL_VERSION = 0x10
PROFILE_VERSION = 2160
_HEADER = struct.Struct("<BBHI4s")
_CHECKSUM = struct.Struct("<H")
_DEFINITION = struct.Struct("<BBBHB")
_DEFINES = 0x40
"""The bit of a record's first byte that marks a definition; the low four bits number it."""
_LITTLE_ENDIAN = 0


class Base(Enum):
    """A field's base type: its code in FIT, and its struct format."""

    ENUM = (0x00, "B")
    UINT8 = (0x02, "B")
    UINT16 = (0x84, "H")
    UINT32 = (0x86, "I")
    UINT32Z = (0x8C, "I")


@dataclass(frozen=True)
class Kind:
    """A kind of message: its number in FIT's profile, and its fields with their numbers."""

    number: int
    fields: Mapping[str, tuple[int, Base]]


def fit_file(messages: Iterable[tuple[Kind, Mapping[str, int]]]) -> bytes:
    """The content of a file with these messages; all messages of a kind must have the same fields.

    Values are integers in FIT's units. Raises struct.error for a value that its field cannot hold.
    """
    records: list[bytes] = []
    layouts: dict[int, tuple[int, struct.Struct]] = {}
    for kind, values in messages:
        if kind.number not in layouts:
            layouts[kind.number] = (len(layouts), _layout(kind, values))
            records.append(_definition(len(layouts) - 1, kind, values))
        local, layout = layouts[kind.number]
        records.append(layout.pack(local, *values.values()))
    data = b"".join(records)
    header = _HEADER.pack(_HEADER.size + _CHECKSUM.size, PROTOCOL_VERSION, PROFILE_VERSION, len(data), b".FIT")
    content = header + _CHECKSUM.pack(checksum(header)) + data
    return content + _CHECKSUM.pack(checksum(content))


def _layout(kind: Kind, fields: Iterable[str]) -> struct.Struct:
    return struct.Struct("<B" + "".join(kind.fields[field][1].value[1] for field in fields))


def _definition(local: int, kind: Kind, fields: Mapping[str, int]) -> bytes:
    definition = _DEFINITION.pack(_DEFINES | local, 0, _LITTLE_ENDIAN, kind.number, len(fields))
    for field in fields:
        number, base = kind.fields[field]
        code, packed = base.value
        definition += bytes((number, struct.calcsize("<" + packed), code))
    return definition


def _crc_of(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_CRC_TABLE = [_crc_of(byte) for byte in range(256)]


def checksum(content: bytes) -> int:
    """FIT's CRC, which is CRC-16/ARC: https://developer.garmin.com/fit/protocol/ (CRC)."""
    crc = 0
    for byte in content:
        crc = crc >> 8 ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc
