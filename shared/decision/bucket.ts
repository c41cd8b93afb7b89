import { fnv1a } from '../rules/stable-hash.ts';

/** The Mersenne prime 2^31 − 1, modulus of the affine hash. */
const modulus = 2_147_483_647n;

/** 31 bits of a visitor id: the number a person's percentages are drawn from. */
export function visitorHash(visitor: string): number {
  return fnv1a(visitor) & 0x7fffffff;
}

/** The place of a hash under a salt is `((a · hash + b) mod modulus) / modulus`. */
export function affineOf(salt: string): { a: bigint; b: bigint; modulus: bigint } {
  return { a: (BigInt(fnv1a(salt)) % (modulus - 1n)) + 1n, b: BigInt(fnv1a(salt, 0x01000193)) % modulus, modulus };
}

/**
 * Where a visitor stands in [0, 1) for a salt: always the same place, and independent places for different salts. Affine
 * modulo a prime, so that SQL computes the same.
 */
export function fractionOf(hash: number, salt: string): number {
  const { a, b } = affineOf(salt);
  return Number((a * BigInt(hash) + b) % modulus) / Number(modulus);
}
