export const categories = ['Tea', 'Teaware', 'Table'] as const;
export type Category = (typeof categories)[number];

/** Something the demo shop sells. Prices are minor units of EUR. */
export interface Product {
  id: string;
  name: string;
  category: Category;
  brand: string;
  priceMinor: number;
  /** One line under the name. */
  summary: string;
  /** Paragraphs of the product's page. */
  story: readonly [string, ...string[]];
  details: readonly string[];
}

const house = 'Nettle & Clay';
const potter = 'Studio Varga';
const smith = 'Holm Works';

/** 9 to 79 EUR, so that three things usually make more than 80. */
export const products: readonly Product[] = [
  {
    id: 'mountain-oolong',
    name: 'Mountain Oolong',
    category: 'Tea',
    brand: house,
    priceMinor: 2_400,
    summary: 'Rolled leaf, orchid and warm butter',
    story: [
      'Picked at 1,400 metres on two cool mornings in spring, then rolled by hand into tight green pearls that take five infusions to open.',
      'The first cup smells of orchids. By the third it is all warm butter and cut grass, and the fourth is the one we pour for friends.',
    ],
    details: ['100 g of whole leaf', '5 g for 250 ml at 90 °C, one minute', 'Five infusions'],
  },
  {
    id: 'smoked-pine',
    name: 'Smoked Pine',
    category: 'Tea',
    brand: house,
    priceMinor: 1_900,
    summary: 'Black tea dried over pine fires',
    story: [
      'A black tea for cold evenings. The leaves hang in a wooden loft while pine smoulders below, for a night and half a day.',
      'It is gentler than its smell: dried plum, a little tar, a long sweet end. Milk is allowed.',
    ],
    details: ['100 g of whole leaf', '3 g for 250 ml at 95 °C, three minutes', 'Two infusions'],
  },
  {
    id: 'first-flush',
    name: 'First Flush',
    category: 'Tea',
    brand: house,
    priceMinor: 2_900,
    summary: 'The year’s first picking, bright and floral',
    story: [
      'Two leaves and a bud, from the first ten days of the season. There are 140 tins of it, and then there is next year.',
      'Bright as a muscat grape, with the kind of briskness that makes you open a window.',
    ],
    details: ['100 g of whole leaf', '4 g for 250 ml at 85 °C, two minutes', 'Three infusions'],
  },
  {
    id: 'nettle-mint',
    name: 'Nettle & Mint',
    category: 'Tea',
    brand: house,
    priceMinor: 900,
    summary: 'From the hedge behind the studio, no caffeine',
    story: [
      'The tea we are named after. Young nettle tops for the green, garden mint for the lift, nothing else.',
      'Good hot, better cold, best on the second day from a jug in the fridge.',
    ],
    details: ['50 g, cut', 'A handful for a litre of boiling water, eight minutes', 'No caffeine'],
  },
  {
    id: 'clay-teapot',
    name: 'Clay Teapot',
    category: 'Teaware',
    brand: potter,
    priceMinor: 5_900,
    summary: 'Thrown by hand, pours without a drip',
    story: [
      'Ilka Varga has thrown this pot for eleven years and changed the spout four times. It does not drip any more.',
      'Unglazed inside, so it takes on the tea you give it. Choose one kind and stay with it: in a year it will make a better cup than we can.',
    ],
    details: ['600 ml, for two or three', 'Red stoneware, unglazed inside', 'Rinse with water only'],
  },
  {
    id: 'pair-of-cups',
    name: 'Pair of Cups',
    category: 'Teaware',
    brand: potter,
    priceMinor: 3_200,
    summary: 'Two without handles, for cold hands',
    story: [
      'A cup without a handle tells you when the tea is ready to drink: as soon as you can hold it.',
      'Glazed in oat and moss, always one of each. No two pairs are quite alike.',
    ],
    details: ['180 ml each', 'Stoneware, glazed', 'Dishwasher safe'],
  },
  {
    id: 'lidded-bowl',
    name: 'Lidded Bowl',
    category: 'Teaware',
    brand: potter,
    priceMinor: 3_800,
    summary: 'A gaiwan for one, light as an eggshell',
    story: [
      'The oldest way to make tea for one: leaf, water, lid. Tilt the lid, and it is a strainer.',
      'Porcelain, turned so thin that the light comes through when it is full.',
    ],
    details: ['120 ml', 'Porcelain with saucer', 'Dishwasher safe'],
  },
  {
    id: 'iron-kettle',
    name: 'Iron Kettle',
    category: 'Teaware',
    brand: smith,
    priceMinor: 7_900,
    summary: 'Cast iron that keeps the heat for an hour',
    story: [
      'Poured in sand, in a foundry that otherwise makes stove plates. It weighs two kilograms and will outlive us all.',
      'Works on gas, induction and a wood stove. It sings shortly before it boils.',
    ],
    details: ['1.2 l, 2.1 kg', 'Cast iron, seasoned with oil', 'Dry after use'],
  },
  {
    id: 'oak-tray',
    name: 'Oak Tray',
    category: 'Table',
    brand: smith,
    priceMinor: 4_500,
    summary: 'Carries a pot, four cups and a secret drain',
    story: [
      'Cut from one board, so the grain runs through. The floor is slatted: what is spilled goes below, where nobody sees it.',
      'Oiled twice. Oil it again when it looks thirsty.',
    ],
    details: ['42 × 26 cm', 'Oak from a forest you can visit', 'Wipe clean'],
  },
  {
    id: 'linen-cloth',
    name: 'Linen Cloth',
    category: 'Table',
    brand: house,
    priceMinor: 1_400,
    summary: 'Stonewashed, for pots, cups and small floods',
    story: [
      'Woven wide, washed with stones, cut long. It dries a kettle in one go and itself in ten minutes.',
      'It gets softer for about six years.',
    ],
    details: ['50 × 75 cm', 'Linen, 240 g/m²', 'Wash at 60 °C'],
  },
  {
    id: 'heather-honey',
    name: 'Heather Honey',
    category: 'Table',
    brand: house,
    priceMinor: 1_200,
    summary: 'Thick, dark, from one hillside',
    story: [
      'So thick that it has to be pressed from the comb. The bees belong to our neighbour, who would like you to know their names.',
      'A small spoon beside Smoked Pine is all the cake you need.',
    ],
    details: ['250 g', 'Raw', 'Not for infants'],
  },
  {
    id: 'brass-strainer',
    name: 'Brass Strainer',
    category: 'Table',
    brand: smith,
    priceMinor: 1_800,
    summary: 'Sits on any cup, catches every leaf',
    story: [
      'Woven brass on a turned ring. It sits on everything from an eggcup to a beer glass; we tried.',
      'It will go dull and then beautiful. Lemon brings back the shine.',
    ],
    details: ['7 cm across', 'Brass', 'Rinse after use'],
  },
];

const byId = new Map(products.map((product) => [product.id, product]));

/** `undefined` for an id the shop does not sell. */
export const findProduct = (id: string): Product | undefined => byId.get(id);
