import type {AlarmState} from '../../model.ts';
import type {Firing} from '../effects/way.ts';
import {type HistoryLine, publishedIn, type Transition, transitionIn, triggersIn} from './history-line.ts';

/** The history of the alarm and of those above it, by name. */
export type Histories = ReadonlyMap<string, readonly HistoryLine[]>;

/** What is known of an action that was to be carried out. */
export type Witnessed = {
  readonly firing: Firing;
  readonly is: 'accepted' | 'failed' | 'unseen';
  readonly at: number | undefined;
  /** AWS's words for what went wrong. */
  readonly error: string | undefined;
};

export type Evidence = {
  /** The change that the test made; undefined while it is not in the history. */
  readonly own: Transition | undefined;
  readonly actions: readonly Witnessed[];
  /** Composites that changed because of it. */
  readonly parents: readonly Transition[];
  /** A change into the same state that somebody else, or the metric, made first. */
  readonly other: Transition | undefined;
  /** The next change after the test's own. */
  readonly back: Transition | undefined;
};

export type Asked = {
  readonly alarm: string;
  readonly to: AlarmState;
  readonly nonce: string;
  readonly since: number;
  readonly firings: readonly Firing[];
};

/** Times of one change differ by less where AWS writes them into two items. */
const sameMs = 1000;

/** Pure: what the history proves of a test. What its nonce did not cause is no proof, however well it fits. */
export function evidenceOf(asked: Asked, histories: Histories): Evidence {
  const lines = histories.get(asked.alarm) ?? [];
  const line = lines.find(each => each.entry.what === 'state' && each.entry.says.includes(asked.nonce));
  const own = line && transitionIn(asked.alarm, line);
  const changes = lines.map(each => transitionIn(asked.alarm, each)).filter(each => each !== undefined);
  if (!own) {
    const other = changes
      .toSorted((a, b) => b.at - a.at)
      .find((change, newest) => newest === 0 && change.to === asked.to);
    const actions = asked.firings.map(firing => unseen(firing));
    return {own, actions, parents: [], other, back: undefined};
  }
  const parents = parentsMoved(own, histories);
  const caused = new Map([own, ...parents].map(each => [each.alarm, each]));
  return {
    own,
    actions: asked.firings.map(firing => {
      const cause = caused.get(firing.alarm);
      return cause?.to === firing.on ? witness(firing, cause, histories, asked) : unseen(firing);
    }),
    parents,
    other: undefined,
    back: changes.filter(({at, to}) => at > own.at && to !== own.to).toSorted((a, b) => a.at - b.at)[0],
  };
}

const unseen = (firing: Firing): Witnessed => ({firing, is: 'unseen', at: undefined, error: undefined});

function witness(firing: Firing, cause: Transition, histories: Histories, {alarm, nonce}: Asked): Witnessed {
  const lines = histories.get(firing.alarm) ?? [];
  const line = lines.find(
    each =>
      each.entry.what === 'action' &&
      each.entry.action === firing.arn &&
      each.entry.succeeded !== null &&
      (firing.alarm === alarm ? isOfNonce(each, nonce, cause, lines) : isOfChange(each, cause, lines)),
  );
  if (!line) return unseen(firing);
  const {succeeded, at, says} = line.entry;
  return succeeded
    ? {firing, is: 'accepted', at: Date.parse(at), error: undefined}
    : {firing, is: 'failed', at: Date.parse(at), error: says};
}

/**
 * What it published tells why; where it published no reason, the change that it was carried out for does. The way
 * back publishes where it came from, and so the nonce as well: both have to fit wherever the change is told.
 */
function isOfNonce(
  line: HistoryLine,
  nonce: string,
  cause: Transition,
  lines: readonly HistoryLine[],
): boolean {
  const published = publishedIn(line);
  const isTold = published !== undefined && /reason/iu.test(published);
  if (isTold && !published.includes(nonce)) return false;
  return (isTold && line.entry.transitionAt === null) || isOfChange(line, cause, lines);
}

/** Carried out for this change, and for none of the same alarm that is nearer to it. */
function isOfChange({entry}: HistoryLine, {alarm, at}: Transition, lines: readonly HistoryLine[]): boolean {
  if (entry.transitionAt === null) return false;
  const moment = Date.parse(entry.transitionAt);
  const distance = Math.abs(moment - at);
  const others = lines.map(line => transitionIn(alarm, line)).filter(change => change !== undefined);
  return (
    distance < sameMs && others.every(other => other.at === at || Math.abs(moment - other.at) > distance)
  );
}

/** Composites whose own history names the test's change, or that of one that it changed, as what moved them. */
function parentsMoved(own: Transition, histories: Histories): readonly Transition[] {
  const moved = new Map([[own.alarm, own]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, lines] of histories) {
      if (moved.has(name)) continue;
      const line = lines.find(each =>
        triggersIn(each).some(trigger => {
          const child = moved.get(trigger.alarm);
          return child?.to === trigger.to && Math.abs(child.at - trigger.at) < sameMs;
        }),
      );
      const change = line && transitionIn(name, line);
      if (!change) continue;
      moved.set(name, change);
      grown = true;
    }
  }
  moved.delete(own.alarm);
  return [...moved.values()];
}

/** Whether there is nothing left to wait for: what nobody knows to be carried out is not waited for. */
export const isWhole = ({own, actions}: Evidence): boolean =>
  own !== undefined && actions.every(({is, firing}) => is !== 'unseen' || firing.hangsOn !== undefined);
