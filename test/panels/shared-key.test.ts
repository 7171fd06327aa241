import {expect, test} from 'vitest';
import type {Action} from '../../source/actions/action.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import {fakeActions} from './actions.ts';
import {openConsole} from './driver.ts';

const isOrders = (stream: unknown): boolean => (stream as Stream).name === 'orders';

const onOrOff = (id: string, title: string, available: Action['available']): Action => ({
  id,
  key: 'i',
  title,
  describe: `${title}, described`,
  on: 'resource',
  options: [],
  needs: [],
  sends: [],
  available,
  prepare: async () => ({wrong: 'nothing is prepared here'}),
});

const off = onOrOff('kinesis.disable', 'Switch off', stream => isOrders(stream) || 'it is off already');
const on = onOrOff('kinesis.enable', 'Switch on', stream => !isOrders(stream) || 'it is on already');

test('of two actions with one key, the key means and shows the one that applies to the selected row', async () => {
  const fake = fakeActions();
  const actions = {...fake, of: (service: string) => (service === 'kinesis' ? [off, on] : [])};
  const console = await openConsole({columns: 120, actions});
  await console.press('2');
  const selected = () => console.lines().at(-1);
  const first = selected();
  await console.press('i', 'Esc', 'j');
  const second = selected();
  await console.press('i');
  expect([first, second].map(line => /i (disable|enable)/u.exec(line ?? '')?.[1]).sort()).toEqual([
    'disable',
    'enable',
  ]);
  expect(fake.asked.filter(line => line.startsWith('plan')).sort()).toEqual([
    'plan kinesis.disable orders',
    expect.stringMatching(/^plan kinesis\.enable /),
  ]);
});

test('each of them is in the palette under its own name, and says there when it does not apply', async () => {
  const fake = fakeActions();
  const actions = {...fake, of: (service: string) => (service === 'kinesis' ? [off, on] : [])};
  const console = await openConsole({actions});
  await console.press('2');
  for (const title of ['switch on', 'switch off']) {
    await console.type(`:${title}`);
    await console.press('Enter', 'Esc');
  }
  expect(fake.asked.filter(line => line.startsWith('plan'))).toHaveLength(1);
});
