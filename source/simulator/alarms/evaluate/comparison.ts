type Comparison = {readonly isBeyond: (value: number, threshold: number) => boolean; readonly words: string};

const comparisons: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: {isBeyond: (value, threshold) => value > threshold, words: 'greater than'},
  GreaterThanOrEqualToThreshold: {
    isBeyond: (value, threshold) => value >= threshold,
    words: 'greater than or equal to',
  },
  LessThanThreshold: {isBeyond: (value, threshold) => value < threshold, words: 'less than'},
  LessThanOrEqualToThreshold: {
    isBeyond: (value, threshold) => value <= threshold,
    words: 'less than or equal to',
  },
};

/** How an alarm compares with a threshold that is a number; undefined for those that compare with a band. */
export const comparisonOf = (operator: string): Comparison | undefined =>
  Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
