import type {Action, Ending, Progress} from '../../../../source/actions/action.ts';
import type {ActionTarget, Proof} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import type {MovedClock} from '../../../../source/simulator/clock.ts';
import type {Simulated} from '../../../simulated.ts';

/** The account number of a simulated account, unless its scenario says another. */
const account = '730112094417';

export const targetOf = (stream: string, part?: string): ActionTarget => ({
  service: 'kinesis',
  account,
  region: 'us-east-1',
  arn: `arn:aws:kinesis:us-east-1:${account}:stream/${stream}`,
  resource: stream,
  ...(part === undefined ? {} : {part}),
});

/** A session that may sample. */
export const openSession = ({session, clock}: Pick<Simulated, 'session' | 'clock'>): Session =>
  session({arming: new Arming({clock, readOnly: false})});

export type Ran = {
  readonly ending: Ending;
  readonly proof: Proof | undefined;
  readonly progress: readonly Progress[];
  readonly sent: readonly string[];
};

/** Plans an action and carries it out. Time stands still while something is asked, and jumps while all wait. */
export async function carriedOut(
  action: Action,
  session: Session,
  clock: MovedClock,
  target: ActionTarget,
  signal = new AbortController().signal,
): Promise<Ran> {
  const prepared = await action.prepare(session, target, {}, signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const {arn, resource} = target;
  const lease = session.gate.lease({operations: action.sends, names: [arn, resource]}, account);
  if ('refused' in lease) throw new Error(lease.refused);
  const sent: string[] = [];
  const progress: Progress[] = [];
  const time = jumping(clock);
  return lease.run(async () => {
    const running = prepared.carryOut({
      signal,
      now: session.clock.now,
      sleep: time.sleep,
      send: async request => {
        sent.push(request.operation);
        const done = time.busy();
        const answer = await session.attempt(request.operation, () => request.send(session.once));
        done();
        return answer;
      },
    });
    let step = await running.next();
    while (!step.done) {
      progress.push(step.value);
      step = await running.next();
    }
    return {...step.value, progress, sent};
  });
}

function jumping(clock: MovedClock) {
  const sleepers: {readonly at: number; readonly wake: () => void}[] = [];
  let working = 0;
  const check = () => {
    if (working > 0) return;
    sleepers.sort((a, b) => a.at - b.at);
    const first = sleepers.shift();
    if (!first) return;
    clock.advance(Math.max(0, first.at - clock.now()));
    first.wake();
    setImmediate(check);
  };
  return {
    sleep: (ms: number) =>
      new Promise<void>(wake => {
        sleepers.push({at: clock.now() + ms, wake});
        setImmediate(check);
      }),
    busy: () => {
      working += 1;
      return () => {
        working -= 1;
        setImmediate(check);
      };
    },
  };
}
