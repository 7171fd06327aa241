import {describe, expect, test} from 'vitest';
import {alarmWorld, errorsAlarm, minuteMs, pager} from './alarm-world.ts';

describe('a state that somebody sets', () => {
  test('holds until the next evaluation, and its actions are real', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -30, Array(60).fill(1));
    await world.pass(20_000);
    world.setState(world.find('errors'), 'ALARM', 'A drill by on-call', undefined);
    expect(world.find('errors').reason()).toBe('A drill by on-call');
    await world.pass(30_000);
    expect(world.find('errors').state()).toBe('ALARM');
    await world.pass(20_000);
    expect(world.told('errors')).toEqual([
      '12:04 Alarm updated from OK to ALARM',
      `12:04 Successfully executed action ${pager}`,
      '12:05 Alarm updated from ALARM to OK',
      `12:05 Successfully executed action ${pager}`,
    ]);
    const [back, set] = world.items('errors').filter(({type}) => type === 'StateUpdate');
    expect(back?.data).toMatchObject({
      oldState: {stateReason: 'A drill by on-call'},
      newState: {stateValue: 'OK'},
    });
    expect(set?.data).toMatchObject({newState: {stateReason: 'A drill by on-call'}});
  });

  test('an action takes a moment: history has it only then', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    world.put('Errors', -30, Array(60).fill(1));
    await world.pass(20_000);
    world.setState(world.find('errors'), 'ALARM', 'A drill', undefined);
    await world.settle();
    expect(world.items('errors').map(({type}) => type)).toEqual(['StateUpdate']);
    await world.pass(1500);
    expect(world.items('errors').map(({type}) => type)).toEqual(['Action', 'StateUpdate']);
  });

  test('the state that it has already fires nothing', async () => {
    const world = await alarmWorld({alarms: [errorsAlarm]});
    await world.settle();
    world.setState(world.find('errors'), world.find('errors').state(), 'A drill', undefined);
    await world.pass(5000);
    expect(world.items('errors').filter(({type}) => type === 'Action')).toEqual([]);
  });

  test('without the data of a state, no scaling policy runs', async () => {
    const policy =
      'arn:aws:autoscaling:us-east-1:730112094417:scalingPolicy:1:autoScalingGroupName/web:policyName/out';
    const world = await alarmWorld({alarms: [{...errorsAlarm, onAlarm: [policy]}]});
    world.put('Errors', -30, Array(60).fill(1));
    await world.settle();
    world.setState(world.find('errors'), 'ALARM', 'A drill', undefined);
    await world.pass(2000);
    expect(world.told('errors').at(-1)).toContain('Failed to execute action');
  });

  test('a composite stays until a child changes', async () => {
    const world = await alarmWorld({
      alarms: [errorsAlarm],
      compositeAlarms: [{name: 'shop-down', rule: 'ALARM(errors)', onAlarm: ['topic:pager']}],
    });
    world.put('Errors', -30, [...Array(45).fill(1), 9, 1]);
    await world.settle();
    world.setState(world.find('shop-down'), 'ALARM', 'A drill', undefined);
    await world.pass(15 * minuteMs);
    expect(world.find('shop-down').state()).toBe('ALARM');
    await world.pass(2 * minuteMs);
    expect(world.find('shop-down').state()).toBe('OK');
  });

  test('an alarm that nothing evaluates comes back to what it was', async () => {
    const fixed = {state: 'ALARM', sinceSecond: -900} as const;
    const world = await alarmWorld({alarms: [{...errorsAlarm, fixed}]});
    await world.settle();
    expect(world.find('errors').state()).toBe('ALARM');
    expect(world.told('errors')[0]).toBe('11:49 Alarm updated from OK to ALARM');
    world.setState(world.find('errors'), 'OK', 'A drill', undefined);
    expect(world.find('errors').state()).toBe('OK');
    await world.pass(minuteMs);
    expect(world.find('errors').state()).toBe('ALARM');
  });
});
