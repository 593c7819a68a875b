import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import model_bundle
import pytest
from tflite_metadata import ENTRY_NAME, MetadataError, Normalization, Reader, add_metadata

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / "frontend/node_modules"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public")
    assert model_bundle.main(["--packages", str(PACKAGES), "--out", str(out), "--models", "lite", "full"]) == 0
    return out


def test_every_product_is_there_and_whole(public: Path) -> None:
    for variant, digest in model_bundle.MODEL_SHA256.items():
        assert model_bundle.Product(public / "models" / model_bundle.model_file_name(variant), digest).is_current()
    for name, digest in model_bundle.RUNTIME_SHA256.items():
        assert model_bundle.Product(public / "mediapipe/0.10.35" / name, digest).is_current()


def test_nothing_is_left_behind_but_the_products(public: Path) -> None:
    assert sum(path.is_file() for path in public.rglob("*")) == 4


def test_second_run_writes_nothing(public: Path) -> None:
    assert model_bundle.make_models(Path("/nowhere"), public, ["lite", "full"]) == []
    assert model_bundle.copy_runtime(Path("/nowhere"), public) == []


def test_damaged_file_is_rewritten(public: Path) -> None:
    wasm = public / "mediapipe/0.10.35/vision_wasm_module_internal.wasm"
    wasm.write_bytes(b"half")
    assert model_bundle.copy_runtime(PACKAGES, public) == [wasm]


def test_bundle_holds_both_models_uncompressed_with_metadata(public: Path) -> None:
    with zipfile.ZipFile(public / "models" / model_bundle.model_file_name("lite")) as bundle:
        assert bundle.testzip() is None
        assert {entry.compress_type for entry in bundle.infolist()} == {zipfile.ZIP_STORED}
        models = {name: bundle.read(name) for name in bundle.namelist()}
    assert list(models) == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
    for model in models.values():
        reader = Reader(model)
        entries = [reader.string(entry, 0) for entry in reader.vector(reader.follow(0), 6)]
        assert ENTRY_NAME in entries


def test_the_app_asks_for_exactly_these_files(public: Path) -> None:
    source = (ROOT / "frontend/src/pose/assets.ts").read_text()
    models = [f"models/{model_bundle.model_file_name(variant)}" for variant in model_bundle.MODEL_SHA256]
    assert all(f"'/{model}'" in source for model in models)
    assert f"/mediapipe/{model_bundle.TASKS_VISION_VERSION}" in source
    sizes = {int(digits.replace("_", "")) for digits in re.findall(r"bytes: ([\d_]+)", source)}
    served = [*models, "mediapipe/0.10.35/vision_wasm_module_internal.wasm"]
    assert sizes == {(public / path).stat().st_size for path in served}


def test_the_versions_are_those_of_the_lock_file() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    assert package["dependencies"]["@mediapipe/tasks-vision"] == model_bundle.TASKS_VISION_VERSION
    assert package["devDependencies"]["@mediapipe/pose"] == model_bundle.POSE_VERSION


def test_missing_packages_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert model_bundle.main(["--packages", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "install the web packages" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_other_version_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "@mediapipe/pose").mkdir(parents=True)
    (tmp_path / "@mediapipe/pose/package.json").write_text('{"version": "9.9.9"}')
    assert model_bundle.main(["--packages", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "@mediapipe/pose is 9.9.9" in capsys.readouterr().err


def test_other_content_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PACKAGES / "@mediapipe/pose", tmp_path / "@mediapipe/pose", symlinks=False)
    model = tmp_path / "@mediapipe/pose/pose_landmark_lite.tflite"
    model.write_bytes(model.read_bytes() + b"\0" * 16)
    assert model_bundle.main(["--packages", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "is the package genuine?" in capsys.readouterr().err


def test_zip_depends_on_nothing_but_its_files() -> None:
    first, second = (model_bundle.stored_zip([("a", b"one"), ("b", b"two")]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.read("b") == b"two"


def test_metadata_is_added_once() -> None:
    scale = Normalization(mean=0.0, std=255.0)
    plain = (PACKAGES / "@mediapipe/pose/pose_landmark_lite.tflite").read_bytes()
    once = add_metadata(plain, "pose", scale)
    assert once.startswith(plain[:4])
    assert add_metadata(once, "pose", scale) == once


def test_model_without_metadata_list_is_refused() -> None:
    # A root table with no fields at all: vtable of 4 bytes, then the table.
    empty = bytes([8, 0, 0, 0, 4, 0, 4, 0, 4, 0, 0, 0])
    with pytest.raises(MetadataError, match="field 6 is missing"):
        add_metadata(empty, "pose", Normalization(0.0, 1.0))
