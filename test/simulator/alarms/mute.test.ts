import {describe, expect, test} from 'vitest';
import {durationMs} from '../../../source/simulator/alarms/mute/duration.ts';
import {isTimezone} from '../../../source/simulator/alarms/mute/local-time.ts';
import {readSchedule} from '../../../source/simulator/alarms/mute/schedule.ts';
import {alarmWorld, errorsAlarm, minuteMs, pager, region} from './alarm-world.ts';

const untilTen = {name: 'deploy', fromSecond: -240, duration: 'PT10M', alarms: ['errors']};
const fires = [0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];

describe('a muted alarm', () => {
  test('changes its state and does nothing; when the mute ends it does what it could not', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm], muteRules: [untilTen]});
    world.put('Errors', 0, fires);
    expect(world.muteRules(region)).toEqual([]);
    await world.pass(5 * minuteMs);
    expect(world.muteRules(region)[0]).toMatchObject({expression: 'at(2026-11-27T12:00)', type: 'ONE_TIME'});
    expect(world.muteRules(region)[0]?.status()).toBe('ACTIVE');
    expect(world.told('errors')).toEqual(['12:07 Alarm updated from OK to ALARM']);
    await world.pass(2 * minuteMs);
    expect(world.muteRules(region)[0]?.status()).toBe('EXPIRED');
    expect(world.told('errors').slice(1)).toEqual([`12:10 Successfully executed action ${pager}`]);
  });

  test('that fires no more when the mute ends stays silent', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm], muteRules: [untilTen]});
    world.put('Errors', 0, [0, 9, 0, 0]);
    await world.pass(10 * minuteMs);
    expect(world.told('errors')).toEqual([
      '12:06 Alarm updated from OK to ALARM',
      '12:07 Alarm updated from ALARM to OK',
    ]);
  });

  test('speaks at once when the rule is deleted', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm], muteRules: [untilTen]});
    world.put('Errors', 0, fires);
    await world.pass(4 * minuteMs);
    expect(world.deleteMuteRule(region, 'deploy')).toBe(true);
    expect(world.deleteMuteRule(region, 'deploy')).toBe(false);
    await world.pass(2000);
    expect(world.told('errors').at(-1)).toBe(`12:08 Successfully executed action ${pager}`);
  });

  test('stays muted while another rule holds', async () => {
    const other = {...untilTen, name: 'game-day', duration: 'PT20M'};
    const world = await alarmWorld({alarms: [errorsAlarm], muteRules: [untilTen, other]});
    world.put('Errors', 0, fires);
    await world.pass(10 * minuteMs);
    expect(world.told('errors')).toEqual(['12:07 Alarm updated from OK to ALARM']);
    await world.pass(8 * minuteMs);
    expect(world.told('errors')[1]).toBe('12:19 Alarm updated from ALARM to OK');
  });

  test('a rule that is put now holds now, and ends by itself', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', 0, fires);
    await world.settle();
    world.putMuteRule(region, {
      name: 'mine',
      description: undefined,
      expression: 'at(2026-11-27T12:04)',
      duration: 'PT5M',
      timezone: undefined,
      alarms: ['errors'],
      startAt: undefined,
      expireAt: undefined,
    });
    expect(world.muteRules(region).map(rule => rule.status())).toEqual(['ACTIVE']);
    await world.pass(6 * minuteMs);
    expect(world.told('errors')).toEqual([
      '12:07 Alarm updated from OK to ALARM',
      `12:09 Successfully executed action ${pager}`,
    ]);
  });
});

describe('when the windows of a rule open', () => {
  const at = (text: string) => Date.parse(text);
  const friday = at('2026-11-27T12:04:00Z');
  const show = (time: number | undefined) =>
    time === undefined ? 'never' : new Date(time).toISOString().slice(0, 16);

  test.each([
    ['cron(0 2 * * *)', 'UTC', '2026-11-27T02:00', '2026-11-28T02:00'],
    ['cron(0 2 * * SUN)', 'UTC', '2026-11-22T02:00', '2026-11-29T02:00'],
    ['cron(0 2 * * 7)', 'UTC', '2026-11-22T02:00', '2026-11-29T02:00'],
    ['cron(30 9-17 * * MON-FRI)', 'UTC', '2026-11-27T11:30', '2026-11-27T12:30'],
    ['cron(0 1 1 JAN,JUL *)', 'UTC', '2026-07-01T01:00', '2027-01-01T01:00'],
    ['cron(0 0 29 2 *)', 'UTC', '2024-02-29T00:00', '2028-02-29T00:00'],
    ['cron(0 23 * * *)', 'America/New_York', '2026-11-27T04:00', '2026-11-28T04:00'],
    ['cron(0 8 * * *)', 'Asia/Tokyo', '2026-11-26T23:00', '2026-11-27T23:00'],
    ['at(2026-11-27T12:00)', 'UTC', '2026-11-27T12:00', 'never'],
    ['at(2026-11-27T12:00)', 'Europe/London', '2026-11-27T12:00', 'never'],
    ['at(2026-11-27T12:00)', 'America/Los_Angeles', 'never', '2026-11-27T20:00'],
  ])('%s in %s', (expression, timezone, before, after) => {
    const schedule = readSchedule(expression, timezone);
    expect(show(schedule?.before(friday))).toBe(before);
    expect(show(schedule?.after(friday))).toBe(after);
  });

  test('where the clocks are put forward, a window in the hour that is skipped opens after it', () => {
    const schedule = readSchedule('cron(30 2 * * *)', 'Europe/Berlin');
    expect(show(schedule?.after(at('2026-03-28T12:00:00Z')))).toBe('2026-03-29T01:30');
    expect(show(schedule?.after(at('2026-03-29T12:00:00Z')))).toBe('2026-03-30T00:30');
  });

  test.each([
    'at(tomorrow)',
    'at(2026-13-01T00:00)',
    'cron(* * * *)',
    'cron(60 * * * *)',
    'cron(5-1 * * * *)',
    'rate(1 hour)',
  ])('%s is no schedule', expression => {
    expect(readSchedule(expression)).toBeUndefined();
  });

  test('durations and time zones are read as AWS takes them', () => {
    expect(durationMs('P2DT12H')).toBe(60 * 3_600_000);
    expect(durationMs('PT1M')).toBe(60_000);
    for (const wrong of ['P', 'PT', '1H', 'PT1H30', 'P1W']) expect(durationMs(wrong)).toBeUndefined();
    expect([isTimezone('Europe/Paris'), isTimezone('Mars/Phobos')]).toEqual([true, false]);
  });
});
