import { fnv1a } from '../rules/stable-hash.ts';

/** The Mersenne prime 2^31 − 1, modulus of the affine hash. */
const modulus = 2_147_483_647n;

/** 31 bits of a visitor id: the number a person's percentages are drawn from. */
export function visitorHash(visitor: string): number {
  return fnv1a(visitor) & 0x7fffffff;
}

/**
 * Where a visitor stands in [0, 1) for a salt: always the same place, and independent places for different salts. Affine
 * modulo a prime, so that SQL can compute the same (D1 binds numbers as REAL: there, cast a and b to INTEGER).
 */
export function fractionOf(hash: number, salt: string): number {
  const a = BigInt(fnv1a(salt)) % (modulus - 1n);
  const b = BigInt(fnv1a(salt, 0x01000193)) % modulus;
  return Number(((a + 1n) * BigInt(hash) + b) % modulus) / Number(modulus);
}
