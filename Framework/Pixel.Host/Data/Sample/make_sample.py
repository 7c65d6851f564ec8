#!/usr/bin/python3
"""Makes sample_train.bin and sample_test.bin beside this file, in the binary format of CIFAR-10.

Needs Debian 12 with python3-pil; fetches two Debian packages with apt-get download. ATTRIBUTION.md names the photographs.
Every run gives the same bytes: the photographs are checked by their SHA-256, and nothing is random.
"""
import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageStat

PACKAGES = {"lomiri-wallpapers-16.04": "20.04.0-2", "python3-skimage": "0.19.3-8"}
LOMIRI = "usr/share/backgrounds/"
SKIMAGE = "usr/lib/python3/dist-packages/skimage/data/"

# Photograph and SHA-256. The three lists share no photograph, and validation is what comes last in the training file.
TRAIN = [
    (LOMIRI + "aitzgorri_by_Aitzol_Berasategi.jpg",
     "66268e7b48f8854d36a28765fac6e23ec1aee251daa6da1f64715f201020ad36"),
    (LOMIRI + "friends_by_Aitzol_Berasategi.jpg",
     "cc40e313c74e421edffe3403def413c16878ce14661cce7ec5915baeab35538d"),
    (LOMIRI + "life_by_Aitzol_Berasategi.jpg",
     "4c119350ead80201fe256850c3d316309ddfb4bdf10b235ce982dcde0c667c05"),
    (LOMIRI + "Picture_0B_by_freespace.jpg",
     "c8c0ab18e48d9e0419fe42881112137f3afafc27dfddc29ec3a6d54c56d225ad"),
    (LOMIRI + "Picture_1A_by_freespace.jpg",
     "89e86af38d04daaef975665dc2127e9fa76f0fd68f4eea105a2d0ae3390b010b"),
    (LOMIRI + "seeding_by_Clements_Engelhardt.jpg",
     "a5634d1ab5e41a3568e92d4a894a500c92b891f9ff734e50bd224d6e185a605f"),
    (LOMIRI + "Wine_by_Jakkub_Mede.jpg",
     "d2e96e6d4da40dd804b3d0ce295e94de04a2d7d9b6785d42cd9d92ba58bced74"),
    (SKIMAGE + "astronaut.png",
     "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5"),
    (SKIMAGE + "rocket.jpg",
     "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c"),
]
VALIDATION = [
    (LOMIRI + "sunset_by_Aitzol_Berasategi.jpg",
     "474dab6a4b9f94dc76c29dfe30e9f5db4af0fd2e33fe5d695f8152b371efca18"),
    (SKIMAGE + "coffee.png",
     "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7"),
]
TEST = [
    (LOMIRI + "picosdeeuropa_by_Aitzol_Berasategi.jpg",
     "414d0072b2f6f2c555deafeaef6e45c4fed6fa9ad26eba6560ca8803959cf97a"),
    (SKIMAGE + "chelsea.png",
     "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb"),
]
TRAIN_COUNT, VALIDATION_COUNT, TEST_COUNT = 461, 51, 128

SIDE = 32
# Each photograph is cut at several sizes of its shorter side, from the whole scene to details.
SHORTER_SIDES = (32, 64, 96, 128, 192, 256)
# A tile is dropped if its gray values differ less than this: a sky teaches nothing after the first.
LEAST_DEVIATION = 10.0


def photograph(root, path, sha256):
    data = (root / path).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit(f"{path} is another file than the one the sample was made from")
    return Image.open(io.BytesIO(data)).convert("RGB")


def tiles(image):
    """Every tile with enough contrast, coarse sizes first; tiles of one size do not overlap."""
    found = []
    for shorter in SHORTER_SIDES:
        scale = shorter / min(image.size)
        width, height = (round(side * scale) for side in image.size)
        small = image.resize((width, height), Image.BOX)
        left, top = (width % SIDE) // 2, (height % SIDE) // 2
        for y in range(top, height - SIDE + 1, SIDE):
            for x in range(left, width - SIDE + 1, SIDE):
                tile = small.crop((x, y, x + SIDE, y + SIDE))
                if ImageStat.Stat(tile.convert("L")).stddev[0] >= LEAST_DEVIATION:
                    found.append(tile)
    return found


def choose(root, photographs, count):
    """Spreads the count evenly over the photographs and over each one's tiles; neighbours come from different photographs."""
    shares = [(count + i) // len(photographs) for i in range(len(photographs))]
    chosen = []
    for (path, sha256), share in zip(photographs, shares):
        found = tiles(photograph(root, path, sha256))
        if len(found) < share:
            sys.exit(f"{path} gives {len(found)} tiles, {share} are wanted")
        chosen.append([found[i * len(found) // share] for i in range(share)])
    rows = range(max(shares))
    return [tile[row] for row in rows for tile in chosen if row < len(tile)]


def record(tile):
    """A label byte, always 0, then the red plane, the green and the blue."""
    return b"\0" + b"".join(plane.tobytes() for plane in tile.split())


def main():
    here = pathlib.Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        for package, version in PACKAGES.items():
            subprocess.run(["apt-get", "download", "-qq", f"{package}={version}"], cwd=folder, check=True)
        root = pathlib.Path(folder, "root")
        for deb in pathlib.Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", deb, root], check=True)
        train = choose(root, TRAIN, TRAIN_COUNT) + choose(root, VALIDATION, VALIDATION_COUNT)
        test = choose(root, TEST, TEST_COUNT)
    (here / "sample_train.bin").write_bytes(b"".join(map(record, train)))
    (here / "sample_test.bin").write_bytes(b"".join(map(record, test)))


if __name__ == "__main__":
    main()
