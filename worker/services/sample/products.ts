import type { Product } from './visit.ts';

/** What sample people look at, whatever the site sells. Prices are minor units. */
export const sampleProducts: readonly Product[] = [
  product('lamp', 'Desk lamp', 'Light', 4_900),
  product('blanket', 'Wool blanket', 'Textiles', 7_900),
  product('mug', 'Stoneware mug', 'Kitchen', 1_800),
  product('pan', 'Iron pan', 'Kitchen', 5_900),
  product('chair', 'Folding chair', 'Furniture', 8_900),
  product('vase', 'Glass vase', 'Decoration', 3_200),
];

function product(id: string, name: string, category: string, priceMinor: number): Product {
  return { id: `sample-${id}`, name, category, brand: 'Sample', priceMinor };
}
