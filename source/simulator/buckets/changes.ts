import {compareKeys} from './key-order.ts';

/** Something that was put, or the mark that it was deleted. */
export type Change = {
  readonly at: number;
  readonly versionId: string;
  /** Undefined: deleted. */
  readonly object: Written | undefined;
  /** Whether what was there before is still there as an older version. */
  readonly keepsOlder: boolean;
};

type Written = {
  readonly size: number;
  readonly storageClass: string;
  readonly etag: string;
  readonly body: Buffer | undefined;
};

/** What was put and deleted by name, over what is only computed: all of it, so that earlier days can be told. */
export class Changes {
  readonly #byKey = new Map<string, Change[]>();
  #sorted: readonly string[] | undefined = [];

  add(key: string, change: Change): void {
    const before = this.#byKey.get(key);
    if (before) before.push(change);
    else {
      this.#byKey.set(key, [change]);
      this.#sorted = undefined;
    }
  }

  /** In the order of S3. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.#byKey.keys()].sort(compareKeys);
    return this.#sorted;
  }

  /** What happened to a key until then, the newest first, and whether what was computed is still under it. */
  of(key: string, at: number): {readonly changes: readonly Change[]; readonly keepsComputed: boolean} {
    const all = this.#byKey.get(key)?.filter(change => change.at <= at) ?? [];
    const whole = all.findLastIndex(({keepsOlder}) => !keepsOlder);
    return {changes: all.slice(Math.max(0, whole)).reverse(), keepsComputed: whole === -1};
  }
}
