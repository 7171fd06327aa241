/** One object, and what a bill would say of it. Written without a look at the advice: it knows no cells and no sums. */
export type Stored = {storageClass: string; readonly size: number; readonly ageDays: number};

const perGib: Readonly<Record<string, number>> = {
  STANDARD_IA: 0.0125,
  GLACIER_IR: 0.004,
  GLACIER: 0.0036,
  DEEP_ARCHIVE: 0.00099,
};
const perMove: Readonly<Record<string, number>> = {
  STANDARD_IA: 0.00001,
  GLACIER_IR: 0.00002,
  GLACIER: 0.00003,
  DEEP_ARCHIVE: 0.00005,
};
const order = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];
const gib = 2 ** 30;

/** The first daily run of a rule: `GLACIER_IR@90,DEEP_ARCHIVE@180`. Says what the moves cost. */
export function runRule(bucket: readonly Stored[], to: string): number {
  let paid = 0;
  for (const object of bucket) {
    if (object.size < 128 * 1024) continue;
    for (const step of to.split(',').reverse()) {
      const [target = '', days] = step.split('@');
      if (object.ageDays < Number(days)) continue;
      if (order.indexOf(target) <= order.indexOf(object.storageClass)) continue;
      object.storageClass = target;
      paid += perMove[target] ?? Number.NaN;
      break;
    }
  }
  return paid;
}

/** Day by day, object by object, for so many months of thirty days. */
export function billFor(bucket: readonly Stored[], months: number): number {
  let dollars = 0;
  for (let day = 0; day < months * 30; day += 1) {
    let standard = 0;
    for (const {storageClass, size} of bucket) {
      const price = perGib[storageClass] ?? Number.NaN;
      if (storageClass === 'STANDARD') standard += size;
      else if (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') {
        dollars += (((size + 32 * 1024) / gib) * price) / 30;
        standard += 8 * 1024;
      } else dollars += ((Math.max(size, 128 * 1024) / gib) * price) / 30;
    }
    dollars += ofStandard(standard / gib) / 30;
  }
  return dollars;
}

/** The first 50 TB, the next 450 TB, and the rest. */
function ofStandard(gibibytes: number): number {
  if (gibibytes > 512_000) return 1177.6 + 10_137.6 + (gibibytes - 512_000) * 0.021;
  if (gibibytes > 51_200) return 1177.6 + (gibibytes - 51_200) * 0.022;
  return gibibytes * 0.023;
}

/** Read from a padded class, one GET and one PUT for each, and written to STANDARD. */
export function copyToStandard(objects: readonly Stored[]): number {
  let dollars = 0;
  for (const {storageClass, size} of objects) {
    const isInstant = storageClass === 'GLACIER_IR';
    dollars += (isInstant ? 0.00001 : 0.000001) + 0.000005 + (size / gib) * (isInstant ? 0.03 : 0.01);
  }
  return dollars;
}

/** A thousand archived objects in one: bulk restored, read, written and moved again. Says what that costs. */
export function putTogether(objects: readonly Stored[]): {readonly packed: Stored[]; readonly once: number} {
  const packed: Stored[] = [];
  let once = 0;
  for (let from = 0; from < objects.length; from += 1000) {
    const some = objects.slice(from, from + 1000);
    const size = some.reduce((sum, each) => sum + each.size, 0);
    const storageClass = some[0]?.storageClass ?? '';
    packed.push({storageClass, size, ageDays: 0});
    once += 0.000005 + (perMove[storageClass] ?? Number.NaN);
  }
  for (const {storageClass, size} of objects) {
    const isDeep = storageClass === 'DEEP_ARCHIVE';
    once += 0.0000004 + (isDeep ? 0.000025 + (size / gib) * 0.0025 : 0) + ((size / gib) * 0.023) / 30;
  }
  return {packed, once};
}
