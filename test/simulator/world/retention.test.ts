import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Retention} from '../../../source/simulator/world/retention.ts';

describe('retention', () => {
  const hour = 3_600_000;

  it('does not bring back what had expired when it is raised', () => {
    const retention = new Retention(24);
    retention.change(48, 100 * hour);
    expect(retention.horizonAt(100 * hour)).toBe(76 * hour);
    expect(retention.horizonAt(110 * hour)).toBe(76 * hour);
    expect(retention.horizonAt(130 * hour)).toBe(82 * hour);
  });

  it('never lets the horizon go back', () => {
    const changes = fc.array(
      fc.record({after: fc.integer({min: 1, max: 40}), hours: fc.integer({min: 24, max: 200})}),
    );
    fc.assert(
      fc.property(changes, list => {
        const retention = new Retention(24);
        let at = 0;
        for (const {after, hours} of list) {
          at += after * hour;
          retention.change(hours, at);
        }
        let before = Number.NEGATIVE_INFINITY;
        for (let now = 0; now <= at + 50 * hour; now += hour) {
          expect(retention.horizonAt(now)).toBeGreaterThanOrEqual(before);
          before = retention.horizonAt(now);
        }
      }),
      {numRuns: 40},
    );
  });
});
