"""A pinhole camera that draws room, shadow and body with a small z-buffer."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from figure.body import Spheres
from figure.geometry import unit, vector

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]

SUPERSAMPLING = 2
WALL_Z = -1.6
SKIRTING_HEIGHT = 0.09
FLOORBOARD = 0.16
SHADOW_CELLS = 400  # 4 m seen from above, 1 cm a cell


@dataclass(frozen=True)
class View:
    """Where a camera stands: its height, its distance from the origin and the height it is aimed at, in metres."""

    height: float
    distance: float
    aim: float
    field_of_view_deg: float = 58.0


@dataclass(frozen=True)
class Rendering:
    """A body seen by the camera, supersampled: colours and mask."""

    colours: Floats
    covered: NDArray[np.bool_]


class Camera:
    """Takes pictures of a body in a room."""

    def __init__(self, width: int, height: int, view: View) -> None:
        self.size = (width, height)
        columns, rows = width * SUPERSAMPLING, height * SUPERSAMPLING
        narrow = min(1.0, rows / columns / 0.75)
        self._focal = columns / 2 / math.tan(math.radians(view.field_of_view_deg / 2)) * narrow
        self._eye = vector(0, view.height, view.distance)
        forward = unit(vector(0, view.aim, 0) - self._eye)
        right = vector(1, 0, 0)
        self._rotation = np.stack([right, np.cross(right, forward), forward])
        self._v, self._u = np.mgrid[0:rows, 0:columns].astype(np.float32)
        self._light = self._rotation @ unit(vector(-0.45, 0.8, 0.55))
        self._look_at_room()

    def shoot(self, spheres: Spheres) -> Picture:
        """A picture of the body in the room, blue-green-red."""
        picture = self._room * (1 - self.shadow(spheres))[..., None]
        body = self.render(spheres)
        picture[body.covered] = body.colours[body.covered]
        small = cv2.resize(np.clip(picture, 0, 255), self.size, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.GaussianBlur(small, (3, 3), 0.6) + 0.5, dtype=np.uint8)

    def shadow(self, spheres: Spheres) -> Floats:
        """How dark the body's shadow makes each pixel of the floor, 0..1, supersampled."""
        above = np.zeros((SHADOW_CELLS, SHADOW_CELLS), np.float32)
        half = SHADOW_CELLS / 200
        for x, y, z, radius in spheres[spheres[:, 1].argsort()[::-1], :4]:
            darkness = max(0.12, 1 - y / 0.9) * 0.5
            centre = (int((x + half) * 100 + y * 22), int((z + half) * 100 - y * 12))
            cv2.circle(above, centre, int(radius * 100 + y * 4) + 1, darkness, -1)
        above = np.asarray(cv2.GaussianBlur(above, (0, 0), 3.5), np.float32)
        on_floor = cv2.remap(above, self._shadow_x, self._shadow_z, cv2.INTER_LINEAR) * self._is_floor
        return np.asarray(on_floor, np.float32)

    def render(self, spheres: Spheres) -> Rendering:
        """The body alone: the nearest sphere at each pixel, then one shading pass."""
        centres = (spheres[:, :3] - self._eye) @ self._rotation.T
        rows, columns = self._u.shape
        x = centres[:, 0] / centres[:, 2] * self._focal + columns / 2
        y = rows / 2 - centres[:, 1] / centres[:, 2] * self._focal
        radius = spheres[:, 3] / centres[:, 2] * self._focal
        nearest = self._nearest(np.stack([x, y, radius, centres[:, 2], spheres[:, 3]], axis=1))
        covered = nearest >= 0
        k = nearest[covered]
        nx, ny = (self._u[covered] - x[k]) / radius[k], -(self._v[covered] - y[k]) / radius[k]
        nz = np.sqrt(np.maximum(0, 1 - nx**2 - ny**2))
        lambert = nx * self._light[0] + ny * self._light[1] - nz * self._light[2]
        brightness = 0.62 + 0.42 * np.clip(lambert * 0.5 + 0.5, 0, 1) ** 1.3 * 1.25 - 0.16 * (1 - nz) ** 3
        colours = np.zeros((rows, columns, 3), np.float32)
        colours[covered] = spheres[k, 4:] * brightness[:, None]
        return Rendering(colours, covered)

    def _nearest(self, discs: NDArray[np.float64]) -> NDArray[np.int32]:
        """Which sphere is seen at each pixel, or -1. Discs are x, y, radius in pixels, depth, radius in metres."""
        rows, columns = self._u.shape
        depth = np.full((rows, columns), np.inf, np.float32)
        nearest = np.full((rows, columns), -1, np.int32)
        for i, (x, y, r, distance, radius) in enumerate(discs):
            left, right = max(0, int(x - r)), min(columns, int(x + r) + 2)
            top, bottom = max(0, int(y - r)), min(rows, int(y + r) + 2)
            if left >= right or top >= bottom or distance < 0.1:  # noqa: PLR2004
                continue
            dx = (np.arange(left, right, dtype=np.float32) - x) / r
            dy = (np.arange(top, bottom, dtype=np.float32) - y) / r
            bulge = 1 - dx[None] ** 2 - dy[:, None] ** 2
            z = np.where(bulge > 0, distance - radius * np.sqrt(np.maximum(bulge, 0)), np.inf)
            hit = z < depth[top:bottom, left:right]
            depth[top:bottom, left:right][hit] = z[hit]
            nearest[top:bottom, left:right][hit] = i
        return nearest

    def _look_at_room(self) -> None:
        """Trace a ray through each pixel to the wall or the floor, and colour it."""
        rows, columns = self._u.shape
        across, upwards = (self._u - columns / 2) / self._focal, -(self._v - rows / 2) / self._focal
        rays = np.stack([across, upwards, np.ones_like(self._u)], -1) @ self._rotation
        to_wall = (WALL_Z - self._eye[2]) / np.minimum(rays[..., 2], -1e-6)
        falling = rays[..., 1] < -1e-6  # noqa: PLR2004
        to_floor = np.where(falling, -self._eye[1] / np.minimum(rays[..., 1], -1e-6), np.inf)
        self._is_floor = to_floor < to_wall
        points = self._eye + rays * np.where(self._is_floor, to_floor, to_wall)[..., None]
        x, y, z = points[..., 0], points[..., 1], points[..., 2]
        self._room = np.where(self._is_floor[..., None], _floor(x, z), _wall(x, y)).astype(np.float32)
        self._shadow_x = ((x + 2) * 100).astype(np.float32)
        self._shadow_z = ((z + 2) * 100).astype(np.float32)


def _wall(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    brightness = np.clip(1.02 - 0.05 * np.abs(x) - 0.03 * (y - 1), 0.7, 1.05)
    painted = np.array([206, 212, 214]) * brightness[..., None]
    return np.where((y < SKIRTING_HEIGHT)[..., None], np.array([235.0, 238, 238]), painted)


def _floor(x: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    board = np.floor(x / FLOORBOARD)
    length = np.floor(z / 1.1 + 0.37 * board)
    grain = 0.01 * np.sin(x * 160 + 3 * np.sin(z * 2))
    brightness = 0.94 + 0.06 * np.sin(board * 12.9898 + length * 78.2) + grain
    gap = np.mod(x / FLOORBOARD, 1) < 0.03  # noqa: PLR2004
    return np.array([120, 152, 178]) * np.where(gap, 0.80, brightness)[..., None]
