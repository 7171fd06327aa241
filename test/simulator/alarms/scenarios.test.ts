import {describe, expect, test} from 'vitest';
import type {StateName} from '../../../source/simulator/alarms/shape.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {alarmWorld, minuteMs, region, type World} from './alarm-world.ts';

const worldOf = async (name: string): Promise<World> => {
  const world = await alarmWorld(await loadScenario(name));
  await world.settle();
  return world;
};

const named = (world: World, state: StateName) =>
  world.alarmsOf(region).flatMap(alarm => (alarm.state() === state ? alarm.name : []));

const minutesAgo = (world: World, time: number) => Math.round((world.now() - time) / minuteMs);

describe('black-friday', () => {
  const friday = worldOf('black-friday');

  test('what fires, since when, and what is only insufficient', async () => {
    const world = await friday;
    expect(named(world, 'ALARM')).toEqual([
      'checkout-down',
      'checkout-errors',
      'clicks-enriched-iterator-age',
      'clicks-refused',
      'data-loss-near',
      'iterator-age-hi',
      'orders-refused',
      'payments-dlq-depth',
      'thumbnails-failed-depth',
    ]);
    expect(named(world, 'INSUFFICIENT_DATA')).toEqual([
      'clicks-v1-iterator-age',
      'inventory-updates-dlq-depth',
    ]);
    expect(minutesAgo(world, world.find('checkout-errors').transitionedAt())).toBe(14);
    const flaps = world.items('inventory-bursts').filter(({type}) => type === 'StateUpdate');
    expect(flaps.filter(({at}) => minutesAgo(world, at) < 60)).toHaveLength(24);
  });

  test('the latency alarm pages, and the function that opens the incident refuses', async () => {
    const world = await friday;
    world.setState(world.find('payments-latency'), 'ALARM', 'A drill', undefined);
    await world.pass(2000);
    const acted = world.items('payments-latency').filter(({type}) => type === 'Action');
    const states = acted.map(({data}) => [data.notificationResource, data.actionState]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        ['arn:aws:sns:us-east-1:730112094417:pager-primary', 'Succeeded'],
        ['arn:aws:lambda:us-east-1:730112094417:function:open-incident', 'Failed'],
      ]),
    );
  });

  test('the muted alarm pages again at one, when the mute ends', async () => {
    const world = await friday;
    expect(world.muteRules(region).map(rule => rule.status())).toEqual(['ACTIVE', 'SCHEDULED']);
    await world.pass(57 * minuteMs);
    expect(world.told('iterator-age-hi').at(-1)).toMatch(
      /^13:00 Successfully executed action .*pager-primary$/u,
    );
    expect(world.muteRules(region)[0]?.status()).toBe('EXPIRED');
  });
});

test('calm: a dozen alarms, and nothing ever happened to them', async () => {
  const world = await worldOf('calm');
  expect(world.alarmsOf(region)).toHaveLength(13);
  expect(named(world, 'OK')).toHaveLength(13);
  expect(world.history(region)).toEqual([]);
});

test('lagging-consumer: a dead reader fires where silence is breaching, and nowhere else', async () => {
  const world = await worldOf('lagging-consumer');
  expect(named(world, 'ALARM')).toContain('shipments-iterator-age');
  expect(named(world, 'INSUFFICIENT_DATA')).toEqual(['returns-iterator-age']);
});

test('poison-pill: the readers that stand still fire', async () => {
  const world = await worldOf('poison-pill');
  expect(named(world, 'ALARM')).toEqual([
    'chargebacks-dlq-depth',
    'ledger-dlq-fifo-depth',
    'payments-iterator-age',
    'payments-stuck',
    'refunds-iterator-age',
    'settle-payments-errors',
  ]);
});

test('huge: five thousand alarms, some forty of them firing', async () => {
  const world = await worldOf('huge');
  expect(world.alarmsOf(region)).toHaveLength(5000);
  expect(named(world, 'ALARM')).toHaveLength(41);
  expect(named(world, 'INSUFFICIENT_DATA').length).toBeGreaterThan(30);
});
