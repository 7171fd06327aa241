import {parseXml, XmlElement} from '@rgrove/parse-xml';
import {dayMs, midnightOf} from './days.ts';

/** What a lifecycle does to the objects under a prefix that were written until `cutoff`. */
export type Effect = {
  readonly prefix: string;
  readonly cutoff: number;
  readonly applies: (size: number) => boolean;
  /** Undefined: it deletes them. */
  readonly storageClass: string | undefined;
  /** It does so at the first midnight so long after one was written, not before `firstAt`. */
  readonly afterMs: number;
  readonly firstAt: number;
};

/** What it does to the versions that ceased to be the current one until `cutoff`. */
export type PastEffect = {
  readonly prefix: string;
  readonly cutoff: number;
  /** The last midnight at which it acted. */
  readonly ranAt: number;
  /** So many of the newest noncurrent versions are left alone. */
  readonly kept: number;
  readonly applies: (size: number) => boolean;
  readonly storageClass: string | undefined;
};

/** Days after which it acts, or the day from which on it does. */
type Moment = {readonly days: number} | {readonly date: number};

type Rule = {
  readonly prefix: string;
  readonly applies: (size: number) => boolean;
  readonly sized: boolean;
  readonly expiry: Moment | undefined;
  readonly transitions: readonly {readonly when: Moment; readonly storageClass: string}[];
  readonly past: readonly {
    readonly days: number;
    readonly kept: number;
    readonly storageClass: string | undefined;
  }[];
  readonly abortDays: number | undefined;
};

type Period = {
  readonly rules: readonly Rule[];
  readonly anySize: boolean;
  readonly putAt: number;
  replacedAt: number;
};

const smallBytes = 131_072;
const anyTime = Number.POSITIVE_INFINITY;

/**
 * The lifecycle configurations that were put into a bucket, one after the other: each acts at every UTC midnight
 * from the next one on until another replaces it. A rule with a tag finds no objects, for none has any; delete markers
 * stay.
 */
export class Lifecycles {
  readonly #periods: Period[] = [];
  #revision = 0;

  /** What was worked out of another revision is of other rules. */
  get revision(): number {
    return this.#revision;
  }

  put(configuration: string | undefined, minimumSize: string, at: number): void {
    this.#revision++;
    const last = this.#periods.at(-1);
    if (last && last.replacedAt === anyTime) last.replacedAt = at;
    if (configuration === undefined) return;
    const rules = rulesOf(configuration);
    const anySize = minimumSize === 'varies_by_storage_class';
    this.#periods.push({rules, anySize, putAt: at, replacedAt: anyTime});
  }

  effects(now: number): readonly Effect[] {
    return this.#runs(now).flatMap(({period, ranAt}) =>
      period.rules.flatMap(rule => effectsOf(rule, ranAt, period)),
    );
  }

  pastEffects(now: number): readonly PastEffect[] {
    return this.#runs(now).flatMap(({period, ranAt}) =>
      period.rules.flatMap(({prefix, applies, sized, past}) =>
        past.map(({days, kept, storageClass}) => {
          const cutoff = ranAt - days * dayMs;
          const fits = (size: number) => applies(size) && canMove(size, storageClass, sized, period);
          return {prefix, cutoff, ranAt, kept, applies: fits, storageClass};
        }),
      ),
    );
  }

  /** Whether an unfinished upload has been aborted by then. */
  aborts(key: string, initiatedAt: number, now: number): boolean {
    return this.#runs(now).some(({period, ranAt}) =>
      period.rules.some(
        ({prefix, abortDays}) =>
          abortDays !== undefined && key.startsWith(prefix) && initiatedAt <= ranAt - abortDays * dayMs,
      ),
    );
  }

  /** Each with the last midnight at which it acted. */
  #runs(now: number): readonly {readonly period: Period; readonly ranAt: number}[] {
    return this.#periods
      .map(period => ({period, ranAt: midnightOf(Math.min(now, period.replacedAt))}))
      .filter(({period, ranAt}) => ranAt > period.putAt);
  }
}

