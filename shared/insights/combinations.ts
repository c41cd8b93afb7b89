/** How many people are in all of some sets, whatever else they are in. */
export interface Overlap {
  segments: string[];
  total: number;
  identified: number;
}

/** How many people are in all of `inside` and in none of `outside`; together these are all that was asked. */
export interface Combination {
  inside: string[];
  outside: string[];
  total: number;
  identified: number;
}

/** From the overlaps of every choice of some segments, the combinations of all of them: each person is in exactly one. */
export function combinationsOf(segments: readonly string[], overlaps: readonly Overlap[]): Combination[] {
  const sizes = new Map(overlaps.map((overlap) => [bitsOf(overlap.segments, segments), overlap]));
  return Array.from({ length: 2 ** segments.length - 1 }, (_, index) => {
    const own = index + 1;
    const combination: Combination = {
      inside: segments.filter((_segment, place) => (own >> place) & 1),
      outside: segments.filter((_segment, place) => !((own >> place) & 1)),
      total: 0,
      identified: 0,
    };
    // Inclusion and exclusion: those who are in more are taken away, and those taken away twice given back.
    for (const [bits, { total, identified }] of sizes) {
      if ((bits & own) !== own) continue;
      const sign = ones(bits & ~own) % 2 === 0 ? 1 : -1;
      combination.total += sign * total;
      combination.identified += sign * identified;
    }
    return combination;
  });
}

function bitsOf(chosen: readonly string[], segments: readonly string[]): number {
  return segments.reduce((bits, segment, place) => bits | (chosen.includes(segment) ? 1 << place : 0), 0);
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left > 0; left >>= 1) count += left & 1;
  return count;
}
