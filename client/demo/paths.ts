import type { Category } from './products.ts';

export const home = '/demo/';
export const cartPath = '/demo/cart/';
export const checkoutPath = '/demo/checkout/';
export const orderPath = '/demo/order/';
export const accountPath = '/demo/account/';
export const searchPath = '/demo/search/';
export const storyPath = '/demo/story/';

export const categoryPath = (category: Category): string => `/demo/${category.toLowerCase()}/`;
export const productPath = (id: string): string => `/demo/products/${id}/`;
export const picturePath = (id: string): string => `/demo/pictures/${id}.svg`;
