"""Makes files that rapport did not leave so: what the cases of errors/ begin with.

    damage study FILE attribute NAME VALUE    another text in an attribute of a study
    damage study FILE number NAME VALUE       another whole number in it
    damage study FILE without NAME            no group, array or attribute of that name
    damage study FILE texts NAME VALUE        every text of an array is this one
    damage checkpoint FILE text NAME VALUE    another text in a checkpoint (its checksum is right)
    damage checkpoint FILE version NUMBER     another format
    damage checkpoint FILE without NAME       no text or block of that name
    damage checkpoint FILE shape              another study by its first block
    damage checkpoint FILE texts NUMBER       a wrong number of texts
    damage checkpoint FILE size NAME          a block that says it is longer than the file
    damage checkpoint FILE cut NAME           a block without its last bytes ("worlds": all worlds)
    damage checkpoint FILE more NAME          a block with bytes too many
    damage checkpoint FILE zero NAME          a block of zeros
    damage checkpoint FILE byte NAME PLACE    a block with one byte changed
    damage checkpoint FILE shorter NAME COUNT a block whose last list has so many bytes less
    damage checkpoint FILE record PART        the first world's record: its first "week" is another,
                                              or has fewer "counts", its first "event" is of no kind,
                                              or its "panel" is shorter
    damage other FILE SIZE                    an HDF5 file of another, with a large array
    damage skeleton FILE [AXIS]               one that says it is ours; axes of numbers, nothing
"""
import struct

MAGIC = b"rapport checkpoint\n"
SEAL = b"\nrapport crc64 "


def crc64(data):
    """CRC-64/XZ."""
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0xC96C5795D7870F42 if byte & 1 else 0)
        table.append(byte)
    crc = 0xFFFFFFFFFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFFFFFFFFFF


class Checkpoint:
    """sim/record/checkpoint_file.cpp: version, texts, and blocks up to the seal."""

    def __init__(self, data):
        self.data, self.at = data[:data.rindex(SEAL)], len(MAGIC)
        self.version = self.number()
        self.count = self.too_long = None  # what it says wrongly
        self.texts = {}
        for _ in range(self.number()):
            name = self.words()
            self.texts[name] = self.words()
        self.blocks = {}
        while self.at < len(self.data):
            name = self.words()
            self.blocks[name] = self.words()

    def number(self):
        self.at += 8
        return struct.unpack_from("<Q", self.data, self.at - 8)[0]

    def words(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at]

    def bytes(self):
        count = len(self.texts) if self.count is None else self.count
        out = bytearray(MAGIC + struct.pack("<QQ", self.version, count))
        for name, words in [*self.texts.items(), *self.blocks.items()]:
            size = 1 << 40 if name == self.too_long else len(words)
            out += struct.pack("<Q", len(name)) + name + struct.pack("<Q", size) + words
        return bytes(out) + SEAL + b"%016x\n" % crc64(out)

    def change(self, name, change):
        for block in self.blocks:
            if block == name or (name == b"worlds" and block not in (b"study", b"records")):
                self.blocks[block] = bytes(change(bytearray(self.blocks[block])))


def one_byte(block, place):
    block[place] ^= 1
    return block


def last_list_shorter(block, count):
    """sim/tick/save.cpp: 36 bytes of head, then lists of bytes, each after its length."""
    at, last = 36, None
    while at < len(block):
        last, at = at, at + 8 + struct.unpack_from("<Q", block, at)[0]
    struct.pack_into("<Q", block, last, len(block) - last - 8 - count)
    return block[:-count]


def first_record(block, part):
    """sim/study/study_state.cpp: weeks of a number and five lists, digest, money, events, panel."""
    def list_at(at):
        return at + 8 + struct.unpack_from("<Q", block, at)[0]

    def shorter(at, count):
        end = list_at(at)
        struct.pack_into("<Q", block, at, end - at - 8 - count)
        return block[:end - count] + block[end:]

    (weeks,), at = struct.unpack_from("<Q", block), 8
    if part == "week":
        return one_byte(block, at)
    if part == "counts":
        return shorter(at + 4, 8)
    for _ in range(weeks):
        at += 4
        for _ in range(5):
            at = list_at(at)
    (events,), at = struct.unpack_from("<Q", block, at + 16), at + 24
    if part == "event":
        assert events > 0
        block[at + 12] = 255
        return block
    return shorter(at + 15 * events, 4)


def checkpoint(path, what, *words):
    file = Checkpoint(path.read_bytes())
    name = words[0].encode() if words else b""
    if what == "version":
        file.version = int(name)
    elif what == "texts":
        file.count = int(name)
    elif what == "text":
        file.texts[name] = words[1].encode()
    elif what == "without":
        file.texts.pop(name, None)
        file.blocks.pop(name, None)
    elif what == "size":
        file.too_long = name
    elif what == "record":
        file.change(b"records", lambda block: first_record(block, words[0]))
    else:
        change = {"shape": lambda block: bytes(len(block)),
                  "cut": lambda block: block[:-3],
                  "more": lambda block: block + bytes(8),
                  "shorter": lambda block: last_list_shorter(block, int(words[1])),
                  "zero": lambda block: bytes(len(block)),
                  "byte": lambda block: one_byte(block, int(words[1]))}[what]
        file.change(b"study" if what == "shape" else name, change)
    path.write_bytes(file.bytes())


def study(path, what, name, value=""):
    import h5py
    with h5py.File(path, "r+") as file:
        if what == "without" and name in file.attrs:
            del file.attrs[name]
        elif what == "without":
            del file[name]
        elif what == "texts":
            file[name][...] = value.encode()
        else:
            file.attrs[name] = int(value) if what == "number" else value


def other(path, size):
    import h5py
    with h5py.File(path, "w") as file:
        file.create_dataset("x", (int(size),), "f8", chunks=(64,))  # nothing is written
        file["n"] = [1]
        file["n"].make_scale("n")
        file["x"].dims[0].attach_scale(file["n"])


def skeleton(path, axis=None):
    import h5py
    texts = ("title", "focal_brand", "baseline", "currency", "model_version", "digest",
             "network_digest")
    with h5py.File(path, "w") as file:
        file.attrs["format_version"] = "2.0"
        for name in texts:
            file.attrs[name] = "nobody"
        for name in ("seed", "warm_up_weeks", "customers", "discount_rate"):
            file.attrs[name] = 1
        for name in ("strategy", "brand", "platform", "replicate", "time") if axis else ():
            words = axis == "nothing" and name in ("strategy", "brand", "platform")
            file[name] = ["nobody"] if words else [1]
            file[name].make_scale(name)
        if axis == "nothing":
            del file["replicate"]
            file.create_dataset("replicate", (0,), "i8").make_scale("replicate")


def main(folder, kind, file, *words):
    makers = {"checkpoint": checkpoint, "study": study, "other": other, "skeleton": skeleton}
    makers[kind](folder / file, *words)
