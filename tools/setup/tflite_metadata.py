"""Give a TensorFlow Lite model the metadata without which MediaPipe Tasks refuses it.

MediaPipe wants to know how to scale pixels (NormalizationOptions) before it runs a float model, and the models in
npm's `@mediapipe/pose` do not say. A model is a FlatBuffer (https://flatbuffers.dev/internals/), and so is its
metadata; both schemas are TensorFlow's (`schema.fbs`, `metadata_schema.fbs`). The few lines here read what must be
found and write what must be added, so that no TensorFlow is needed.

A FlatBuffer table may point anywhere further on in the file. So the new metadata is appended, and a metadata entry
that every model has anyway, `min_runtime_version`, is renamed and pointed at it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

ENTRY_NAME = b"TFLITE_METADATA"
REPLACED_ENTRY = b"min_runtime_version"
METADATA_IDENTIFIER = b"M001"

# Positions of the fields in the schemas' tables.
MODEL_SUBGRAPHS, MODEL_BUFFERS, MODEL_METADATA = 2, 4, 6
SUBGRAPH_OUTPUTS = 2
ENTRY_FIELD_NAME, ENTRY_FIELD_BUFFER = 0, 1
BUFFER_DATA = 0

IMAGE_PROPERTIES, COLOR_SPACE_RGB = 2, 1  # ContentProperties union, ColorSpaceType
NORMALIZATION_OPTIONS = 1  # ProcessUnitOptions union


class MetadataError(Exception):
    """The model's layout is not as expected."""


@dataclass(frozen=True)
class Normalization:
    """A model's input is (pixel - mean) / std, with pixels in 0..255."""

    mean: float
    std: float


class Reader:
    """Follows the offsets of a FlatBuffer. A position is a byte offset from the start."""

    def __init__(self, data: bytes | bytearray) -> None:
        self.data = data

    def uint32(self, at: int) -> int:
        """The unsigned number at a position."""
        return int(struct.unpack_from("<I", self.data, at)[0])

    def follow(self, slot: int) -> int:
        """The target of the offset in a slot."""
        return slot + self.uint32(slot)

    def slot(self, table: int, index: int) -> int:
        """The position of a table's field. Raises MetadataError if the table omits it."""
        vtable = table - struct.unpack_from("<i", self.data, table)[0]
        (size,) = struct.unpack_from("<H", self.data, vtable)
        entry = 4 + 2 * index
        (offset,) = struct.unpack_from("<H", self.data, vtable + entry) if entry < size else (0,)
        if offset == 0:
            raise MetadataError(f"field {index} is missing in the model's table at byte {table}")
        return table + int(offset)

    def vector(self, table: int, index: int) -> list[int]:
        """Positions of the tables in a vector field."""
        start = self.follow(self.slot(table, index))
        return [self.follow(start + 4 * (1 + i)) for i in range(self.uint32(start))]

    def length(self, table: int, index: int) -> int:
        """Number of elements in a vector field."""
        return self.uint32(self.follow(self.slot(table, index)))

    def string(self, table: int, index: int) -> bytes:
        """A string field."""
        start = self.follow(self.slot(table, index))
        return bytes(self.data[start + 4 : start + 4 + self.uint32(start)])


