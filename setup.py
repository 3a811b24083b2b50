"""A wheel carries its built assets: without them, or with stale ones, building it stops with one sentence."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

ROOT = Path(__file__).resolve().parent


def refuse_without_assets() -> None:
    """The stylesheet, the scripts and the fonts are there, built from the sources that lie beside them."""
    spec = importlib.util.spec_from_file_location("assets_build", ROOT / "assets" / "build.py")
    if spec is None or spec.loader is None:
        raise SystemExit("interregions cannot be packaged: assets/build.py is missing.")
    assets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(assets)
    if not assets.is_built(assets.hash_of_sources()):
        raise SystemExit("interregions cannot be packaged: its assets are missing or stale. Run `make assets` first.")


class BuildWithAssets(build_py):
    def run(self) -> None:
        if not self.editable_mode:
            refuse_without_assets()
        super().run()


class ArchiveWithAssets(sdist):
    def run(self) -> None:
        refuse_without_assets()
        super().run()


setup(cmdclass={"build_py": BuildWithAssets, "sdist": ArchiveWithAssets})
