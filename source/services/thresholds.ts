export type Threshold = {readonly value: number; readonly what: string; readonly severity: string};
type Changed = Readonly<Record<string, number>>;

/** The numbers of one service that say when it is bad, under `kinesis.` and the like in the config. */
export type Thresholds<Name extends string> = {
  /** As the config calls them. */
  readonly names: readonly string[];
  readonly defaults: Readonly<Record<Name, number>>;
  /** With those that the config changes. */
  readonly with: (changed: Changed) => Readonly<Record<Name, number>>;
  /** A line for each, in words, with the number that holds. */
  readonly describe: (changed: Changed) => readonly Threshold[];
};

export function defineThresholds<Name extends string>(
  service: string,
  table: Readonly<Record<Name, Threshold>>,
): Thresholds<Name> {
  const own = Object.keys(table) as Name[];
  const nameOf = (name: Name) => `${service}.${name}`;
  const holds = (name: Name, changed: Changed) => changed[nameOf(name)] ?? table[name].value;
  const all = (changed: Changed) =>
    Object.fromEntries(own.map(name => [name, holds(name, changed)])) as Record<Name, number>;
  return {
    names: own.map(nameOf),
    defaults: all({}),
    with: all,
    describe: changed => own.map(name => ({...table[name], value: holds(name, changed)})),
  };
}
