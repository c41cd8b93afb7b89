import createFilter from 'sift';
import { mongoQuery } from './mongo-query.mjs';

/** Filters made once, then asked. */
export function sift(rules) {
  const filters = rules.map((rule) => createFilter(mongoQuery(rule)));
  return {
    prepare: ({ flat }) => flat,
    answers: (context, out) => {
      for (let index = 0; index < filters.length; index += 1) out[index] = Number(filters[index](context));
    },
  };
}