@dataclass
class Writer:
    """Writes a FlatBuffer front to back: objects follow the slots that point to them."""

    data: bytearray = field(default_factory=bytearray)

    def align(self, size: int, ahead: int = 0) -> None:
        """Pad so that what follows `ahead` more bytes starts at a multiple of size."""
        self.data += bytes(-(len(self.data) + ahead) % size)

    def point(self, slot: int, target: int) -> None:
        """Make a slot point to a later position."""
        struct.pack_into("<I", self.data, slot, target - slot)

    def uint32(self, value: int) -> int:
        """Append a number; returns its position."""
        self.data += struct.pack("<I", value)
        return len(self.data) - 4

    def table(
        self, slot: int, field_count: int, references: tuple[int, ...] = (), bytes_: dict[int, int] | None = None
    ) -> dict[int, int]:
        """Append a table whose fields are references, to be filled in later, and single bytes.

        Returns the reference fields' slots by field index.
        """
        single = bytes_ or {}
        offsets = {index: 4 + 4 * n for n, index in enumerate(references)}
        size = 4 + 4 * len(references)
        offsets |= {index: size + n for n, index in enumerate(single)}
        vtable_size = 4 + 2 * field_count
        self.align(4, ahead=vtable_size)
        self.data += struct.pack("<HH", vtable_size, size + len(single))
        self.data += struct.pack(f"<{field_count}H", *(offsets.get(i, 0) for i in range(field_count)))
        start = self.uint32(vtable_size)
        slots = {index: self.uint32(0) for index in references}
        self.data += bytes(single.values())
        self.point(slot, start)
        return slots

    def string(self, slot: int, text: str) -> None:
        """Append a string."""
        encoded = text.encode()
        self.align(4)
        self.point(slot, self.uint32(len(encoded)))
        self.data += encoded + b"\0"

    def vector(self, slot: int, count: int) -> list[int]:
        """Append a vector of references, to be filled in later; returns its slots."""
        self.align(4)
        self.point(slot, self.uint32(count))
        return [self.uint32(0) for _ in range(count)]

    def floats(self, slot: int, values: tuple[float, ...]) -> None:
        """Append a vector of 32-bit floats."""
        self.align(4)
        self.point(slot, self.uint32(len(values)))
        self.data += struct.pack(f"<{len(values)}f", *values)


def metadata(name: str, scale: Normalization, output_count: int) -> bytes:
    """A ModelMetadata FlatBuffer for a model with one RGB picture as its input."""
    writer = Writer()
    root = writer.uint32(0)
    writer.data += METADATA_IDENTIFIER
    model = writer.table(root, 4, references=(0, 2, 3))  # name, version, subgraph_metadata
    writer.string(model[0], name)
    writer.string(model[2], "v1")
    (subgraph_slot,) = writer.vector(model[3], 1)
    subgraph = writer.table(subgraph_slot, 4, references=(2, 3))  # input and output tensors
    write_input(writer, subgraph[2], scale)
    for number, slot in enumerate(writer.vector(subgraph[3], output_count)):
        tensor = writer.table(slot, 1, references=(0,))
        writer.string(tensor[0], f"output{number}")
    writer.align(4)
    return bytes(writer.data)


def write_input(writer: Writer, slot: int, scale: Normalization) -> None:
    """Append the input tensor's metadata: an RGB picture, and how its pixels are scaled."""
    (tensor_slot,) = writer.vector(slot, 1)
    tensor = writer.table(tensor_slot, 5, references=(0, 3, 4))  # name, content, process_units
    writer.string(tensor[0], "image")
    content = writer.table(tensor[3], 2, references=(1,), bytes_={0: IMAGE_PROPERTIES})
    writer.table(content[1], 1, bytes_={0: COLOR_SPACE_RGB})
    (unit_slot,) = writer.vector(tensor[4], 1)
    unit = writer.table(unit_slot, 2, references=(1,), bytes_={0: NORMALIZATION_OPTIONS})
    options = writer.table(unit[1], 2, references=(0, 1))
    writer.floats(options[0], (scale.mean,))
    writer.floats(options[1], (scale.std,))


def add_metadata(model: bytes, name: str, scale: Normalization) -> bytes:
    """The model with metadata added; a model that already has metadata is returned as it is.

    Raises MetadataError where the model is not laid out as expected.
    """
    reader = Reader(model)
    root = reader.follow(0)
    entries = {reader.string(entry, ENTRY_FIELD_NAME): entry for entry in reader.vector(root, MODEL_METADATA)}
    if ENTRY_NAME in entries:
        return model
    if REPLACED_ENTRY not in entries:
        raise MetadataError("the model has no metadata entry to put in place of")
    entry = entries[REPLACED_ENTRY]
    buffers = reader.vector(root, MODEL_BUFFERS)
    data_slot = reader.slot(buffers[reader.uint32(reader.slot(entry, ENTRY_FIELD_BUFFER))], BUFFER_DATA)
    output_count = reader.length(reader.vector(root, MODEL_SUBGRAPHS)[0], SUBGRAPH_OUTPUTS)

    writer = Writer(bytearray(model))
    writer.string(reader.slot(entry, ENTRY_FIELD_NAME), ENTRY_NAME.decode())
    content = metadata(name, scale, output_count)
    writer.align(16, ahead=4)  # TensorFlow Lite requires buffers to be aligned to 16 bytes
    writer.point(data_slot, writer.uint32(len(content)))
    writer.data += content
    return bytes(writer.data)
