import type {Clock} from '../../clock.ts';
import type {MovedClock} from '../clock.ts';
import {type Fault, type FaultSwitch, faultKinds} from './faults.ts';
import type {WireAnswer, WireRequest} from './message.ts';

/** The paths beside AWS's, by which tests and game days steer a simulated account from outside. */
export const controlPrefix = '/_hotshard/';

export type Controls = {
  readonly clock: Clock;
  readonly faults: FaultSwitch;
  readonly requests: ReadonlyMap<string, number>;
};

export function control(request: WireRequest, {clock, faults, requests}: Controls): WireAnswer {
  switch (`${request.method} ${request.path.slice(controlPrefix.length)}`) {
    case 'GET requests':
      return say(200, Object.fromEntries(requests));
    case 'POST faults': {
      const asked = readFaults(request.body);
      if (typeof asked === 'string') return say(400, {message: asked});
      faults.set(asked);
      return say(200, {faults: asked.length});
    }
    case 'DELETE faults':
      faults.clear();
      return say(200, {faults: 0});
    case 'POST clock':
      return moveClock(request.body, clock);
    default:
      return say(404, {message: `There is nothing at ${request.method} ${request.path}`});
  }
}

function moveClock(body: Buffer, clock: Clock): WireAnswer {
  const seconds = readJson(body)?.advanceSeconds;
  if (typeof seconds !== 'number' || !(seconds >= 0)) {
    return say(400, {message: 'advanceSeconds must be a number, zero or more'});
  }
  if (!isMoved(clock))
    return say(409, {message: 'The clock of this account runs by itself and cannot be moved'});
  clock.advance(seconds * 1000);
  return say(200, {now: new Date(clock.now()).toISOString()});
}

const isMoved = (clock: Clock): clock is MovedClock => 'advance' in clock;

function readFaults(body: Buffer): readonly Fault[] | string {
  const list = readJson(body)?.faults;
  if (!Array.isArray(list)) return 'The body must be {"faults": [{"kind": …}, …]}';
  const bad = list.find(item => !faultKinds.some(kind => kind === item?.kind));
  return bad === undefined ? list : `kind must be one of ${faultKinds.join(', ')}`;
}

function readJson(body: Buffer): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const say = (status: number, body: unknown): WireAnswer => ({
  status,
  headers: {'content-type': 'application/json'},
  body: JSON.stringify(body),
});
