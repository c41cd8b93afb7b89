export const currency = 'EUR';

const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });

/** Minor units as people write them: `€24.00`. */
export const formatMoney = (minor: number): string => format.format(minor / 100);

/** Minor units as analytics wants them: 2400 is 24. */
export const majorUnits = (minor: number): number => minor / 100;