/** Into no class but the archives, where small ones were let, goes what is small. */
function canMove(size: number, to: string | undefined, sized: boolean, {anySize}: Period): boolean {
  const archived = to === 'GLACIER' || to === 'DEEP_ARCHIVE';
  return to === undefined || sized || (anySize && archived) || size >= smallBytes;
}

function effectsOf(rule: Rule, ranAt: number, period: Period): Effect[] {
  const firstAt = midnightOf(period.putAt) + dayMs;
  const {prefix, applies, sized, expiry, transitions} = rule;
  const effect = (when: Moment, storageClass: string | undefined, fits: Effect['applies']): Effect[] =>
    'date' in when && when.date > ranAt
      ? []
      : [
          {
            prefix,
            cutoff: 'days' in when ? ranAt - when.days * dayMs : ranAt,
            applies: fits,
            storageClass,
            afterMs: 'days' in when ? when.days * dayMs : 0,
            firstAt: 'days' in when ? firstAt : Math.max(firstAt, when.date),
          },
        ];
  return [
    ...(expiry ? effect(expiry, undefined, applies) : []),
    ...transitions.flatMap(({when, storageClass}) =>
      effect(when, storageClass, size => applies(size) && canMove(size, storageClass, sized, period)),
    ),
  ];
}

function rulesOf(configuration: string): Rule[] {
  const {root} = parseXml(configuration);
  return root === null ? [] : childrenOf(root, 'Rule').flatMap(ruleOf);
}

function ruleOf(rule: XmlElement): Rule[] {
  if (textOf(rule, 'Status') !== 'Enabled') return [];
  const filter = childOf(rule, 'Filter');
  const within = filter && (childOf(filter, 'And') ?? filter);
  if (within && childOf(within, 'Tag')) return [];
  const above = numberOf(within, 'ObjectSizeGreaterThan');
  const below = numberOf(within, 'ObjectSizeLessThan');
  const expiration = childOf(rule, 'Expiration');
  return [
    {
      prefix: textOf(within, 'Prefix') ?? textOf(rule, 'Prefix') ?? '',
      applies: size => (above === undefined || size > above) && (below === undefined || size < below),
      sized: above !== undefined || below !== undefined,
      expiry: expiration && momentOf(expiration),
      transitions: childrenOf(rule, 'Transition').flatMap(each => {
        const when = momentOf(each);
        const storageClass = textOf(each, 'StorageClass');
        return when && storageClass !== undefined ? [{when, storageClass}] : [];
      }),
      past: pastOf(rule),
      abortDays: numberOf(childOf(rule, 'AbortIncompleteMultipartUpload'), 'DaysAfterInitiation'),
    },
  ];
}

function pastOf(rule: XmlElement): Rule['past'] {
  const steps = [
    ...childrenOf(rule, 'NoncurrentVersionTransition'),
    ...childrenOf(rule, 'NoncurrentVersionExpiration'),
  ];
  return steps.flatMap(step => {
    const days = numberOf(step, 'NoncurrentDays');
    const kept = numberOf(step, 'NewerNoncurrentVersions') ?? 0;
    return days === undefined ? [] : [{days, kept, storageClass: textOf(step, 'StorageClass')}];
  });
}

function momentOf(step: XmlElement): Moment | undefined {
  const days = numberOf(step, 'Days');
  if (days !== undefined) return {days};
  const date = textOf(step, 'Date');
  return date === undefined ? undefined : {date: Date.parse(date)};
}

const childrenOf = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.flatMap(child => (child instanceof XmlElement && child.name === name ? [child] : []));

const childOf = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent && childrenOf(parent, name)[0];

const textOf = (parent: XmlElement | undefined, name: string): string | undefined =>
  childOf(parent, name)?.text;

function numberOf(parent: XmlElement | undefined, name: string): number | undefined {
  const text = textOf(parent, name);
  return text === undefined ? undefined : Number(text);
}
