/** A rule as a MongoDB query, for those that take one. */
export function mongoQuery(rule) {
  if (rule.all) return { $and: rule.all.map(mongoQuery) };
  if (rule.any) return { $or: rule.any.map(mongoQuery) };
  if (rule.not) return { $nor: [mongoQuery(rule.not)] };
  const { name, operator, value } = rule;
  switch (operator) {
    case 'in':
    case 'anyOf':
      return { [name]: { $in: value } };
    case 'contains':
      return { [name]: { $regex: new RegExp(value) } };
    case 'startsWith':
      return { [name]: { $regex: new RegExp(`^${value}`) } };
    case 'isKnown':
      return { [name]: { $exists: true } };
    case 'from':
      return { [name]: { $exists: true, $gte: value } };
    case 'before':
      return { [name]: { $exists: true, $lt: value } };
    // An absent number would be taken for 0.
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { [name]: { $exists: true, [`$${operator}`]: value } };
    case 'between':
      return { $and: [{ [name]: { $exists: true } }, { [name]: { $gte: value[0] } }, { [name]: { $lte: value[1] } }] };
    case 'allOf':
      return { [name]: { $all: value } };
    default:
      return { [name]: { [`$${operator}`]: value } };
  }
}
