/** Longer runs are left for the next plan. */
const longestRun = 64;

/**
 * Runs of neighbours to merge, so that afterwards no two neighbours fit together any more, with the fewest
 * merges. `fits` says whether a run may become one; a part of a run that fits must fit too.
 */
export function fewestMerges<Item>(
  items: readonly Item[],
  fits: (run: readonly Item[]) => boolean,
): readonly (readonly Item[])[] {
  const earliest = earliestStarts(items, fits);
  const best: Best[][] = [[]];
  for (let end = 1; end <= items.length; end += 1) {
    const here: Best[] = [];
    for (let start = earliest[end] ?? end - 1; start < end; start += 1) {
      const found = bestRun(start, end, best, earliest);
      if (found) here.push(found);
    }
    best.push(here);
  }
  const groups: (readonly Item[])[] = [];
  let run = fewest(best[items.length] ?? []);
  while (run) {
    if (run.end - run.start > 1) groups.unshift(items.slice(run.start, run.end));
    run = run.previous;
  }
  return groups;
}

/** Everything up to `end` in runs, the last of which begins at `start`, with the fewest merges. */
type Best = {
  readonly start: number;
  readonly end: number;
  readonly merges: number;
  readonly previous: Best | undefined;
};

/** For each end, where the longest run that fits and ends there begins. */
function earliestStarts<Item>(
  items: readonly Item[],
  fits: (run: readonly Item[]) => boolean,
): readonly number[] {
  const earliest = [0];
  let start = 0;
  for (let end = 1; end <= items.length; end += 1) {
    start = Math.max(start, end - longestRun);
    while (start < end - 1 && !fits(items.slice(start, end))) start += 1;
    earliest.push(start);
  }
  return earliest;
}

function bestRun(
  start: number,
  end: number,
  best: readonly (readonly Best[])[],
  earliest: readonly number[],
): Best | undefined {
  const merges = end - start - 1;
  if (start === 0) return {start, end, merges, previous: undefined};
  // A run before this one that would fit together with it is not left beside it.
  const apart = (best[start] ?? []).filter(before => before.start < (earliest[end] ?? end));
  const previous = fewest(apart);
  return previous && {start, end, merges: previous.merges + merges, previous};
}

function fewest(runs: readonly Best[]): Best | undefined {
  let found: Best | undefined;
  for (const run of runs) if (!found || run.merges < found.merges) found = run;
  return found;
}
