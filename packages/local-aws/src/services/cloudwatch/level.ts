import { createHash } from 'node:crypto';

const DAY = 24 * 60;
/** Minute of the daily peak: most users watch in the evening. */
const PEAK = 20 * 60;
/** Minutes between two values of the slow noise. */
const SWELL = 20;

/** A number for a metric of a resource; the same for the same strings. */
export function seedOf(...words: string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32LE(0);
}

/**
 * The load of a resource in a minute, from 0 to 1: a daily curve with its peak in the evening, slow waves, and a little noise.
 * The same seed and minute always give the same value, so repeated requests return the same values.
 */
export function level(seed: number, minute: number): number {
  const daily = 0.5 + 0.5 * Math.cos((2 * Math.PI * (minute - PEAK)) / DAY);
  const swell = interpolate(seed, minute / SWELL);
  const jitter = random(seed ^ 0x9e3779b9, minute);
  return 0.1 + 0.45 * daily + 0.35 * swell + 0.1 * jitter;
}

function interpolate(seed: number, position: number): number {
  const left = Math.floor(position);
  const share = 0.5 - 0.5 * Math.cos(Math.PI * (position - left));
  return random(seed, left) * (1 - share) + random(seed, left + 1) * share;
}

/** Evenly distributed between 0 and 1; the finaliser of MurmurHash3. */
function random(seed: number, index: number): number {
  let hash = (seed ^ Math.imul(index, 0x85ebca6b)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
