import {describe, expect, test} from 'vitest';
import {alarmWorld, errorsAlarm, minuteMs, pager, region} from './alarm-world.ts';

describe('an alarm fires, pages, and clears', () => {
  test('its history says so in the words of CloudWatch', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -30, [...Array(31).fill(1), 9, 9, 0]);
    await world.pass(4 * minuteMs);
    expect(world.find('errors').state()).toBe('OK');
    expect(world.told('errors')).toEqual([
      '12:06 Alarm updated from OK to ALARM',
      `12:06 Successfully executed action ${pager}`,
      '12:08 Alarm updated from ALARM to OK',
    ]);
    await world.pass(2000);
    expect(world.told('errors').at(-1)).toBe(`12:08 Successfully executed action ${pager}`);
  });

  test('the reason names the values, the threshold and the time', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -30, [...Array(31).fill(1), 9]);
    await world.pass(2 * minuteMs);
    const alarm = world.find('errors');
    expect(alarm.reason()).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [9.0 (27/11/26 12:05:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).',
    );
    expect(JSON.parse(alarm.reasonData() ?? '')).toMatchObject({
      version: '1.0',
      queryDate: '2026-11-27T12:06:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [9],
      threshold: 5,
    });
  });

  test('a period of five minutes slides by the minute', async () => {
    const world = await alarmWorld({alarms: [{...errorsAlarm, periodSeconds: 300}]});
    world.put('Errors', -30, [...Array(30).fill(1), 0, 0, 4, 0]);
    await world.pass(2 * minuteMs);
    expect(world.find('errors').state()).toBe('OK');
    await world.pass(minuteMs);
    expect(world.find('errors').state()).toBe('ALARM');
  });

  test('what the account publishes is late, and judged once it is whole', async () => {
    const stream = {name: 'orders', shards: 1, producers: [{recordsPerSecond: 10, recordBytes: 500}]};
    const world = await alarmWorld({
      streams: [stream],
      alarms: [
        {
          name: 'quiet',
          namespace: 'AWS/Kinesis',
          metric: 'IncomingRecords',
          dimensions: {StreamName: 'orders'},
          statistic: 'Sum',
          comparison: 'LessThanThreshold',
          threshold: 500,
        },
      ],
    });
    await world.pass(10 * minuteMs);
    expect(world.items('quiet')).toEqual([]);
    expect(world.find('quiet').state()).toBe('OK');
    expect(JSON.parse(world.find('quiet').reasonData() ?? '')).toMatchObject({period: 60});
  });
});

describe('a math alarm', () => {
  const query = (id: string, metric: string) => ({id, namespace: 'Shop', metric, statistic: 'Sum'});
  const share = {
    name: 'error-share',
    expression: 'IF(m1 > 0, 100 * m2 / m1)',
    queries: [query('m1', 'Orders'), query('m2', 'Errors')],
    threshold: 10,
  };

  test('compares what its expression comes to', async () => {
    const world = await alarmWorld({alarms: [share]});
    world.put('Orders', -10, Array(20).fill(50));
    world.put('Errors', -10, [...Array(11).fill(1), 20, 1]);
    await world.pass(2 * minuteMs);
    expect(world.find('error-share').reason()).toContain('[40.0 (27/11/26 12:05:00)]');
    await world.pass(minuteMs);
    expect(world.find('error-share').state()).toBe('OK');
  });

  test('whose expression means nothing says so, and goes on', async () => {
    const world = await alarmWorld({alarms: [{...share, expression: 'NO_SUCH(m1)'}]});
    await world.pass(5 * minuteMs);
    expect(world.find('error-share').state()).toBe('INSUFFICIENT_DATA');
    expect(world.find('error-share').evaluationState()).toBe('EVALUATION_ERROR');
    expect(world.find('error-share').reason()).toContain('NO_SUCH');
  });
});

describe('alarms that come and go', () => {
  test('a new one has not been checked yet, and is a minute later', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -5, Array(30).fill(1));
    await world.settle();
    world.putMetricAlarm(region, 'errors-2', world.find('errors').settings() as never);
    expect(world.find('errors-2').reason()).toBe('Unchecked: Initial alarm creation');
    await world.pass(minuteMs);
    expect(world.told('errors-2')).toEqual([
      '12:04 Alarm "errors-2" created',
      '12:05 Alarm updated from INSUFFICIENT_DATA to OK',
    ]);
  });

  test('one that is gone keeps its history, and nothing more is added', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -5, [1, 1, 1, 1, 1, 1, 9, 9]);
    await world.settle();
    world.remove(world.find('errors'));
    await world.pass(5 * minuteMs);
    expect(world.alarm(region, 'errors')).toBeUndefined();
    expect(world.told('errors')).toEqual(['12:04 Alarm "errors" deleted']);
  });
});
