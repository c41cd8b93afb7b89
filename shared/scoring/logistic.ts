/** What was seen of one person, and what came of it. */
export interface Sample {
  features: readonly number[];
  happened: boolean;
}

/** An intercept, and one weight per feature. */
export interface Weights {
  intercept: number;
  features: readonly number[];
}

const maxSteps = 50;
const enough = 1e-8;
/** Keeps the system solvable where nobody or everybody has something; too little to be seen in the weights. */
const floor = 1e-9;

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The log odds without the intercept. */
export function weighted(weights: readonly number[], features: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (features[index] ?? 0), 0);
}

/**
 * Logistic regression by Newton's method (Bishop, Pattern Recognition and Machine Learning, 2006, 4.3.3) with a normal prior around
 * `prior` (4.5): `strength` is the inverse of its variance, so that few samples move the weights little. The intercept is free.
 */
export function fitLogistic(
  samples: readonly Sample[],
  { prior, strength }: { prior: readonly number[]; strength: number },
): Weights {
  const rows = samples.map(({ features, happened }) => ({ x: [1, ...features], y: Number(happened) }));
  const center = [0, ...prior];
  const penalty = center.map((_, index) => (index === 0 ? floor : strength));
  let weights = center;
  let loss = lossOf(weights);
  for (let step = 0; step < maxSteps; step += 1) {
    const move = newtonStep(weights);
    let next = weights;
    let nextLoss = Infinity;
    // A full step may overshoot where the curve is flat; a half of a half … of it never does.
    for (let share = 1; nextLoss > loss && share > 1e-6; share /= 2) {
      next = weights.map((weight, index) => weight - share * (move[index] ?? 0));
      nextLoss = lossOf(next);
    }
    if (!(nextLoss < loss - enough)) break;
    weights = next;
    loss = nextLoss;
  }
  const [intercept = 0, ...features] = weights;
  return { intercept, features };

  function lossOf(at: readonly number[]): number {
    const fit = rows.reduce((sum, { x, y }) => {
      const logit = weighted(at, x);
      // log(1 + exp(logit)), without running over.
      return sum + Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - y * logit;
    }, 0);
    return at.reduce((sum, weight, i) => sum + ((penalty[i] ?? 0) * (weight - (center[i] ?? 0)) ** 2) / 2, fit);
  }

  function newtonStep(at: readonly number[]): number[] {
    const gradient = at.map((weight, i) => (penalty[i] ?? 0) * (weight - (center[i] ?? 0)));
    const curvature = at.map((_, i) => at.map((_, j) => (i === j ? (penalty[i] ?? 0) : 0)));
    for (const { x, y } of rows) {
      const p = sigmoid(weighted(at, x));
      x.forEach((value, i) => {
        gradient[i] = (gradient[i] ?? 0) + (p - y) * value;
        const row = curvature[i] as number[];
        x.forEach((other, j) => {
          row[j] = (row[j] ?? 0) + p * (1 - p) * value * other;
        });
      });
    }
    return solve(curvature, gradient);
  }
}

/** The solution of a symmetric positive definite system, by elimination; both arguments are used up. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const at = (i: number, j: number) => matrix[i]?.[j] ?? 0;
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let row = pivot + 1; row < size; row += 1) {
      const share = at(row, pivot) / at(pivot, pivot);
      const values = matrix[row] as number[];
      for (let column = pivot; column < size; column += 1) values[column] = at(row, column) - share * at(pivot, column);
      right[row] = (right[row] ?? 0) - share * (right[pivot] ?? 0);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = right[row] ?? 0;
    for (let column = row + 1; column < size; column += 1) rest -= at(row, column) * (solution[column] ?? 0);
    solution[row] = rest / at(row, row);
  }
  return solution;
}
