import {describe, expect, test} from 'vitest';
import {alarmWorld, errorsAlarm, minuteMs, pager} from './alarm-world.ts';

const slowAlarm = {...errorsAlarm, name: 'slow', metric: 'Latency', onAlarm: [], onOk: []};
const errors = {...errorsAlarm, onAlarm: [], onOk: []};
const paging = {onAlarm: ['topic:pager'], onOk: ['topic:pager']};

describe('a composite alarm', () => {
  test('follows its children, and says which of them moved it', async () => {
    const world = await alarmWorld({
      alarms: [errors, slowAlarm],
      compositeAlarms: [{name: 'shop-down', rule: 'ALARM(errors) AND NOT OK("slow")', ...paging}],
    });
    world.put('Errors', 0, [9, 9, 9]);
    world.put('Latency', 0, [0, 9, 0]);
    await world.pass(2 * minuteMs);
    expect(world.find('shop-down').state()).toBe('ALARM');
    expect(world.find('shop-down').reason()).toBe(
      'arn:aws:cloudwatch:us-east-1:730112094417:alarm:slow transitioned to ALARM at Friday 27 November, 2026 12:06:00 UTC',
    );
    await world.pass(2 * minuteMs);
    expect(world.told('shop-down')).toEqual([
      '12:06 Alarm updated from OK to ALARM',
      `12:06 Successfully executed action ${pager}`,
      '12:07 Alarm updated from ALARM to OK',
      `12:07 Successfully executed action ${pager}`,
    ]);
  });

  test('changes once for all that happens in the same minute, however high it stands', async () => {
    const world = await alarmWorld({
      alarms: [errors, slowAlarm],
      compositeAlarms: [
        {name: 'a-top', rule: 'ALARM(middle) AND NOT ALARM(errors)', ...paging},
        {name: 'middle', rule: 'ALARM(errors) OR ALARM(slow)'},
      ],
    });
    world.put('Errors', 0, [9, 0]);
    world.put('Latency', 0, [9, 9, 9]);
    await world.pass(minuteMs);
    expect([world.find('middle').state(), world.find('a-top').state()]).toEqual(['ALARM', 'OK']);
    await world.pass(minuteMs);
    expect(world.told('a-top')[0]).toBe('12:06 Alarm updated from OK to ALARM');
  });

  test('that hangs on itself is evaluated no more', async () => {
    const world = await alarmWorld({
      alarms: [errors],
      compositeAlarms: [
        {name: 'one', rule: 'ALARM(errors) OR ALARM(other)'},
        {name: 'other', rule: 'NOT ALARM(one)'},
      ],
    });
    world.put('Errors', 0, [9]);
    await world.pass(3 * minuteMs);
    expect(world.told('one')).toEqual([]);
    expect(world.told('other')).toEqual([]);
  });

  test('of a rule that was changed is evaluated anew at once', async () => {
    const world = await alarmWorld({
      alarms: [errors],
      compositeAlarms: [{name: 'shop-down', rule: 'ALARM(errors)', ...paging}],
    });
    await world.settle();
    const settings = world.find('shop-down').settings();
    if (!('rule' in settings)) throw new Error('It is a composite');
    world.putCompositeAlarm('us-east-1', 'shop-down', {...settings, rule: 'OK(errors)'});
    expect(world.find('shop-down').state()).toBe('ALARM');
    expect(world.find('shop-down').reason()).toContain('its alarm rule evaluates to ALARM');
  });
});

describe('a suppressor', () => {
  const suppressed = {
    name: 'shop-down',
    rule: 'ALARM(errors)',
    suppressor: 'deploying',
    suppressorWaitSeconds: 90,
    suppressorExtensionSeconds: 150,
    ...paging,
  };
  const deploying = {...errors, name: 'deploying', metric: 'Deploys', threshold: 0};

  test('that fires holds the actions back, and some time longer', async () => {
    const world = await alarmWorld({alarms: [errors, deploying], compositeAlarms: [suppressed]});
    world.put('Deploys', 0, [1, 1, 0, 0, 0, 0]);
    world.put('Errors', 0, [0, 9, 9, 9, 9, 9, 9]);
    await world.pass(2 * minuteMs);
    expect(world.find('shop-down').suppressedBy()?.by).toBe('Alarm');
    await world.pass(minuteMs);
    expect(world.find('shop-down').suppressedBy()?.by).toBe('ExtensionPeriod');
    expect(world.told('shop-down')).toEqual(['12:06 Alarm updated from OK to ALARM']);
    await world.pass(3 * minuteMs);
    expect(world.find('shop-down').suppressedBy()).toBeUndefined();
    expect(world.told('shop-down').slice(1)).toEqual([`12:09 Successfully executed action ${pager}`]);
  });

  test('has the wait period to fire in', async () => {
    const world = await alarmWorld({alarms: [errors, deploying], compositeAlarms: [suppressed]});
    world.put('Errors', 0, [9, 9, 9, 9]);
    await world.pass(minuteMs);
    expect(world.find('shop-down').suppressedBy()?.by).toBe('WaitPeriod');
    await world.pass(2 * minuteMs);
    expect(world.told('shop-down')).toEqual([
      '12:05 Alarm updated from OK to ALARM',
      `12:06 Successfully executed action ${pager}`,
    ]);
  });

  test('nothing is told of what came and went while it was held back', async () => {
    const world = await alarmWorld({alarms: [errors, deploying], compositeAlarms: [suppressed]});
    world.put('Errors', 0, [9, 0, 0]);
    await world.pass(10 * minuteMs);
    expect(world.told('shop-down')).toEqual([
      '12:05 Alarm updated from OK to ALARM',
      '12:06 Alarm updated from ALARM to OK',
    ]);
  });
});
