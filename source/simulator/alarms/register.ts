import {type LiveAlarm, type LiveCompositeAlarm, suppressorOf} from './live-alarm.ts';

/** The alarms of every region, and which of them hang on which. */
export type Register = {
  readonly add: (alarm: LiveAlarm) => void;
  readonly remove: (alarm: LiveAlarm) => void;
  /** After a composite was changed. */
  readonly touch: () => void;
  readonly find: (region: string, name: string) => LiveAlarm | undefined;
  readonly of: (region: string) => readonly LiveAlarm[];
  /** Composites below others before those; those that hang on themselves are left out: AWS evaluates them no more. */
  readonly composites: () => readonly LiveCompositeAlarm[];
  readonly parentsOf: (alarm: LiveAlarm) => readonly LiveCompositeAlarm[];
  readonly suppressedBy: (alarm: LiveAlarm) => readonly LiveCompositeAlarm[];
};

type Ties = {
  readonly composites: readonly LiveCompositeAlarm[];
  readonly parents: ReadonlyMap<string, readonly LiveCompositeAlarm[]>;
  readonly suppressed: ReadonlyMap<string, readonly LiveCompositeAlarm[]>;
};

export function createRegister(): Register {
  const regions = new Map<string, Map<string, LiveAlarm>>();
  let known: Ties | undefined;
  const find = (region: string, name: string) => regions.get(region)?.get(name);
  const all = function* () {
    for (const alarms of regions.values()) yield* alarms.values();
  };
  const ties = (): Ties => {
    known ??= tiesOf([...all()].filter(alarm => alarm.kind === 'composite'));
    return known;
  };
  return {
    add(alarm) {
      const alarms = regions.get(alarm.region) ?? new Map<string, LiveAlarm>();
      regions.set(alarm.region, alarms.set(alarm.name, alarm));
      known = undefined;
    },
    remove(alarm) {
      regions.get(alarm.region)?.delete(alarm.name);
      alarm.isGone = true;
      known = undefined;
    },
    touch: () => {
      known = undefined;
    },
    find,
    of: region => [...(regions.get(region)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    composites: () => ties().composites,
    parentsOf: alarm => ties().parents.get(keyOf(alarm.region, alarm.name)) ?? [],
    suppressedBy: alarm => ties().suppressed.get(keyOf(alarm.region, alarm.name)) ?? [],
  };
}

const keyOf = (region: string, name: string): string => `${region}/${name}`;

function tiesOf(composites: readonly LiveCompositeAlarm[]): Ties {
  const parents = new Map<string, LiveCompositeAlarm[]>();
  const suppressed = new Map<string, LiveCompositeAlarm[]>();
  for (const composite of composites) {
    const {region, rule} = composite;
    for (const child of rule?.alarms ?? []) push(parents, keyOf(region, child), composite);
    const suppressor = suppressorOf(composite);
    if (suppressor !== undefined) push(suppressed, keyOf(region, suppressor), composite);
  }
  return {composites: inOrder(composites), parents, suppressed};
}

const push = <Item>(lists: Map<string, Item[]>, key: string, item: Item): void => {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(item);
};

function inOrder(composites: readonly LiveCompositeAlarm[]): readonly LiveCompositeAlarm[] {
  const byKey = new Map(composites.map(each => [keyOf(each.region, each.name), each]));
  const heights = new Map<LiveCompositeAlarm, number>();
  const heightOf = (composite: LiveCompositeAlarm): number => {
    const height = heights.get(composite);
    if (height !== undefined) return height;
    heights.set(composite, Number.POSITIVE_INFINITY);
    const children = (composite.rule?.alarms ?? []).flatMap(
      name => byKey.get(keyOf(composite.region, name)) ?? [],
    );
    const found = 1 + Math.max(0, ...children.map(heightOf));
    heights.set(composite, found);
    return found;
  };
  return composites
    .filter(composite => Number.isFinite(heightOf(composite)))
    .sort((a, b) => heightOf(a) - heightOf(b) || (a.name < b.name ? -1 : 1));
}
