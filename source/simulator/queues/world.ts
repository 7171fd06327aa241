import type {Clock} from '../../clock.ts';
import {queueArn} from '../arns.ts';
import type {QueueScenario, Scenario} from '../scenarios/schema.ts';
import {mix, seedOf} from '../world/random.ts';
import type {Message} from './message.ts';
import {queueMetrics} from './metrics.ts';
import {Moves} from './moves.ts';
import {Queue} from './queue.ts';
import {Registry} from './registry.ts';
import {settingsOf} from './settings.ts';
import type {QueueSettings, QueueWorld, SimulatedQueue} from './shape.ts';
import type {QueuePlay} from './steady.ts';

export type QueueWorldOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Clock;
  readonly startAt: number;
};

const dayMs = 86_400_000;
/** After how many receives a message was a dead letter whose queue is not there any more. */
const usualReceives = 3;

/** The queues of an account in all its regions, and what goes on in them. */
export function createQueueWorld({scenario, seed, clock, startAt}: QueueWorldOptions): QueueWorld {
  const {accountId} = scenario;
  const historyAt = startAt - dayMs;
  const now = () => Math.floor(clock.now());
  const registry = new Registry(scenario.regions);
  const moves = new Moves({seed, now, advance, queueOf: arn => registry.byArn(arn)});
  const arnOf = (region: string, name: string) => queueArn(name, {region, accountId});

  /** Sources come first, so that their dead letters have come when their turn is. */
  function advance(queue: Queue, to: number, passed = new Set<Queue>()): void {
    if (queue.isPassedTo(to) || passed.has(queue)) return;
    passed.add(queue);
    for (const source of registry.sourcesOf(queue)) advance(source, to, passed);
    queue.advance(to);
  }

  function bring(queue: Queue): void {
    moves.settle(now());
    advance(queue, now());
  }

  function passOn(queue: Queue, message: Message, at: number): boolean {
    const target = registry.byArn(queue.settings().deadLetter?.arn);
    target?.expect({
      letter: message.letter,
      sentAt: target.fifo ? at : message.sentAt,
      arrivedAt: at,
      earlierReceives: message.earlierReceives + message.receives,
      deadLetterSource: queue.arn,
      delaySeconds: 0,
      firstReceivedAt: message.firstReceivedAt,
    });
    return target !== undefined;
  }

  function add(region: string, play: QueuePlay, settings: QueueSettings, createdAt: number): Queue {
    const topic = scenario.topics.find(
      each =>
        (each.region ?? scenario.regions[0]) === region &&
        each.subscriptions.some(({deadLetterQueue}) => deadLetterQueue === play.name),
    );
    const queue = new Queue({
      scenario: play,
      region,
      arn: arnOf(region, play.name),
      settings,
      createdAt,
      startAt,
      historyAt,
      seed: mix(seedOf(seed, `${region}/${play.name}`), Math.max(0, createdAt - startAt)),
      now,
      bring,
      changed: () => registry.relink(),
      passOn,
      held: {
        sourceOf: name => ({
          arn: arnOf(region, name),
          receives: registry.byName(region, name)?.settings().deadLetter?.maxReceiveCount ?? usualReceives,
        }),
        topicArn: topic && `arn:aws:sns:${region}:${accountId}:${topic.name}`,
      },
    });
    registry.add(queue);
    return queue;
  }

  for (const each of scenario.queues) {
    const region = regionOf(each, scenario.regions);
    const settings = settingsOf(each, name => arnOf(region, name));
    add(region, each, settings, startAt - each.createdDaysAgo * dayMs);
  }
  for (const {name, deadLetter, region = scenario.regions[0] ?? ''} of scenario.queues)
    if (deadLetter && !registry.byName(region, deadLetter.queue))
      throw new Error(
        `Queue ${name} has the dead-letter queue ${deadLetter.queue}, which is not in ${region}.`,
      );

  return {
    now,
    accountId,
    metrics: queueMetrics({
      now,
      queuesOf: region => registry.inRegion(region),
      queue: (region, name) => registry.byName(region, name),
      advance: (queue, to) => {
        if (queue.isPassedTo(to)) return;
        moves.settle(to);
        advance(queue, to);
      },
    }),
    queuesOf: region => registry.inRegion(region),
    queue: (region, name) => registry.byName(region, name),
    create: (region, name, settings) => add(region, {name, ...nothing}, settings, now()),
    remove: queue => {
      const own = ours(queue);
      bring(own);
      registry.remove(own);
    },
    startMove: ({source, destination, perSecond}) =>
      moves.start({source: ours(source), destination: destination && ours(destination), perSecond}),
    moves: source => moves.of(ours(source)),
    moveWithHandle: handle => moves.withHandle(handle),
    cancelMove: move => moves.cancel(move),
  };
}

const nothing = {producers: [], consumer: undefined, failures: [], held: []};

function ours(queue: SimulatedQueue): Queue {
  if (queue instanceof Queue) return queue;
  throw new Error(`Queue ${queue.name} is not of this account.`);
}

function regionOf({name, region}: QueueScenario, regions: readonly string[]): string {
  const own = region ?? regions[0];
  if (own === undefined || !regions.includes(own))
    throw new Error(`Queue ${name} is in ${own}, which is not a region of the scenario.`);
  return own;
}
