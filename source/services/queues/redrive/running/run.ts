import type {Ending, Progress, Work} from '../../../../actions/action.ts';
import type {Plan} from '../../../../actions/plan.ts';
import {formatCount, formatPerMinute} from '../../../../text/number.ts';
import type {RedriveFacts} from '../facts.ts';
import {judgeCanary} from '../guard/returned.ts';
import type {RedriveOptions} from '../options.ts';
import {canaryPerSecond} from '../planning/canary.ts';
import {type Order, orderOf} from '../planning/order.ts';
import {attend, type Broken, movedText, watch} from './attend.ts';
import {changedMeanwhile} from './between.ts';
import {Move} from './move.ts';
import {unlessStopped} from './pause.ts';
import {returnedText} from './says.ts';

/** The whole life of a redrive: the canary, its watch, the rest, and its watch; or a task that is left alone. */
export async function* runRedrive(
  _plan: Plan,
  facts: RedriveFacts,
  options: RedriveOptions,
  work: Work<RedriveFacts>,
): AsyncGenerator<Progress, Ending> {
  const order = orderOf(facts, options);
  const destination = options.to === undefined ? undefined : facts.receivers[0]?.arn;
  const start = (move: Move, perSecond: number) => move.start({source: facts.arn, destination, perSecond});
  const total = facts.depth;
  let movedFirst = 0;
  if (order.canary) {
    const canary = new Move(work, facts);
    const {messages} = order.canary;
    yield {says: `Starting the canary: ${formatCount(messages)} of ${formatCount(total)}`};
    const refused = await start(canary, canaryPerSecond);
    if (refused) return {ended: 'failed', problem: refused};
    if (!canary.isStarted) return nothingMoved;
    const attending = {work, facts, order, move: canary};
    const unmoved = yield* attend(attending, {
      title: 'Canary',
      perSecond: canaryPerSecond,
      total: messages,
      ...(messages < total ? {upTo: messages} : {}),
    });
    const movedAt = work.now();
    const broken = unmoved ?? (yield* watch(attending, `Canary: ${movedText(canary).replace('.', '')}`));
    if (broken) return endingOf(broken, canary, facts);
    const verdict = judge(canary, order);
    if (canary.task?.status === 'COMPLETED') return {ended: 'done', note: verdict.says};
    if (verdict.is !== 'clean') return {ended: 'stopped', says: `${verdict.says} ${goOn(facts, verdict.is)}`};
    movedFirst = canary.moved;
    yield {says: `Canary: ${verdict.says} Starting the rest`};
    const changed = await unlessStopped(work, changedMeanwhile(facts, options, movedAt, work));
    if (changed !== undefined) return {ended: 'stopped', says: `${verdict.says} ${changed}`};
    if (work.signal.aborted) {
      return {ended: 'stopped', says: `${movedText(canary)} Told to stop before the rest.`};
    }
  }
  const rest = new Move(work, facts);
  yield {says: 'Starting the move'};
  const refused = await start(rest, order.rate.perSecond);
  if (refused) return {ended: 'failed', problem: refused};
  if (!rest.isStarted) return nothingMoved;
  if (order.detach) {
    return {ended: 'done', note: `It runs, and nobody watches it: queues.cancel ${facts.name} stops it.`};
  }
  const attending = {work, facts, order, move: rest};
  const moving = {
    title: 'Redrive',
    perSecond: order.rate.perSecond,
    total: rest.samples[0]?.depth ?? total,
  };
  const broken = yield* attend(attending, moving);
  if (broken) return endingOf(broken, rest, facts);
  if (!order.comesBack) return {ended: 'done', note: movedText(rest)};
  const late = yield* watch(attending, movedText(rest).replace('.', ''));
  if (late) return endingOf(late, rest, facts);
  const first = movedFirst === 0 ? '' : ` ${formatCount(movedFirst)} had gone first.`;
  return {ended: 'done', note: `${judge(rest, order).says}${first}`};
}

const nothingMoved: Ending = {ended: 'stopped', says: 'Told to stop before the next move began.'};

type Judged = {readonly is: 'clean' | 'bounced' | 'unclear'; readonly says: string};

/** What came back of what was moved. Where a failure takes longer than it was watched, it has shown nothing. */
function judge(move: Move, {arrivals, isTooLong, isConsumed}: Order): Judged {
  const [base, end] = [move.samples[0], move.samples.at(-1)];
  if (!base || !end) return {is: 'unclear', says: 'What was moved was never seen.'};
  const verdict = judgeCanary(base, end, arrivals);
  const {returned} = verdict;
  const says = `${movedText(move)} ${sentence(returnedText(returned))}`;
  if (verdict.is === 'bounced') return {is: 'bounced', says};
  if (!isConsumed) return {is: 'unclear', says: `${says} Nobody consumes them, so nothing could fail.`};
  if (isTooLong) return {is: 'unclear', says: `${says} A failure takes longer to show than it was watched.`};
  if (verdict.is === 'clean') return {is: 'clean', says};
  const hidden = arrivals
    ? `Cannot tell them from the ${formatPerMinute(arrivals.perMinute)} that arrive by themselves.`
    : 'Cannot tell them from what arrives by itself, which is not known.';
  return {is: 'unclear', says: `${says} ${hidden}`};
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const goOn = ({name}: RedriveFacts, is: Judged['is']): string =>
  is === 'bounced'
    ? `The rest was not started: look at what failed (queues.look ${name}), repair it, and redrive again.`
    : `The rest was not started: when you have seen that they were consumed, go on with --canary 0.`;

function endingOf(broken: Broken, move: Move, {name}: RedriveFacts): Ending {
  if (broken.is === 'failed') return {ended: 'failed', problem: broken.problem};
  if (broken.is === 'stopped') return {ended: 'stopped', says: broken.says};
  const {atLeast, of} = broken.guarded;
  const cancelled = move.task?.status === 'CANCELLED' ? 'Cancelled by itself: at' : 'At';
  return {
    ended: 'stopped',
    says: `${cancelled} least ${formatCount(atLeast)} of ${formatCount(of)} came back. ${movedText(move)} Look at what failed (queues.look ${name}) before the next try.`,
  };
}
